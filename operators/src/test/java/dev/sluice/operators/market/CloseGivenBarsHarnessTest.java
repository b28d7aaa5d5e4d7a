package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Bars that a feed gives: late ones, and what they stand for. */
class CloseGivenBarsHarnessTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final Instant CLOSE = Instant.parse("2024-03-05T21:00:00Z");
  private static final Set<Timeframe> TIMEFRAMES =
      EnumSet.of(Timeframe.MINUTE, Timeframe.FIVE_MINUTES, Timeframe.HOUR, Timeframe.SESSION);

  @Test
  void aLateMinuteRevisesTheLongerBarsAndIsCounted() throws Exception {
    try (Subject subject = new Subject(null)) {
      for (int minute = 0; minute < 4; minute++) {
        subject.send(minute(minute, 100));
      }
      subject.advance(OPEN.plusSeconds(300));
      assertThat(subject.editions()).endsWith("5m 0 400.0");
      subject.send(minute(4, 1000), OPEN.plusSeconds(300).toEpochMilli());
      assertThat(subject.editions()).endsWith("1m 0 1000.0", "5m 1 1400.0");
      subject.send(minute(4, 70), OPEN.plusSeconds(301).toEpochMilli());
      subject.advance(CLOSE);
      assertThat(subject.editions()).endsWith("5m 1 1400.0", "1h 0 1400.0", "1d 0 1400.0");
      assertThat(subject.count("bars_late")).isEqualTo(2);
      assertThat(subject.count("bars_repeated")).isEqualTo(1);
      assertThat(subject.count("bars_revised")).isEqualTo(1);
      assertThat(subject.count("superseded_by_given")).isZero();
    }
  }

  @Test
  void aGivenBarStandsForWhatComesAfterItAlsoAfterARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (Subject subject = new Subject(null)) {
      subject.send(bar(Timeframe.SESSION, OPEN, CLOSE, 5000));
      subject.send(minute(0, 100));
      snapshot = subject.harness.snapshot(1, 1);
    }
    try (Subject subject = new Subject(snapshot)) {
      for (int i = 1; i <= 3; i++) {
        Tick trade =
            Tick.trade("SPY", i, OPEN.plusSeconds(i).toEpochMilli(), 100, 50, "test", false);
        subject.send(new MarketEvent("SPY", trade, null, MarketEvent.ON_TIME, 0, i, 0));
      }
      subject.send(minute(1, 100));
      subject.advance(CLOSE);
      assertThat(subject.editions())
          .containsExactly("1m 0 100.0", "1m 0 100.0", "5m 0 200.0", "1h 0 200.0", "1d 0 5000.0");
      // Three trades, and the hour.
      assertThat(subject.count("superseded_by_given")).isEqualTo(4);
    }
  }

  private static RawBar minute(int number, double volume) {
    Instant start = OPEN.plusSeconds(60L * number);
    return bar(Timeframe.MINUTE, start, start.plusSeconds(60), volume);
  }

  private static RawBar bar(Timeframe timeframe, Instant start, Instant end, double volume) {
    return new RawBar(
        "SPY",
        timeframe,
        start,
        end,
        LocalDate.of(2024, 3, 5),
        100,
        110,
        95,
        108,
        volume,
        1,
        0,
        "test",
        false,
        false);
  }

  /** The operator with its counters. */
  private static final class Subject implements AutoCloseable {
    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    private final KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> harness;

    Subject(OperatorSubtaskState snapshot) throws Exception {
      InterceptingTaskMetricGroup task =
          new InterceptingTaskMetricGroup() {
            @Override
            public InternalOperatorMetricGroup getOrAddOperator(
                OperatorID id, String name, Map<String, String> variables) {
              return metrics;
            }
          };
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new CloseBars(Weekdays::new, TIMEFRAMES, 60_000)),
              MarketEvent::symbol,
              Types.STRING,
              new MockEnvironmentBuilder().setMetricGroup(task).build());
      if (snapshot != null) {
        harness.initializeState(snapshot);
      }
      harness.open();
    }

    void send(RawBar bar) throws Exception {
      send(bar, MarketEvent.ON_TIME);
    }

    void send(RawBar bar, long clock) throws Exception {
      send(new MarketEvent("SPY", null, bar, clock, 0, 0, 0));
    }

    void send(MarketEvent event) throws Exception {
      harness.processElement(event, event.time());
    }

    void advance(Instant time) throws Exception {
      harness.processWatermark(time.toEpochMilli());
    }

    /** Timeframe, revision and volume. */
    List<String> editions() {
      return harness.extractOutputValues().stream()
          .map(ExchangeBar::bar)
          .map(bar -> bar.timeframe().code() + " " + bar.revision() + " " + bar.volume())
          .toList();
    }

    long count(String counter) {
      return ((Counter) metrics.get(counter)).getCount();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
