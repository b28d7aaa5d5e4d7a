package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockSplitTest {
  /** One millisecond before the session of day 2 opens. */
  private static final Instant SPLIT = at(2, "14:30:00").minusMillis(1);

  /** Long 100 at 100, bracket at 95 and 110, marked at 104. */
  private static Desk held() {
    return Desk.free()
        .quote(at(1, "15:00:00"), 100, 100)
        .buy(at(1, "15:01:00"), "95", "110")
        .quote(at(1, "15:02:00"), 100, 100)
        .quote(at(1, "20:00:00"), 104, 104);
  }

  @Test
  void aPositionChangesScaleAndNothingIsTraded() {
    Desk desk = held().split(SPLIT, 2);

    assertThat(desk.fills()).hasSize(1);
    assertThat(desk.snapshots(Occasion.SPLIT))
        .singleElement()
        .satisfies(
            s -> {
              PortfolioSnapshot p = s.portfolio();
              assertThat(p.eventTime()).isEqualTo(SPLIT);
              assertThat(p.equity()).isEqualByComparingTo("100400");
              assertThat(p.unrealizedPnl()).isEqualByComparingTo("400");
              assertThat(p.realizedPnl()).isEqualByComparingTo("0");
              assertThat(p.peakEquity()).isEqualByComparingTo("100400");
              assertThat(p.drawdown()).isEqualByComparingTo("0");
              Position position = p.positions().get(0);
              assertThat(position.quantity()).isEqualByComparingTo("200");
              assertThat(position.averagePrice()).isEqualByComparingTo("50");
              assertThat(position.marketPrice()).isEqualByComparingTo("52");
            });

    desk.quote(at(2, "14:30:00"), 52.5, 52.5);
    assertThat(desk.fills()).hasSize(1);
    assertThat(desk.state.equity()).isEqualByComparingTo("100500");
    desk.quote(at(2, "15:00:00"), 47, 47);
    Fill stopped = desk.fills().get(1);
    assertThat(stopped.quantity()).isEqualByComparingTo("200");
    assertThat(stopped.realizedPnl()).isEqualByComparingTo("-600"); // 200 × (47 − 50)
    assertThat(desk.state.cash()).isEqualByComparingTo("99400");
    assertThat(desk.state.status()).as("no invariant broke").isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void theSameJumpWithoutASplitIsALossAndReachesTheStop() {
    Desk desk = held().quote(at(2, "14:30:00"), 52, 52);
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.state.cash()).isEqualByComparingTo("95200");
    assertThat(desk.snapshots(Occasion.SPLIT)).isEmpty();
  }

  @Test
  void workingOrdersArePublishedOnTheNewScale() {
    Desk desk = held();
    int version = desk.order(OrderRole.STOP).version();
    desk.split(SPLIT, 3);
    Order stop = desk.order(OrderRole.STOP);
    assertThat(stop.quantity()).isEqualByComparingTo("300");
    assertThat(stop.stopPrice()).as("95 ÷ 3, half up").isEqualTo(new BigDecimal("31.6667"));
    assertThat(stop.version()).isEqualTo(version + 1);
    assertThat(stop.reason()).isEqualTo("split 3:1");
    assertThat(stop.status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(stop.updatedAt()).isEqualTo(SPLIT);
    assertThat(stop.createdAt()).isEqualTo(at(1, "15:02:00"));
    assertThat(desk.order(OrderRole.TARGET).limitPrice()).isEqualTo(new BigDecimal("36.6667"));
    assertThat(desk.order(OrderRole.ENTRY).quantity())
        .as("what is over stays as it was")
        .isEqualByComparingTo("100");
  }

  @Test
  void anEntryThatWaitsIsFilledAndProtectedOnTheNewScale() {
    Desk desk = Desk.free().quote(at(1, "20:59:00"), 100, 100);
    desk.buy(at(1, "21:01:00"), "95", "110").split(SPLIT, 2);
    Order entry = desk.order(OrderRole.ENTRY);
    assertThat(entry.quantity()).isEqualByComparingTo("200");
    assertThat(entry.reason()).isEqualTo("split 2:1");
    assertThat(desk.state.working.get(0).reservePrice)
        .as("no more cash is set aside than before")
        .isEqualByComparingTo("50");

    desk.quote(at(2, "14:30:00"), 50, 50);
    assertThat(desk.fills().get(0).quantity()).isEqualByComparingTo("200");
    assertThat(desk.state.cash()).isEqualByComparingTo("90000");
    assertThat(desk.order(OrderRole.STOP).stopPrice()).isEqualByComparingTo("47.5");
    assertThat(desk.order(OrderRole.TARGET).limitPrice()).isEqualByComparingTo("55");
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void aQuoteFromBeforePricesNothingAfter() {
    Desk desk = Desk.free().quote(at(1, "20:59:00"), 100, 100).split(SPLIT, 2);
    assertThat(desk.snapshots(Occasion.SPLIT)).as("nothing is held").isEmpty();
    desk.buy(at(2, "14:30:00"));
    assertThat(desk.order(OrderRole.ENTRY).quantity()).isEqualByComparingTo("200");
  }

  @Test
  void aFractionOfAShareIsKeptAndSoldWithTheRest() {
    Desk desk = new Desk(Desk.config("99900", RiskLimits.DEFAULT, Desk.FREE));
    desk.quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"));
    desk.quote(at(1, "15:02:00"), 100, 100).split(SPLIT, 1.5);
    assertThat(desk.state.quantity("SPY")).isEqualTo(new BigDecimal("148.5")); // 99 × 1.5
    desk.sell(at(2, "14:30:00")).quote(at(2, "14:31:00"), 70, 70);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("0");
    assertThat(desk.state.cash()).isEqualByComparingTo("100395"); // 90000 + 148.5 × 70
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void aReverseSplitRefundsNoCommissionOfWhatWasFilledBefore() {
    ExecutionCosts costs =
        new ExecutionCosts(BigDecimal.ZERO, new BigDecimal("0.05"), new BigDecimal("1"));
    Desk desk = new Desk(Desk.config("100000", RiskLimits.DEFAULT, costs));
    desk.quote(at(1, "15:00:00"), 10, 10).buy(at(1, "15:01:00"), null, "11");
    desk.quote(at(1, "15:02:00"), 10, 10);
    BigDecimal held = desk.state.quantity("SPY");
    desk.quote("SPY", at(1, "15:03:00"), 11, 500, 11, 500);
    assertThat(desk.fills().get(1).commission()).isEqualByComparingTo("25"); // 500 × 0.05

    desk.split(SPLIT, 0.1);
    Order target = desk.order(OrderRole.TARGET);
    assertThat(target.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(target.filledQuantity()).isEqualByComparingTo("50");
    assertThat(target.averageFillPrice()).isEqualByComparingTo("110");
    BigDecimal left = desk.state.quantity("SPY");
    assertThat(left).isEqualByComparingTo(held.subtract(BigDecimal.valueOf(500)).movePointLeft(1));

    desk.quote(at(2, "14:30:00"), 110, 110);
    // The order's 50 shares of today cost 2.50; the rest adds its own share to that.
    BigDecimal whole =
        costs.commission(left.add(BigDecimal.valueOf(50)), BigDecimal.ONE, BigDecimal.ZERO);
    assertThat(desk.fills().get(2).commission())
        .isEqualByComparingTo(whole.subtract(new BigDecimal("2.50")))
        .isPositive();
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void aShortPositionChangesScaleToo() {
    Desk desk =
        new Desk(Desk.config("100000", Desk.limits("0.10", "100000", true, "1"), Desk.FREE));
    desk.quote(at(1, "15:00:00"), 100, 100);
    desk.take(Desk.signal("s", at(1, "15:01:00"), SignalType.SELL, 1, "105", "90"));
    desk.quote(at(1, "15:02:00"), 100, 100).split(SPLIT, 2);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("-200");
    assertThat(desk.state.equity()).isEqualByComparingTo("100000");
    desk.quote(at(2, "14:30:00"), 45, 45);
    assertThat(desk.fills().get(1).realizedPnl()).isEqualByComparingTo("1000");
  }

  @Test
  void aSymbolIsNotTouchedByAnothersSplit() {
    Desk desk = held();
    AccountState before = desk.state.copy();
    desk.machine.apply(desk.state, Tick.split("QQQ", 1, SPLIT.toEpochMilli(), 2, "test", true));
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("100");
    assertThat(desk.state.equity()).isEqualByComparingTo(before.equity());
    assertThat(desk.state.marks).isEqualTo(before.marks);
  }

  /** Among them those of real files, which round 3:1 and 3:2. */
  @ParameterizedTest
  @ValueSource(doubles = {3, 3.000003, 1.499999, 0.25, 10, 1.238, 7, 0.06666666666666667})
  void equityDoesNotJumpWhateverTheFactor(double factor) {
    Desk desk = held();
    BigDecimal before = desk.state.equity();
    desk.split(SPLIT, factor);
    assertThat(desk.state.equity()).isCloseTo(before, within(new BigDecimal("0.000001")));
    assertThat(desk.state.peakEquity).isEqualByComparingTo(before);
    Holding holding = desk.state.holding("SPY");
    assertThat(holding.cost).isEqualByComparingTo("10000");
    assertThat(holding.averagePrice().multiply(holding.quantity))
        .isCloseTo(holding.cost, within(new BigDecimal("0.000001")));
    assertThat(desk.state.copy()).isEqualTo(desk.state);
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void aPriceNeverBecomesZero() {
    Desk desk = held().split(SPLIT, 10_000_000);
    assertThat(desk.order(OrderRole.STOP).stopPrice()).isEqualByComparingTo("0.0001");
  }

  @Test
  void aFactorOfOneDoesNothing() {
    Desk desk = held().advance(at(1, "21:00:00"));
    int said = desk.events.size();
    desk.split(SPLIT, 1);
    assertThat(desk.events).hasSize(said);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -2, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoFactorIsRefused(double factor) {
    Desk desk = held();
    AccountState before = desk.state.copy();
    assertThatThrownBy(() -> desk.split(SPLIT, factor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SPY is " + factor + ", expected");
    double no = Double.NaN;
    Tick read =
        new Tick(
            TickKind.SPLIT, "SPY", 1, SPLIT.toEpochMilli(), factor, no, no, no, no, no, "x", true);
    assertThatThrownBy(() -> desk.machine.apply(desk.state, read))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("price of the split of SPY is " + factor);
    assertThat(desk.state).isEqualTo(before);
  }
}
