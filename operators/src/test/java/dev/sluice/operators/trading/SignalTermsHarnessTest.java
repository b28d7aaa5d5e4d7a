package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.OrderTerms;
import dev.sluice.domain.trading.OrderType;
import dev.sluice.domain.trading.TimeInForce;
import java.math.BigDecimal;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/**
 * A signal's terms in the account's operator, killed while they wait and while they are at work.
 */
class SignalTermsHarnessTest {
  private static AccountInput signal(String id, String time, SignalType type, OrderTerms terms) {
    Signal plain = TradingFixture.signal(id, "AAA", at(1, time), type).signal();
    return AccountInput.of("paper", plain.with(terms));
  }

  @Test
  void termsOutliveARestartBeforeTheyAreTakenAndAfter() throws Exception {
    OrderTerms limit = OrderTerms.limit(new BigDecimal("99.5")).goodTillCancelled();
    OrderTerms trail = OrderTerms.trailingPercent(new BigDecimal("2")).goodTillCancelled();
    OperatorSubtaskState waiting;
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(
          TradingFixture.quote("AAA", 1, at(1, "15:00:00"), 99.98, 100),
          signal("a", "15:01:00", SignalType.BUY, limit));
      waiting = desk.harness.snapshot(1, 1);
      assertThat(desk.side(TradeAccount.ORDERS)).isEmpty();
    }
    OperatorSubtaskState working;
    try (TradingFixture desk = new TradingFixture(waiting)) {
      desk.watermark(at(1, "15:01:00"));
      assertThat(desk.side(TradeAccount.ORDERS))
          .allSatisfy(
              order -> {
                assertThat(order.type()).isEqualTo(OrderType.LIMIT);
                assertThat(order.timeInForce()).isEqualTo(TimeInForce.GTC);
                assertThat(order.limitPrice()).isEqualByComparingTo("99.5");
              })
          .extracting(Order::status)
          .containsExactly(OrderStatus.CREATED, OrderStatus.SUBMITTED, OrderStatus.ACCEPTED);
      working = desk.harness.snapshot(2, 2);
    }
    try (TradingFixture desk = new TradingFixture(working)) {
      desk.take(
              TradingFixture.quote("AAA", 2, at(1, "15:02:00"), 99.3, 99.4),
              signal("x", "15:03:00", SignalType.EXIT, trail),
              TradingFixture.quote("AAA", 3, at(1, "15:04:00"), 102, 102.1),
              TradingFixture.quote("AAA", 4, at(1, "15:05:00"), 99.9, 100))
          .watermark(at(1, "15:05:00"));
      assertThat(desk.fills())
          .extracting(Fill::signalId)
          .as("102 less 2 % is 99.96")
          .containsExactly("a", "x");
    }
  }
}
