package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.venue.VenueModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaperBookTest {
  private static final Instant OPEN = Desk.at(1, "14:30:00");

  private final PaperBook book = book(VenueModel.FREE);
  private int ids;

  static PaperBook book(VenueModel model) {
    return new PaperBook("REMOTE", new ExecutionCosts(model), BigDecimal.ONE, Desk.CALENDAR);
  }

  @Test
  void aMarketOrderFillsAtTheFirstTouchAfterIt() {
    quote(0, 100, 101);
    assertThat(said(place("a", Side.BUY, OrderType.MARKET, 10, null, null)))
        .containsExactly("ACCEPTED null@null 0");
    assertThat(said(quote(0, 100, 102))).as("nothing at its own time").isEmpty();
    assertThat(said(quote(1, 100, 103))).containsExactly("TRADE 10@103 10");
    assertThat(book.positions("paper")).isEqualTo(Map.of("SPY", new BigDecimal("10")));
    assertThat(book.open("paper")).isEmpty();
    assertThat(book.order("paper", "a").orElseThrow())
        .returns(Type.ACCEPTED, ExecutionReport::type)
        .returns(new BigDecimal("10"), ExecutionReport::cumulativeQuantity)
        .returns("V1", ExecutionReport::venueOrderId);
  }

  @Test
  void anOrderBeforeAnyMarketMeetsTheFirst() {
    place("a", Side.BUY, OrderType.MARKET, 1, null, null);
    assertThat(said(quote(0, 100, 101))).containsExactly("TRADE 1@101 1");
  }

  @Test
  void aLimitFillsInPartsByWhatIsOffered() {
    quote(0, 100, 101);
    place("a", Side.BUY, OrderType.LIMIT, 10, "100.5", null);
    assertThat(said(quote(1, 99, 101))).isEmpty();
    assertThat(said(sized(2, 99, 100.5, 4))).containsExactly("TRADE 4@100.5 4");
    assertThat(said(sized(3, 99, 100.25, 40))).containsExactly("TRADE 6@100.25 10");
  }

  @Test
  void stopsWaitForTheirPriceAndStayReached() {
    quote(0, 100, 101);
    place("stop", Side.SELL, OrderType.STOP, 3, null, "99");
    place("both", Side.SELL, OrderType.STOP_LIMIT, 5, "98.5", "99");
    assertThat(said(quote(1, 99.5, 100))).isEmpty();
    assertThat(said(quote(2, 98, 98.2))).containsExactly("TRADE 3@98 3");
    assertThat(said(quote(3, 98.75, 99))).containsExactly("TRADE 5@98.75 5");
    assertThat(book.positions("paper").get("SPY")).isEqualTo("-8");
  }

  @Test
  void aTrailingStopFollowsTheMarket() {
    quote(0, 100, 100);
    Order order =
        order("t", Side.SELL, OrderType.TRAILING_STOP, TimeInForce.GTC, 2, null, null, null, "1");
    book.place(order, "V9", null);
    assertThat(said(quote(1, 103, 103))).isEmpty();
    assertThat(said(quote(2, 102.5, 102.5))).isEmpty();
    assertThat(said(quote(3, 101.9, 102))).containsExactly("TRADE 2@101.9 2");
  }

  @Test
  void ordersOnOpenAndCloseWaitForIt() {
    quote(60, 100, 101);
    place("open", Side.BUY, OrderType.MARKET_ON_OPEN, 1, null, null);
    place("close", Side.BUY, OrderType.MARKET_ON_CLOSE, 2, null, null);
    assertThat(said(quote(120, 104, 105))).isEmpty();
    List<ExecutionReport> night = book.advanceTo(Desk.at(1, "22:00:00"));
    assertThat(said(night)).containsExactly("TRADE 2@105 2");
    assertThat(night.get(0).transactTime()).isEqualTo(Desk.at(1, "21:00:00"));
    Tick next = Tick.quote("SPY", 9, ms(Desk.at(2, "14:30:00")), 107, 9, 108, 9, "test", true);
    assertThat(said(book.take(next))).containsExactly("TRADE 1@108 1");
  }

  @Test
  void timesInForceEnd() {
    quote(0, 100, 101);
    place("day", OrderType.LIMIT, TimeInForce.DAY, 1);
    place("gtc", OrderType.LIMIT, TimeInForce.GTC, 1);
    place("ioc", OrderType.MARKET, TimeInForce.IOC, 10);
    place("fok", OrderType.MARKET, TimeInForce.FOK, 10);
    assertThat(said(sized(1, 100, 101, 6)))
        .containsExactly("TRADE 6@101 6", "CANCELLED null@null 6", "CANCELLED null@null 0");
    assertThat(book.closesBefore(Desk.at(1, "21:00:01"))).isTrue();
    assertThat(said(book.advanceTo(Desk.at(1, "21:00:00")))).containsExactly("EXPIRED null@null 0");
    assertThat(book.open("paper")).containsExactly("gtc");
    assertThat(book.order("paper", "day").orElseThrow().type()).isEqualTo(Type.EXPIRED);
  }

  @Test
  void ordersOfAGroupShareOneQuantityWithinTheirAccount() {
    quote(0, 100, 100);
    for (String account : List.of("paper", "other")) {
      book.place(grouped(account, "stop", OrderType.STOP, null, "99"), "V", null);
      book.place(grouped(account, "target", OrderType.LIMIT, "101", null), "V", null);
    }
    assertThat(said(sized(1, 101, 101.1, 15)))
        .containsExactly("TRADE 10@101 10", "CANCELLED null@null 0", "TRADE 5@101 5");
    assertThat(book.open("paper")).isEmpty();
    assertThat(book.open("other")).containsExactly("stop", "target");
    assertThat(said(quote(2, 98, 98.1)))
        .containsExactly("TRADE 5@98 5", "CANCELLED null@null 5", "CANCELLED null@null 5");
    assertThat(book.positions("other")).isEqualTo(Map.of("SPY", new BigDecimal("-10")));
  }

  @Test
  void aCancelSaysWhatWasFilledBeforeAndComesOnce() {
    quote(0, 100, 101);
    place("a", Side.BUY, OrderType.LIMIT, 10, "101", null);
    sized(1, 100, 101, 3);
    assertThat(book.cancel("paper", "a").orElseThrow())
        .returns(Type.CANCELLED, ExecutionReport::type)
        .returns(new BigDecimal("3"), ExecutionReport::cumulativeQuantity);
    assertThat(book.cancel("paper", "a").orElseThrow())
        .returns(Type.CANCEL_REJECTED, ExecutionReport::type)
        .returns("too late to cancel: the order is CANCELLED", ExecutionReport::reason);
    assertThat(book.cancel("other", "a")).isEmpty();
    assertThat(said(quote(2, 90, 91))).isEmpty();
  }

  @Test
  void whatCannotBeIsRejected() {
    assertThat(place("a", Side.BUY, OrderType.LIMIT, 10, null, null).get(0))
        .returns(Type.REJECTED, ExecutionReport::type)
        .returns("limitPrice is null, expected a price above 0 for LIMIT", ExecutionReport::reason);
    assertThat(place("b", Side.BUY, OrderType.MARKET, 0, null, null).get(0).reason())
        .isEqualTo("quantity is 0, expected above 0");
    assertThat(book.order("paper", "a").orElseThrow().type()).isEqualTo(Type.REJECTED);
    assertThat(book.open("paper")).isEmpty();
  }

  @Test
  void aSplitIsAChangeOfScale() {
    quote(0, 100, 100);
    place("a", Side.BUY, OrderType.MARKET, 10, null, null);
    quote(1, 100, 100);
    place("b", Side.SELL, OrderType.LIMIT, 10, "110", null);
    book.take(Tick.split("SPY", 5, ms(OPEN) + 2_000, 2, "test", true));
    assertThat(book.positions("paper")).isEqualTo(Map.of("SPY", new BigDecimal("20")));
    assertThat(said(quote(3, 55, 55))).containsExactly("TRADE 20@55 20");
    assertThat(book.positions("paper")).isEmpty();
  }

  @Test
  void timeDoesNotGoBack() {
    quote(5, 100, 100);
    assertThatThrownBy(() -> quote(4, 100, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eventTime is 2024-01-08T14:30:04Z");
    assertThat(book.advanceTo(OPEN)).isEmpty();
    assertThat(book.clock()).isEqualTo(OPEN.plusSeconds(5));
  }

  private static long ms(Instant time) {
    return time.toEpochMilli();
  }

  private List<ExecutionReport> quote(int second, double bid, double ask) {
    return take(second, bid, ask, Double.NaN);
  }

  private List<ExecutionReport> sized(int second, double bid, double ask, double size) {
    return take(second, bid, ask, size);
  }

  private List<ExecutionReport> take(int second, double bid, double ask, double size) {
    return book.take(
        Tick.quote("SPY", 0, ms(OPEN) + second * 1_000L, bid, size, ask, size, "test", true));
  }

  private List<ExecutionReport> place(
      String id, Side side, OrderType type, int quantity, String limit, String stop) {
    Order order = order(id, side, type, TimeInForce.GTC, quantity, limit, stop, null, null);
    return book.place(order, "V" + ++ids, null);
  }

  private void place(String id, OrderType type, TimeInForce force, int quantity) {
    String limit = type.limits() ? "90" : null;
    book.place(order(id, Side.BUY, type, force, quantity, limit, null, null, null), "V", null);
  }

  private static Order grouped(
      String account, String id, OrderType type, String limit, String stop) {
    return order(account, id, Side.SELL, type, TimeInForce.GTC, 10, limit, stop, "oco", null);
  }

  private static Order order(
      String id,
      Side side,
      OrderType type,
      TimeInForce force,
      int quantity,
      String limit,
      String stop,
      String group,
      String trailing) {
    return order("paper", id, side, type, force, quantity, limit, stop, group, trailing);
  }

  private static Order order(
      String account,
      String id,
      Side side,
      OrderType type,
      TimeInForce force,
      int quantity,
      String limit,
      String stop,
      String group,
      String trailing) {
    return new Order(
        id,
        account,
        null,
        null,
        null,
        type == OrderType.STOP && group != null ? "STOP" : null,
        "SPY",
        side,
        type,
        force,
        BigDecimal.valueOf(quantity),
        BigDecimal.ZERO,
        limit == null ? null : new BigDecimal(limit),
        stop == null ? null : new BigDecimal(stop),
        null,
        OrderStatus.SUBMITTED,
        null,
        null,
        OPEN,
        OPEN,
        1,
        true,
        trailing == null ? null : new BigDecimal(trailing),
        null,
        group);
  }

  private static List<String> said(List<ExecutionReport> reports) {
    return reports.stream()
        .map(r -> r.type() + " " + r.lastQuantity() + "@" + r.lastPrice() + " " + cumulative(r))
        .toList();
  }

  private static String cumulative(ExecutionReport report) {
    return report.cumulativeQuantity().toPlainString();
  }
}
