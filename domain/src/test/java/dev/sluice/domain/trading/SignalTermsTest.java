package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A signal's terms, from the signal to the fill: 10 % of 100,000 for an entry, no costs. */
class SignalTermsTest {
  private static final OrderTerms LIMIT = OrderTerms.limit(new BigDecimal("99"));
  private static final OrderTerms TRAIL =
      OrderTerms.trailingAmount(BigDecimal.ONE).goodTillCancelled();

  private final Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100.1);

  private static BigDecimal price(String text) {
    return new BigDecimal(text);
  }

  private SignalTermsTest signal(String id, String time, SignalType type, OrderTerms terms) {
    return bracket(id, time, type, terms, null, null);
  }

  private SignalTermsTest bracket(
      String id, String time, SignalType type, OrderTerms terms, String stop, String target) {
    desk.take(Desk.signal(id, when(time), type, 1, stop, target).with(terms));
    return this;
  }

  /** {@code HH:mm} of day 1, or {@code DAY@HH:mm}. */
  private static Instant when(String text) {
    int day = text.contains("@") ? Integer.parseInt(text.substring(0, 1)) : 1;
    return at(day, text.substring(text.indexOf('@') + 1) + ":00");
  }

  /** Quotes as {@code TIME BID/ASK, …}; {@code close} ends the first day. */
  private SignalTermsTest market(String quotes) {
    for (String quote : quotes.split(", ")) {
      if (quote.equals("close")) {
        desk.advance(at(1, "21:00:00"));
        continue;
      }
      String[] parts = quote.split("[ /]");
      desk.quote(when(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }
    return this;
  }

  private SignalTermsTest hold() {
    return signal("held", "15:01", SignalType.BUY, null).market("15:02 100/100");
  }

  static List<Arguments> entries() {
    BigDecimal stop = price("101");
    return List.of(
        Arguments.of(null, "15:02 100/100.1", "FILLED 99@100.1"),
        Arguments.of(LIMIT, "15:02 99/99.1, 15:03 98.8/98.9", "FILLED 101@98.9"),
        Arguments.of(LIMIT, "15:02 99/99.1, close, 2@15:00 90/90.1", "EXPIRED "),
        Arguments.of(
            LIMIT.goodTillCancelled(), "15:02 99/99.1, close, 2@15:00 90/90.1", "FILLED 101@90.1"),
        Arguments.of(LIMIT.immediateOrCancel(), "15:02 99/99.1, 15:03 98/98.1", "CANCELLED "),
        Arguments.of(LIMIT.fillOrKill(), "15:02 98/98.1", "FILLED 101@98.1"),
        Arguments.of(
            OrderTerms.stop(stop), "15:02 100.8/100.9, 15:03 101.1/101.2", "FILLED 99@101.2"),
        Arguments.of(
            OrderTerms.stopLimit(stop, price("101.5")),
            "15:02 101.9/102, 15:03 101.3/101.4",
            "FILLED 98@101.4"),
        Arguments.of(
            OrderTerms.trailingAmount(BigDecimal.ONE),
            "15:02 98/98.1, 15:03 98.9/99, 15:04 99.1/99.2",
            "FILLED 98@99.2"),
        Arguments.of(
            OrderTerms.trailingPercent(BigDecimal.ONE),
            "15:02 98/98.1, 15:03 98.9/99, 15:04 99.1/99.2",
            "FILLED 98@99.2"),
        Arguments.of(
            OrderTerms.onOpen(),
            "15:02 99/99, close, 2@14:31 97/97.1, 2@14:32 9/9",
            "FILLED 99@97.1"),
        Arguments.of(OrderTerms.onClose(), "15:02 99/99, 20:58 98/98.1, close", "FILLED 99@98.1"));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void anEntryIsOfItsSignalsTerms(OrderTerms terms, String market, String end) {
    signal("t", "15:01", SignalType.BUY, terms).market(market);
    Order order = desk.ordered("t");
    assertThat(order.status() + " " + desk.filled("t")).isEqualTo(end);
    assertThat(order.role()).isEqualTo("ENTRY");
  }

  static List<Arguments> exits() {
    return List.of(
        Arguments.of(null, "15:04 101/102", "FILLED 99@101"),
        Arguments.of(
            OrderTerms.limit(price("103")), "15:04 102/103, 15:05 103.5/104", "FILLED 99@103.5"),
        Arguments.of(OrderTerms.stop(price("99")), "15:04 99.5/100, 15:05 98/98.1", "FILLED 99@98"),
        Arguments.of(
            OrderTerms.stopLimit(price("99"), price("98.5")),
            "15:04 98/98.1, 15:05 98.6/98.7",
            "FILLED 99@98.6"),
        Arguments.of(TRAIL, "15:04 104/105, 15:05 103.5/104, 15:06 102.9/103", "FILLED 99@102.9"),
        Arguments.of(OrderTerms.onClose(), "15:04 104/105, 20:59 102/103, close", "FILLED 99@102"),
        Arguments.of(
            OrderTerms.onOpen(), "15:04 104/105, close, 2@14:31 102/103", "FILLED 99@102"));
  }

  @ParameterizedTest
  @MethodSource("exits")
  void anExitIsOfItsSignalsTerms(OrderTerms terms, String market, String end) {
    hold().signal("x", "15:03", SignalType.EXIT, terms).market(market);
    assertThat(desk.ordered("x").status() + " " + desk.filled("x")).isEqualTo(end);
    assertThat(desk.ordered("x").role()).isEqualTo("EXIT");
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("0");
  }

  @Test
  void aLimitTooFarFromTheLastTradeIsDeniedWithACode() {
    signal("t", "15:01", SignalType.BUY, OrderTerms.limit(price("10")));
    assertThat(desk.ordered("t").status()).isEqualTo(OrderStatus.DENIED);
    assertThat(desk.ordered("t").denialCode()).isEqualTo("PRICE_COLLAR");
    assertThat(desk.ordered("t").limitPrice()).isEqualByComparingTo("10");
  }

  @Test
  void anEntryByLimitIsFollowedByItsBracket() {
    bracket("t", "15:01", SignalType.BUY, LIMIT, "95", "105")
        .market("15:02 98/98.9, 15:03 94/94.1");
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.order(OrderRole.STOP).stopPrice()).isEqualByComparingTo("95");
    assertThat(desk.order(OrderRole.TARGET).status()).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void anEntryAtWorkStaysAsItWasMade() {
    signal("t", "15:01", SignalType.BUY, LIMIT.goodTillCancelled());
    signal("u", "15:02", SignalType.BUY, OrderTerms.limit(price("98")).goodTillCancelled());
    signal("v", "15:03", SignalType.BUY, null);
    assertThat(desk.orders())
        .singleElement()
        .satisfies(o -> assertThat(o.signalId()).isEqualTo("t"));
    assertThat(desk.state.workingOrders()).isEqualTo(1);
  }

  @Test
  void whatIsAgainstAnEntryAtWorkCallsItOffAndTheNextMayEnterAnew() {
    for (SignalType against : new SignalType[] {SignalType.EXIT, SignalType.SELL}) {
      String id = "t" + against;
      String time = against == SignalType.EXIT ? "15:01" : "15:11";
      signal(id, time, SignalType.BUY, LIMIT.goodTillCancelled());
      signal("x" + against, time, against, TRAIL);
      assertThat(desk.ordered(id).status()).isEqualTo(OrderStatus.CANCELLED);
      assertThat(desk.state.workingOrders()).isZero();
    }
    assertThat(desk.orders()).hasSize(2);
    signal("u", "15:21", SignalType.BUY, OrderTerms.limit(price("98")));
    assertThat(desk.ordered("u").status()).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void anExitThatIsAskedForAgainTrailsOn() {
    hold().signal("x", "15:03", SignalType.EXIT, TRAIL).market("15:04 110/111, 15:05 109.5/110");
    signal("y", "15:06", SignalType.EXIT, TRAIL).market("15:07 108.9/109");
    assertThat(desk.filled("x")).isEqualTo("99@108.9");
    assertThat(desk.orders()).extracting(Order::signalId).doesNotContain("y");
  }

  @Test
  void anExitOfOtherTermsTakesThePlaceOfTheOneAtWork() {
    hold().signal("x", "15:03", SignalType.EXIT, OrderTerms.limit(price("120")));
    signal("y", "15:04", SignalType.EXIT, TRAIL).market("15:05 100/101");
    assertThat(desk.ordered("x").status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.ordered("x").reason()).isEqualTo("replaced: EXIT signal of rule");
    signal("z", "15:06", SignalType.SELL, null).market("15:07 100/101");
    assertThat(desk.ordered("y").status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.filled("z")).isEqualTo("99@100");
    assertThat(desk.state.workingOrders()).isZero();
  }

  /** In a backtest a decision has the time of the close that it looked at. */
  @Test
  void aDecisionAtTheCloseFindsTheDaysOrdersOver() {
    signal("t", "15:01", SignalType.BUY, LIMIT).market("21:00 100/100.1");
    signal("u", "21:00", SignalType.BUY, LIMIT).market("2@15:00 98/98.5");
    assertThat(desk.ordered("t").status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(desk.filled("u")).isEqualTo("101@98.5");
    OrderTerms day = OrderTerms.limit(price("110"));
    signal("x", "2@15:01", SignalType.EXIT, day).market("2@21:00 100/100.1");
    signal("y", "2@21:00", SignalType.EXIT, day).market("3@15:00 111/111.5");
    assertThat(desk.ordered("x").status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(desk.filled("y")).isEqualTo("101@111");
  }

  @Test
  void anExitThatRestsLeavesTheBracketAtWork() {
    bracket("held", "15:01", SignalType.BUY, null, "95", "120").market("15:02 100/100");
    signal("x", "15:03", SignalType.EXIT, OrderTerms.limit(price("110")));
    assertThat(desk.state.workingOrders()).isEqualTo(3);
    market("15:04 94/94.1");
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.ordered("x").status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("0");
  }

  @Test
  void aFlattenOutranksTheTermsOfASignal() {
    hold().signal("x", "15:03", SignalType.EXIT, OrderTerms.limit(price("120")));
    desk.act(at(1, "15:04:00"), ControlAction.FLATTEN);
    signal("y", "15:05", SignalType.EXIT, TRAIL).market("15:06 100/101");
    assertThat(desk.order(OrderRole.FLATTEN).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.orders()).extracting(Order::signalId).doesNotContain("y");
  }

  @Test
  void aSplitPutsAnEntryAtWorkOnItsScale() {
    signal("t", "15:01", SignalType.BUY, LIMIT.goodTillCancelled());
    desk.split(at(1, "15:02:00"), 2);
    market("15:03 49/49.1");
    assertThat(desk.filled("t")).isEqualTo("202@49.1");
    assertThat(desk.ordered("t").limitPrice()).isEqualByComparingTo("49.5");
  }

  /** An entry of 100 at 100 of which 40 have filled. */
  private SignalTermsTest partlyFilled() {
    OrderTerms terms = OrderTerms.limit(price("100")).goodTillCancelled();
    bracket("t", "15:01", SignalType.BUY, terms, "95", "120");
    desk.quote(when("15:02"), 99.9, 1000, 100, 40);
    assertThat(desk.filled("t")).isEqualTo("40@100");
    return this;
  }

  @Test
  void whatAnEntryHasFilledIsProtectedWhereAnExitThatRestsCallsItOff() {
    partlyFilled().signal("x", "15:03", SignalType.EXIT, OrderTerms.limit(price("110")));
    assertThat(desk.ordered("t").status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("40");
    assertThat(desk.order(OrderRole.TARGET).quantity()).isEqualByComparingTo("40");
    market("close");
    assertThat(desk.ordered("x").status()).isEqualTo(OrderStatus.EXPIRED);
    market("2@15:00 94/94.1");
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("0");
    assertThat(desk.state.workingOrders()).isZero();
  }

  @Test
  void aPlainExitNeedsNoProtectionOfWhatItSells() {
    partlyFilled().signal("x", "15:03", SignalType.EXIT, null).market("15:04 101/102");
    assertThat(desk.filled("x")).isEqualTo("40@101");
    assertThat(desk.orders()).extracting(Order::role).containsExactly("ENTRY", "EXIT");
  }
}
