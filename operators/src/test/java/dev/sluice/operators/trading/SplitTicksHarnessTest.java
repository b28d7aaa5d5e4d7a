package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static dev.sluice.operators.trading.TradingFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.operators.market.ActionNotice;
import dev.sluice.operators.market.JudgeQuality;
import dev.sluice.operators.market.MarketEvent;
import dev.sluice.operators.market.PassQuotes;
import dev.sluice.operators.market.QualitySettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A feed's trades with a 10:1 split between two sessions, from the ticks to the account: R16. */
class SplitTicksHarnessTest {
  private static final CorporateAction SPLIT =
      new CorporateAction("AAA", LocalDate.of(2024, 1, 10), 10, 0, "test");

  /**
   * Bought at the open of day 2 at 100 with a stop at 95; 10.2 after the split is 102 before it.
   */
  private static List<MarketEvent> events(boolean announced) {
    List<MarketEvent> events = new ArrayList<>();
    int offset = 0;
    events.add(quote(at(1, "20:59:00"), 100, offset++));
    events.add(quote(at(2, "14:30:00"), 100, offset++));
    events.add(quote(at(2, "20:59:00"), 101, offset++));
    if (announced) {
      long reached = at(2, "21:00:00").toEpochMilli();
      events.add(
          new MarketEvent(
              "AAA", reached, 0, offset++, 0, 0, new ActionNotice(SPLIT, true, reached, reached)));
    }
    for (String time : new String[] {"14:30:01", "14:30:02", "14:30:03", "14:30:04", "20:59:00"}) {
      events.add(quote(at(3, time), 10.2, offset++));
    }
    return events;
  }

  @Test
  void aPositionHeldOverASplitIsNeitherALossNorStopped() throws Exception {
    try (TradingFixture desk = traded(true)) {
      assertThat(desk.fills()).hasSize(1);
      BigDecimal bought = desk.fills().get(0).quantity();
      List<PortfolioSnapshot> snapshots = desk.snapshots();
      PortfolioSnapshot last = snapshots.get(snapshots.size() - 1);
      assertThat(last.state()).isEqualTo("ACTIVE");
      assertThat(last.dayPnl()).as("from 101 to 10 × 10.2").isEqualByComparingTo(bought);
      assertThat(last.positions().get(0).quantity())
          .isEqualByComparingTo(bought.multiply(BigDecimal.TEN));
    }
  }

  @Test
  void theSameTicksWithoutTheActionAreALoss() throws Exception {
    try (TradingFixture desk = traded(false)) {
      assertThat(desk.orders(OrderStatus.FILLED)).containsExactly("ENTRY", "STOP");
    }
  }

  private static TradingFixture traded(boolean announced) throws Exception {
    TradingFixture desk = TradingFixture.fresh();
    desk.take(signal("s", "AAA", at(1, "21:01:00"), SignalType.BUY));
    for (Tick tick : quotes(events(announced))) {
      desk.take(AccountInput.of("paper", tick));
    }
    return desk.watermark(at(3, "21:00:00"));
  }

  private static List<Tick> quotes(List<MarketEvent> events) throws Exception {
    QualitySettings settings = QualitySettings.of(true, Map.of(), Duration.ofMinutes(5));
    try (var judge =
            new KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent>(
                new KeyedProcessOperator<>(
                    new JudgeQuality(WeekdayCalendar::new, settings, 60_000)),
                MarketEvent::symbol,
                Types.STRING);
        var pass =
            new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new PassQuotes(WeekdayCalendar::new)))) {
      judge.open();
      pass.open();
      for (MarketEvent event : events) {
        judge.processElement(event, event.time());
      }
      for (MarketEvent event : judge.extractOutputValues()) {
        pass.processElement(event, 0);
      }
      return pass.extractOutputValues();
    }
  }

  private static MarketEvent quote(Instant time, double middle, int offset) {
    long millis = time.toEpochMilli();
    Tick tick = Tick.quote("AAA", offset, millis, middle, 1_000, middle, 1_000, "test", false);
    return new MarketEvent("AAA", tick, null, millis - 5_001, 0, offset, 0);
  }
}
