package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static dev.sluice.operators.trading.TradingFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.operators.market.MarketEvent;
import dev.sluice.operators.market.QuoteGivenBars;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed's session bars with a 2:1 split before the third, from the bars to the account. */
class SplitBarsHarnessTest {

  /** Bought at the open of day 2 at 100 with a stop at 95; 51 after the split is 102 before it. */
  private static List<AccountInput> inputs(double splitFactor) throws Exception {
    List<AccountInput> inputs = new ArrayList<>();
    inputs.add(signal("s", "AAA", at(1, "21:01:00"), SignalType.BUY));
    for (Tick tick :
        quotes(
            bar(1, 100, 100, 99, 100, 1),
            bar(2, 100, 103, 99, 101, 1),
            bar(3, 51, 52, 50.5, 51.5, splitFactor))) {
      inputs.add(AccountInput.of("paper", tick));
    }
    return inputs;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aPositionHeldOverASplitIsNeitherALossNorStopped(long seed) throws Exception {
    List<AccountInput> inputs = new ArrayList<>(inputs(2));
    inputs.addAll(inputs(2)); // at least once
    Collections.shuffle(inputs, new Random(seed));
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(inputs.toArray(AccountInput[]::new)).watermark(at(3, "21:00:00"));
      BigDecimal bought = desk.fills().get(0).quantity();
      assertThat(desk.fills()).hasSize(1);
      List<PortfolioSnapshot> snapshots = desk.snapshots();
      PortfolioSnapshot last = snapshots.get(snapshots.size() - 1);
      assertThat(last.eventTime()).isEqualTo(at(3, "21:00:00"));
      assertThat(last.state()).isEqualTo("ACTIVE");
      assertThat(last.dayPnl())
          .as("from 101 to 2 × 51.5")
          .isEqualByComparingTo(bought.multiply(BigDecimal.valueOf(2)));
      assertThat(last.positions().get(0).quantity())
          .isEqualByComparingTo(bought.multiply(BigDecimal.valueOf(2)));
      assertThat(desk.side(TradeAccount.ORDERS))
          .filteredOn(order -> "split 2:1".equals(order.reason()))
          .extracting(Order::role)
          .containsExactly("STOP", "TARGET");
    }
  }

  @Test
  void theSameBarsWithoutTheFactorAreALoss() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(inputs(1).toArray(AccountInput[]::new)).watermark(at(3, "21:00:00"));
      assertThat(desk.fills()).hasSize(2);
      assertThat(desk.orders(OrderStatus.FILLED)).containsExactly("ENTRY", "STOP");
    }
  }

  private static List<Tick> quotes(RawBar... bars) throws Exception {
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, Tick>(
            new KeyedProcessOperator<>(new QuoteGivenBars(WeekdayCalendar::new)),
            MarketEvent::symbol,
            Types.STRING)) {
      harness.open();
      for (RawBar bar : bars) {
        harness.processElement(
            new MarketEvent(bar.symbol(), null, bar, MarketEvent.ON_TIME, 0, 0, 0),
            bar.start().toEpochMilli());
      }
      harness.processWatermark(Long.MAX_VALUE);
      return harness.extractOutputValues();
    }
  }

  private static RawBar bar(
      int day, double open, double high, double low, double close, double splitFactor) {
    return new RawBar(
        "AAA",
        Timeframe.SESSION,
        at(day, "14:30:00"),
        at(day, "21:00:00"),
        LocalDate.of(2024, 1, 7 + day),
        open,
        high,
        low,
        close,
        1000,
        splitFactor,
        0,
        "test",
        false,
        false);
  }
}
