package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Late trades of a symbol, of which there are bars on the other topic too. */
class CloseBarsInOrderHarnessTest {
  private static final Duration DAY = Duration.ofDays(1);

  /** Of a Tuesday. */
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");

  private static final Instant CLOSE = Instant.parse("2024-03-05T21:00:00Z");
  private static final Instant SATURDAY = Instant.parse("2024-03-09T12:00:00Z");

  /**
   * The clock of the trades' partition is beyond the week's end, while the bars of before wait
   * unread on the other topic.
   */
  @Test
  void historyComesBeforeTheBarsThatALateTradesClockHasPassed() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      send(harness, 1, OPEN, 10, null);
      send(harness, 3, OPEN.plus(DAY), 10, null);
      send(harness, 2, CLOSE.minusSeconds(1), 5, SATURDAY);
      assertThat(bars(harness)).as("before event time has come to them").isEmpty();
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      harness.processElement(history(), OPEN.minus(DAY).toEpochMilli());
      harness.processWatermark(CLOSE.plus(DAY).toEpochMilli());
      harness.processWatermark(SATURDAY.toEpochMilli());
      List<Bar> bars = bars(harness);
      assertThat(bars)
          .extracting(b -> b.timeframe().code() + " " + b.start() + " " + b.revision())
          .containsExactly(
              "1d 2024-03-04T14:30:00Z 0",
              "1m 2024-03-05T14:30:00Z 0",
              "1d 2024-03-05T14:30:00Z 0",
              "1m 2024-03-06T14:30:00Z 0",
              "1d 2024-03-06T14:30:00Z 0",
              "1w 2024-03-04T14:30:00Z 0",
              "1m 2024-03-05T20:59:00Z 0",
              "1d 2024-03-05T14:30:00Z 1",
              "1w 2024-03-04T14:30:00Z 1");
      assertThat(bars.get(5).volume()).as("of the week with its history").isEqualTo(1020);
      assertThat(bars.get(8).volume()).isEqualTo(1025);
      harness.processWatermark(SATURDAY.plus(DAY.multipliedBy(10)).toEpochMilli());
      assertThat(bars(harness)).hasSize(9);
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  /** As in a quiet market: there may be no later watermark for long. */
  @Test
  void aLateTradeWhoseTimeHasComeRevisesAtOnceAndLeavesNoTimerBehind() throws Exception {
    try (var harness = open(null)) {
      send(harness, 1, OPEN, 10, null);
      harness.processWatermark(OPEN.plusSeconds(65).toEpochMilli());
      int timers = harness.numEventTimeTimers();
      send(harness, 2, OPEN.plusSeconds(59), 5, OPEN.plusSeconds(65));
      assertThat(bars(harness)).extracting(Bar::volume).containsExactly(10.0, 15.0);
      assertThat(harness.numEventTimeTimers()).isEqualTo(timers);
    }
  }

  /** A trade of a bar that its partition's clock has not passed waits for nothing. */
  @Test
  void aLateTradeOfABarThatIsNotOverIsInItsFirstEdition() throws Exception {
    try (var harness = open(null)) {
      send(harness, 1, OPEN.plusSeconds(30), 10, null);
      send(harness, 2, OPEN.plusSeconds(1), 5, OPEN.plusSeconds(25));
      harness.processWatermark(OPEN.plusSeconds(60).toEpochMilli());
      assertThat(bars(harness)).extracting(Bar::volume).containsExactly(15.0);
    }
  }

  private static MarketEvent history() {
    RawBar monday =
        new RawBar(
            "SPY",
            Timeframe.SESSION,
            OPEN.minus(DAY),
            CLOSE.minus(DAY),
            LocalDate.of(2024, 3, 4),
            100,
            110,
            95,
            108,
            1000,
            1,
            0,
            "test",
            false,
            true);
    return new MarketEvent("SPY", null, monday, MarketEvent.ON_TIME, 0, 0, 0);
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> harness,
      long sequence,
      Instant time,
      double size,
      Instant clock)
      throws Exception {
    Tick trade = Tick.trade("SPY", sequence, time.toEpochMilli(), 100, size, "test", false);
    long passed = clock == null ? MarketEvent.ON_TIME : clock.toEpochMilli();
    harness.processElement(
        new MarketEvent("SPY", trade, null, passed, 0, sequence, 0), time.toEpochMilli());
  }

  private static List<Bar> bars(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> harness) {
    return harness.extractOutputValues().stream().map(ExchangeBar::bar).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> open(
      OperatorSubtaskState snapshot) throws Exception {
    EnumSet<Timeframe> timeframes = EnumSet.of(Timeframe.MINUTE, Timeframe.SESSION, Timeframe.WEEK);
    long lateness = DAY.multipliedBy(7).toMillis();
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new CloseBars(Weekdays::new, timeframes, lateness)),
            MarketEvent::symbol,
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
