package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * At which price an entry is sized and asked about its limits: 10 % of 100,000, touch 100 / 100.1,
 * no costs.
 */
class OrderCheckPriceTest {
  private static BigDecimal price(String text) {
    return new BigDecimal(text);
  }

  private static Desk desk(String share) {
    return new Desk(Desk.config("100000", Desk.limits(share, "100000000", true, "1"), Desk.FREE))
        .quote(at(1, "15:00:00"), 100, 100.1);
  }

  private static Order entry(Desk desk, SignalType type, OrderTerms terms) {
    desk.take(Desk.signal("t", at(1, "15:01:00"), type, 1, null, null).with(terms));
    return desk.ordered("t");
  }

  static List<Arguments> sizes() {
    OrderTerms farStopLimit = OrderTerms.stopLimit(price("99"), price("0.01"));
    return List.of(
        Arguments.of(SignalType.SELL, OrderTerms.limit(price("0.01")), 100),
        Arguments.of(SignalType.SELL, OrderTerms.limit(price("99")), 100),
        Arguments.of(SignalType.SELL, OrderTerms.limit(price("105")), 95),
        Arguments.of(SignalType.SELL, farStopLimit, 100),
        Arguments.of(SignalType.SELL, OrderTerms.trailingAmount(price("5")), 100),
        Arguments.of(SignalType.BUY, OrderTerms.limit(price("99")), 101),
        Arguments.of(SignalType.BUY, OrderTerms.stop(price("105.1")), 95),
        Arguments.of(SignalType.BUY, OrderTerms.trailingAmount(price("5")), 95),
        Arguments.of(SignalType.BUY, OrderTerms.trailingPercent(price("4")), 96));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void anEntryIsSizedAtTheDearestOfWhatItMayFillAt(SignalType type, OrderTerms terms, int shares) {
    Order order = entry(desk("1"), type, terms);
    assertThat(order.status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(order.quantity()).isEqualByComparingTo(BigDecimal.valueOf(shares));
  }

  @Test
  void aSaleFarBelowTheTouchFillsAtItAndIsWithinThePositionLimit() {
    Desk desk = desk("0.10");
    entry(desk, SignalType.SELL, OrderTerms.limit(price("0.01")));
    desk.quote(at(1, "15:02:00"), 100, 100.1);
    assertThat(desk.filled("t")).isEqualTo("100@100");
  }

  static List<Arguments> denials() {
    return List.of(
        Arguments.of(SignalType.BUY, OrderTerms.trailingAmount(price("15"))),
        Arguments.of(SignalType.BUY, OrderTerms.trailingPercent(price("50"))),
        Arguments.of(SignalType.BUY, OrderTerms.stop(price("115.1"))),
        Arguments.of(SignalType.SELL, OrderTerms.limit(price("115"))));
  }

  @ParameterizedTest
  @MethodSource("denials")
  void aPriceTooFarAwayIsBeyondTheCollar(SignalType type, OrderTerms terms) {
    Order order = entry(desk("1"), type, terms);
    assertThat(order.status()).isEqualTo(OrderStatus.DENIED);
    assertThat(order.denialCode()).isEqualTo("PRICE_COLLAR");
    assertThat(order.stopPrice()).isEqualTo(terms.stopPrice());
  }

  @Test
  void aShortTicketIsHeldToItsLimitsAtTheTouch() {
    Desk desk = desk("0.10");
    desk.place(
        OrderTicket.of(
                "t",
                "rule",
                "SPY",
                OrderRole.ENTRY,
                Side.SELL,
                OrderType.LIMIT,
                BigDecimal.valueOf(101),
                at(1, "15:01:00"))
            .withLimit(price("99")));
    assertThat(desk.ordered("t").denialCode()).isEqualTo("POSITION_LIMIT");
  }
}
