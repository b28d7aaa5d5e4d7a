package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class QuoteGivenBarsHarnessTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final Instant CLOSE = Instant.parse("2024-03-05T21:00:00Z");

  @Test
  void aGivenBarIsQuotedAlongItsPathAndPassedOnAtItsEnd() throws Exception {
    RawBar bar = given(OPEN, CLOSE, Timeframe.SESSION, false);
    try (var harness = open(null)) {
      send(harness, bar);
      harness.processWatermark(OPEN.toEpochMilli());
      assertThat(harness.extractOutputValues()).extracting(Tick::bid).containsExactly(100.0);
      harness.processWatermark(CLOSE.toEpochMilli() - 1);
      assertThat(harness.extractOutputValues())
          .extracting(Tick::bid)
          .containsExactly(100.0, 95.0, 110.0);
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(harness.extractOutputValues())
          .extracting(Tick::bid)
          .containsExactly(100.0, 95.0, 110.0, 108.0);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aBarOfHistoryGivesItsClosingPriceOnly() throws Exception {
    try (var harness = open(null)) {
      RawBar bar = given(OPEN, CLOSE, Timeframe.SESSION, true);
      send(harness, bar);
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(harness.extractOutputValues()).extracting(Tick::bid).containsExactly(108.0);
    }
  }

  @Test
  void aSplitGoesBeforeTheFirstPriceOfItsBar() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      RawBar bar = given(OPEN, CLOSE, Timeframe.SESSION, 1.5, false);
      send(harness, bar);
      harness.processWatermark(OPEN.toEpochMilli() - 2);
      assertThat(harness.extractOutputValues()).isEmpty();
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      long before = OPEN.toEpochMilli() - 1;
      harness.processWatermark(before);
      assertThat(harness.extractOutputValues())
          .containsExactly(Tick.split("SPY", before, before, 1.5, "test", false));
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(harness.extractOutputValues())
          .extracting(Tick::kind)
          .containsExactly(
              TickKind.SPLIT, TickKind.QUOTE, TickKind.QUOTE, TickKind.QUOTE, TickKind.QUOTE);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aBarOfHistorySplitsNothing() throws Exception {
    try (var harness = open(null)) {
      RawBar bar = given(OPEN, CLOSE, Timeframe.SESSION, 2, true);
      send(harness, bar);
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(harness.extractOutputValues())
          .extracting(Tick::kind)
          .containsExactly(TickKind.QUOTE);
    }
  }

  /** Round the clock there is a session where the desk's own calendar has none. */
  @Test
  void aBarsPathIsOfItsOwnExchangeAlsoAfterARestore() throws Exception {
    Instant saturday = Instant.parse("2024-03-09T15:00:00Z");
    RawBar bar = given(saturday, saturday.plusSeconds(60), Timeframe.MINUTE, false);
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      send(harness, bar);
      harness.processWatermark(saturday.toEpochMilli() + 60_000);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement(
          new MarketEvent(
              "SPY", null, bar, MarketEvent.ON_TIME, 0, 0, 0, Calendars.codeOf("24/7"), false),
          saturday.toEpochMilli());
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      harness.processWatermark(saturday.toEpochMilli() + 60_000);
      assertThat(harness.extractOutputValues()).hasSize(4);
    }
  }

  @Test
  void aSessionAndItsLastMinuteAreBothQuoted() throws Exception {
    RawBar minute = given(CLOSE.minusSeconds(60), CLOSE, Timeframe.MINUTE, false);
    RawBar session = given(OPEN, CLOSE, Timeframe.SESSION, false);
    for (List<RawBar> bars : List.of(List.of(minute, session), List.of(session, minute))) {
      try (var harness = open(null)) {
        for (RawBar bar : bars) {
          send(harness, bar);
        }
        harness.processWatermark(CLOSE.toEpochMilli());
        assertThat(harness.extractOutputValues()).hasSize(8);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
      }
    }
  }

  /** Where one bar ends and the next begins two prices have the same time: the older one first. */
  @Test
  void barsThatMeetAreQuotedInTheirOrderHoweverTheStateIsKept() throws Exception {
    int count = 30;
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      for (int i = 0; i < count; i++) {
        Instant start = OPEN.plusSeconds(60L * i);
        send(harness, given(start, start.plusSeconds(60), Timeframe.MINUTE, false));
      }
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      harness.processWatermark(CLOSE.toEpochMilli());
      List<Double> path = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        path.addAll(List.of(100.0, 95.0, 110.0, 108.0));
      }
      assertThat(harness.extractOutputValues()).extracting(Tick::bid).isEqualTo(path);
    }
  }

  private static RawBar given(Instant start, Instant end, Timeframe timeframe, boolean history) {
    return given(start, end, timeframe, 1, history);
  }

  private static RawBar given(
      Instant start, Instant end, Timeframe timeframe, double splitFactor, boolean history) {
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
        1000,
        splitFactor,
        0,
        "test",
        false,
        history);
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, Tick> harness, RawBar bar)
      throws Exception {
    harness.processElement(
        new MarketEvent("SPY", null, bar, MarketEvent.ON_TIME, 0, 0, 0),
        bar.start().toEpochMilli());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, Tick> open(
      OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new QuoteGivenBars(Weekdays::new)),
            MarketEvent::symbol,
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
