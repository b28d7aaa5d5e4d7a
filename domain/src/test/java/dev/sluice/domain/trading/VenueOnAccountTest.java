package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static dev.sluice.domain.trading.Desk.entry;
import static dev.sluice.domain.trading.Desk.exit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.venue.Commission;
import dev.sluice.domain.trading.venue.Latency;
import dev.sluice.domain.trading.venue.QueuePosition;
import dev.sluice.domain.trading.venue.Slippage;
import dev.sluice.domain.trading.venue.Spread;
import dev.sluice.domain.trading.venue.VenueModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the venue's models make of an account's orders, and orders of a group of one another. */
class VenueOnAccountTest {
  private static final BigDecimal LIMIT = new BigDecimal("99");
  private static final Instant MADE = at(1, "15:01:00");

  private static Desk desk(VenueModel model) {
    return Desk.on(model).quote(at(1, "15:00:00"), 100, 500, 100.1, 500);
  }

  private static VenueModel participation(String share) {
    return VenueModel.FREE.withParticipation(new BigDecimal(share));
  }

  private static VenueModel queue(String text) {
    return VenueModel.FREE.withQueue(QueuePosition.parse(text));
  }

  @Test
  void aShareOfTheQuotedSizeIsFilled() {
    Desk desk = desk(participation("0.1")).place(entry("t", MADE, OrderType.MARKET, 100));
    desk.quote(at(1, "15:02:00"), 100, 500, 101, 459).quote(at(1, "15:03:00"), 100, 500, 102, 900);
    assertThat(desk.filled("t")).isEqualTo("45@101 55@102");
  }

  @Test
  void aShareOfAPrintIsFilledWhereThereAreNoQuotes() {
    Desk desk = Desk.on(participation("0.25")).print(at(1, "15:00:00"), 100, 1);
    desk.place(entry("t", MADE, OrderType.MARKET, 100));
    desk.print(at(1, "15:02:00"), 101, 200).print(at(1, "15:03:00"), 102, 400);
    assertThat(desk.filled("t")).isEqualTo("50@101 50@102");
  }

  @Test
  void aShareOfABarIsFilledOverItsPath() {
    Desk desk = Desk.on(participation("0.1")).bar(1, 99, 101, 98, 99.5, 1000);
    desk.place(entry("t", at(1, "21:01:00"), OrderType.MARKET, 100));
    desk.bar(2, 100, 104, 97, 102, 1600);
    assertThat(desk.filled("t"))
        .as("a tenth of 400 at each price")
        .isEqualTo("40@100 40@97 20@104");
  }

  @Test
  void twoOrdersHaveOneShare() {
    Desk desk = desk(participation("0.1"));
    desk.place(entry("a", MADE, OrderType.MARKET, 30));
    desk.place(entry("b", MADE.plusSeconds(2), OrderType.MARKET, 30))
        .quote(at(1, "15:02:00"), 100, 9, 101, 450);
    assertThat(desk.filled("a")).isEqualTo("30@101");
    assertThat(desk.filled("b")).isEqualTo("15@101");
  }

