package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.SizingModels;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A strategy that has lost its mind: a million signals within a second of event time. */
class RunawayStrategyTest {
  private static final int SIGNALS = 1_000_000;
  private static final int SYMBOLS = 200;
  private static final int ORDERS_A_WINDOW = 50;
  private static final BigDecimal CASH = new BigDecimal("100000");
  private static final Instant OPEN = at(1, "15:00:00");

  private final AccountMachine machine =
      new AccountMachine(
          new AccountConfig(
              "paper",
              Set.of(),
              Set.of(),
              CASH,
              SizingModels.parse("percent:10"),
              RiskLimits.DEFAULT
                  .with(RiskLimit.MAX_ORDERS, "" + ORDERS_A_WINDOW)
                  .with(RiskLimit.ORDER_WINDOW, "PT10S")
                  .with(RiskLimit.MAX_GROSS_EXPOSURE, "0.85"),
              Desk.FREE,
              List.of()),
          Desk.CALENDAR);
  private final AccountState state = machine.open();

  private static Signal signal(int i, SignalType type) {
    return new Signal(
        "s" + i,
        null,
        "runaway",
        "S" + i / 2 % SYMBOLS,
        type,
        1,
        new BigDecimal("100"),
        null,
        null,
        OPEN.plusMillis(i / (SIGNALS / 1_000)),
        null,
        null,
        null,
        Map.of(),
        true);
  }

  @Test
  void isThrottledExactlyAndNeverSpendsMoreThanThereIs() {
    quoteAll();
    List<Instant> made = new ArrayList<>();
    long rateDenials = 0;
    for (int i = 0; i < SIGNALS; i++) {
      // Bought, called off, bought again: each BUY is another order.
      SignalType type = i % 2 == 0 ? SignalType.BUY : SignalType.EXIT;
      boolean spent = false;
      for (AccountEvent event : machine.apply(state, signal(i, type))) {
        if (event instanceof AccountEvent.OrderChanged changed && changed.order().version() == 1) {
          Order order = changed.order();
          if (order.status() == OrderStatus.DENIED) {
            rateDenials += "ORDER_RATE_LIMIT".equals(order.denialCode()) ? 1 : 0;
          } else {
            made.add(order.createdAt());
            spent = true;
          }
        }
      }
      if (spent) {
        assertThat(committed()).as("capital overshoot").isLessThanOrEqualTo(limit());
      }
    }
    assertThat(made).as("throttled exactly").hasSize(ORDERS_A_WINDOW);
    assertThat(rateDenials).isEqualTo(SIGNALS / 2 - ORDERS_A_WINDOW);
    assertThat(state.cash()).isEqualByComparingTo(CASH);
    assertThat(state.ordersMade()).isEqualTo(ORDERS_A_WINDOW);

    machine.apply(state, late(OPEN.plusSeconds(11)));
    assertThat(state.ordersMade()).as("the window has passed").isEqualTo(ORDERS_A_WINDOW + 1);
  }

  @Test
  void withoutCallingOffItsEntriesItStopsAtTheExposure() {
    quoteAll();
    for (int i = 0; i < 20_000; i += 2) {
      machine.apply(state, signal(i, SignalType.BUY));
      assertThat(committed()).isLessThanOrEqualTo(limit());
    }
    assertThat(state.workingOrders()).as("8 of 10 % are within 85 %").isEqualTo(8);
  }

  private void quoteAll() {
    long before = OPEN.toEpochMilli() - 1;
    for (int s = 0; s < SYMBOLS; s++) {
      machine.apply(state, Tick.quote("S" + s, s, before, 100, 1e9, 100, 1e9, "test", true));
    }
  }

  private static Signal late(Instant at) {
    Signal first = signal(0, SignalType.BUY);
    return new Signal(
        "late",
        null,
        first.strategy(),
        first.symbol(),
        first.type(),
        1,
        first.entry(),
        null,
        null,
        at,
        null,
        null,
        null,
        Map.of(),
        true);
  }

  private BigDecimal committed() {
    BigDecimal committed = BigDecimal.ZERO;
    for (WorkingOrder order : state.working) {
      committed = committed.add(order.remaining().multiply(order.reservePrice));
    }
    return committed;
  }

  private static BigDecimal limit() {
    return CASH.multiply(new BigDecimal("0.85"));
  }
}