  @Test
  void volumeShareSlippageIsThatOfZiplinesExample() {
    VenueModel model = VenueModel.FREE.withSlippage(Slippage.parse("volume-share"));
    Desk desk = Desk.on(model).print(at(1, "15:00:00"), 3.5, 2000);
    desk.place(entry("t", MADE, OrderType.MARKET, 100)).print(at(1, "15:02:00"), 3.5, 2000);
    // 2.5 % of 2,000 at 3.50021875, here to four digits
    assertThat(desk.filled("t")).isEqualTo("50@3.5002");
    assertThat(desk.ordered("t").status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
  }

  @Test
  void impactCountsWhatTheAccountTookOfTheSameVolumeBefore() {
    VenueModel model =
        VenueModel.FREE.withSlippage(Slippage.parse("volume-share:limit=1,impact=1"));
    Desk desk = Desk.on(model).quote(at(1, "15:00:00"), 100, 100, 100, 100);
    desk.place(entry("a", MADE, OrderType.MARKET, 10));
    desk.place(entry("b", MADE.plusSeconds(2), OrderType.MARKET, 10))
        .quote(at(1, "15:02:00"), 100, 100, 100, 100);
    assertThat(desk.filled("a")).as("1 + 0.1²").isEqualTo("10@101");
    assertThat(desk.filled("b")).as("1 + 0.2²").isEqualTo("10@104");
  }

  @Test
  void theAssumedSpreadIsOnDataWithoutOneAndOnNothingElse() {
    VenueModel model = VenueModel.FREE.withSpread(Spread.parse("amount:0.10"));
    Desk desk = Desk.on(model).bar(1, 100, 100, 100, 100, 1000);
    desk.place(entry("t", at(1, "21:01:00"), OrderType.MARKET, 100)).bar(2, 100, 100, 100, 100, 9);
    assertThat(desk.filled("t")).isEqualTo("100@100.05");
    assertThat(desk.state.equity())
        .as("at the price, not at the bid")
        .isEqualByComparingTo("999995");
    desk.place(exit("x", at(2, "21:01:00"), OrderType.MARKET, 100));
    desk.quote(at(3, "15:00:00"), 99, 500, 99, 500);
    assertThat(desk.filled("x")).as("a quote says its spread itself").isEqualTo("100@99");
  }

  @Test
  void theMarketIsMetOnlyAfterTheLatency() {
    VenueModel model = VenueModel.FREE.withLatency(Latency.parse("250ms"));
    Desk desk = desk(model).place(entry("t", MADE, OrderType.MARKET, 100));
    assertThat(desk.ordered("t").status()).isEqualTo(OrderStatus.ACCEPTED);
    desk.quote(MADE.plusMillis(250), 101, 101);
    assertThat(desk.fills()).isEmpty();
    desk.quote(MADE.plusMillis(251), 102, 102);
    assertThat(desk.filled("t")).isEqualTo("100@102");
  }

  @Test
  void aStandingQuoteIsMetWhereTheModelSaysSo() {
    Desk desk = Desk.on(VenueModel.FREE.withStanding(true)).bar(1, 100, 102, 99, 101, 1000);
    desk.place(entry("t", at(1, "21:00:00"), OrderType.MARKET, 100));
    assertThat(desk.filled("t")).isEqualTo("100@101");
    desk.place(exit("x", at(1, "21:00:00").plusMillis(1), OrderType.MARKET, 100));
    assertThat(desk.filled("x")).as("of another time").isEmpty();
  }

  @Test
  void aLimitOrderWaitsUntilWhatIsAheadHasTraded() {
    Desk desk = desk(queue("displayed"));
    desk.place(entry("t", MADE, OrderType.MARKET, 100).withLimit(LIMIT));
    desk.quote(at(1, "15:02:00"), 99, 300, 99.1, 500); // joins behind 300
    desk.print(at(1, "15:03:00"), 99.1, 900); // at the offer: nothing to the bid
    desk.print(at(1, "15:04:00"), 99, 200);
    assertThat(desk.fills()).isEmpty();
    desk.print(at(1, "15:05:00"), 99, 140); // 100 for those ahead, 40 for us
    assertThat(desk.filled("t")).isEqualTo("40@99");
    desk.print(at(1, "15:06:00"), 99, 30);
    assertThat(desk.filled("t")).isEqualTo("40@99 30@99");
    desk.quote(at(1, "15:07:00"), 98.4, 300, 98.5, 500); // through: at the limit, where it stood
    assertThat(desk.filled("t")).isEqualTo("40@99 30@99 30@99");
  }

  @Test
  void withoutAQueueATouchIsEnough() {
    Desk desk = desk(VenueModel.FREE);
    desk.place(entry("t", MADE, OrderType.MARKET, 100).withLimit(LIMIT));
    desk.quote(at(1, "15:02:00"), 99, 300, 99.1, 500).print(at(1, "15:03:00"), 99, 900);
    assertThat(desk.fills()).as("prints behind quotes are no price").isEmpty();
    desk.quote(at(1, "15:04:00"), 98.9, 300, 99, 500);
    assertThat(desk.filled("t")).isEqualTo("100@99");
  }

  @Test
  void aPriceThatNobodyHadIsAQueueOfOne() {
    Desk desk = desk(queue("displayed"));
    desk.place(entry("t", MADE, OrderType.MARKET, 100).withLimit(LIMIT));
    desk.quote(at(1, "15:02:00"), 98.9, 300, 99.1, 500).print(at(1, "15:03:00"), 99, 60);
    assertThat(desk.filled("t")).isEqualTo("60@99");
  }

  @Test
  void behindTheBestPriceOnlyATradeThroughFills() {
    Desk desk = desk(queue("displayed"));
    desk.place(entry("t", MADE, OrderType.MARKET, 100).withLimit(LIMIT));
    desk.quote(at(1, "15:02:00"), 99.5, 300, 99.6, 500).quote(at(1, "15:03:00"), 98.9, 1, 99, 500);
    assertThat(desk.fills()).as("who was there before is not known").isEmpty();
    desk.quote(at(1, "15:04:00"), 98.9, 300, 98.95, 500);
    assertThat(desk.filled("t")).isEqualTo("100@99");
  }

  @Test
  void onABarAQueuedLimitNeedsATradeThroughItsPrice() {
    Desk desk = Desk.on(queue("displayed")).bar(1, 100, 102, 99, 101, 1000);
    desk.place(entry("at", at(1, "21:01:00"), OrderType.MARKET, 10).withLimit(LIMIT));
    desk.place(
        entry("above", at(1, "21:01:02"), OrderType.MARKET, 10).withLimit(new BigDecimal("99.5")));
    desk.bar(2, 100, 102, 99, 101, 1000);
    assertThat(desk.filled("at")).as("the low is its limit").isEmpty();
    assertThat(desk.filled("above")).isEqualTo("10@99.5");
  }

  @Test
  void tiersCountTheSharesOfTheMonth() {
    VenueModel model =
        VenueModel.FREE.withCommission(Commission.parse("tiered:0.01@0/0.001@1000,min=0.35"));
    Desk desk = Desk.on(model).quote(at(1, "15:00:00"), 10, 10);
    desk.place(entry("a", at(1, "15:01:00"), OrderType.MARKET, 800));
    desk.quote(at(1, "15:02:00"), 10, 10);
    desk.place(exit("b", at(1, "15:03:00"), OrderType.MARKET, 800));
    desk.quote("SPY", at(1, "15:04:00"), 10, 300, 10, 300).quote(at(1, "15:05:00"), 10, 10);
    // 800 × 0.01; then 200 at 0.01 and 600 at 0.001: 2.10 after 300 shares, 2.60 after all
    assertThat(commissions(desk)).isEqualTo("8 2.1 0.5");
    Instant february = Instant.parse("2024-02-06T15:00:00Z");
    desk.quote(february, 10, 10);
    desk.place(entry("c", february.plusSeconds(60), OrderType.MARKET, 100));
    desk.quote(february.plusSeconds(120), 10, 10);
    assertThat(commissions(desk)).as("a new month begins").isEqualTo("8 2.1 0.5 1");
  }

  @Test
  void aPercentageIsOfWhatWasPaid() {
    VenueModel model = VenueModel.FREE.withCommission(Commission.parse("percent:0.1"));
    Desk desk = desk(model).place(entry("t", MADE, OrderType.MARKET, 100));
    desk.quote("SPY", at(1, "15:02:00"), 99, 9, 99.99, 40).quote(at(1, "15:03:00"), 100, 100.01);
    assertThat(commissions(desk)).isEqualTo("4 6"); // 3.9996 and 10.0002, to the cent
    assertThat(desk.state.cash()).isEqualByComparingTo("989989.8");
  }

  private static String commissions(Desk desk) {
    return desk.fills().stream()
        .map(f -> f.commission().toPlainString())
        .collect(Collectors.joining(" "));
  }

  @Test
  void withoutSlippageAndCommissionNothingIsRounded() {
    VenueModel model =
        VenueModel.FREE.withSlippage(Slippage.parse("0")).withCommission(Commission.parse("0"));
    Desk desk = Desk.on(model).quote(at(1, "15:00:00"), 100, 100);
    desk.place(entry("t", MADE, OrderType.MARKET, 7)).quote(at(1, "15:02:00"), 1.0, 100.1234567);
    assertThat(desk.filled("t")).isEqualTo("7@100.1234567");
    assertThat(desk.state.cash()).isEqualByComparingTo("999299.1358031");
  }

  @Test
  void oneOfTwoEntriesCancelsTheOther() {
    Desk desk = desk(VenueModel.FREE);
    desk.place(
        entry("up", MADE, OrderType.MARKET, 100)
            .withStop(new BigDecimal("105"))
            .withOcoGroup("range"));
    desk.place(entry("down", MADE, OrderType.MARKET, 100).withLimit(LIMIT).withOcoGroup("range"));
    desk.quote(at(1, "15:02:00"), 98.9, 99);
    assertThat(desk.ordered("down").status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.ordered("up").status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.ordered("up").reason()).isEqualTo("one cancels the other: " + id(desk, "down"));
    assertThat(desk.ordered("up").ocoGroup()).isEqualTo("range");
  }

  @Test
  void aPartOfOneIsTakenFromTheOther() {
    Desk desk = desk(VenueModel.FREE);
    desk.place(
        entry("up", MADE, OrderType.MARKET, 100)
            .withStop(new BigDecimal("105"))
            .withOcoGroup("range"));
    desk.place(entry("down", MADE, OrderType.MARKET, 100).withLimit(LIMIT).withOcoGroup("range"));
    desk.quote(at(1, "15:02:00"), 98.9, 99, 99, 30).quote(at(1, "15:03:00"), 105, 9, 105, 500);
    assertThat(desk.filled("down")).isEqualTo("30@99");
    assertThat(desk.filled("up")).isEqualTo("70@105");
    assertThat(desk.ordered("down").status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("100");
    assertThat(desk.state.workingOrders()).isZero();
  }

  @Test
  void theBracketOfATicketIsAGroup() {
    Desk desk = desk(VenueModel.FREE);
    desk.place(
        entry("t", MADE, OrderType.MARKET, 100)
            .withBracket(new BigDecimal("95"), new BigDecimal("110")));
    desk.quote(at(1, "15:02:00"), 100, 100);
    assertThat(desk.order(OrderRole.STOP).ocoGroup()).isEqualTo(id(desk, "t"));
    assertThat(desk.order(OrderRole.TARGET).ocoGroup()).isEqualTo(id(desk, "t"));
    desk.quote(at(1, "15:03:00"), 110, 40, 111, 40).quote(at(1, "15:04:00"), 94, 94);
    assertThat(desk.order(OrderRole.TARGET).filledQuantity()).isEqualByComparingTo("40");
    assertThat(desk.order(OrderRole.STOP).filledQuantity()).isEqualByComparingTo("60");
    assertThat(desk.state.quantity("SPY")).isZero();
    assertThat(desk.state.workingOrders()).isZero();
  }

  @Test
  void aFillOrKillThatTheCashDoesNotPayForIsKilled() {
    Desk desk = desk(VenueModel.FREE);
    desk.place(entry("t", MADE, OrderType.MARKET, 9000).withTimeInForce(TimeInForce.FOK));
    desk.quote(at(1, "15:02:00"), 120, 120);
    assertThat(desk.fills()).isEmpty();
    assertThat(desk.ordered("t").status()).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void anExitNeverGoesPastFlat() {
    Desk desk = desk(VenueModel.FREE).place(entry("t", MADE, OrderType.MARKET, 100));
    desk.quote(at(1, "15:02:00"), 100, 100);
    desk.place(exit("x", at(1, "15:03:00"), OrderType.MARKET, 150));
    desk.quote(at(1, "15:04:00"), 101, 101);
    assertThat(desk.filled("x")).isEqualTo("100@101");
    assertThat(desk.ordered("x").status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.state.quantity("SPY")).isZero();
  }

  @Test
  void aTicketPassesTheLimitsLikeASignal() {
    Desk desk = desk(VenueModel.FREE).place(entry("big", MADE, OrderType.MARKET, 20_000));
    assertThat(desk.ordered("big").status()).isEqualTo(OrderStatus.DENIED);
    assertThat(desk.ordered("big").denialCode()).isEqualTo("INSUFFICIENT_BUYING_POWER");
    desk.place(entry("t", MADE, OrderType.MARKET, 100));
    String first = id(desk, "t");
    desk.place(entry("t", MADE, OrderType.MARKET, 100));
    assertThat(desk.ordered("t").denialCode()).isEqualTo("DUPLICATE_ORDER");
    assertThat(id(desk, "t")).isNotEqualTo(first);
    desk.act(at(1, "15:05:00"), ControlAction.HALT);
    desk.place(entry("late", at(1, "15:06:00"), OrderType.MARKET, 100));
    assertThat(desk.ordered("late").denialCode()).isEqualTo("ACCOUNT_HALTED");
  }

  private static String id(Desk desk, String signalId) {
    return desk.ordered(signalId).id();
  }
}
