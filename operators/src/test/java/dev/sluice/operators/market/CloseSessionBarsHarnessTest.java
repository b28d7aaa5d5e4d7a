package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class CloseSessionBarsHarnessTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final Instant CLOSE = Instant.parse("2024-03-05T21:00:00Z");

  @Test
  void aMinuteClosesWhenItsEndIsReachedAndNotBefore() throws Exception {
    try (var harness = open(null)) {
      send(harness, trade(1, OPEN, 100, 10));
      send(harness, trade(2, OPEN.plusSeconds(59), 103, 5));
      send(harness, trade(3, OPEN.plusSeconds(60), 99, 1));
      harness.processWatermark(OPEN.plusSeconds(60).toEpochMilli() - 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(OPEN.plusSeconds(60).toEpochMilli());
      Bar bar = harness.extractOutputValues().get(0);
      assertThat(bar.timeframe()).isEqualTo(Timeframe.MINUTE);
      assertThat(bar.start()).isEqualTo(OPEN);
      assertThat(bar.end()).isEqualTo(OPEN.plusSeconds(60));
      assertThat(new double[] {bar.open(), bar.high(), bar.low(), bar.close(), bar.volume()})
          .containsExactly(100, 103, 100, 103, 15);
      assertThat(bar.trades()).isEqualTo(2);
      assertThat(bar.vwap()).isEqualTo((1000 + 515) / 15.0);
    }
  }

  @Test
  void aTradeAtTheCloseIsTheClosingAuctionsAndOneBehindItIsInNoBar() throws Exception {
    try (var harness = open(null)) {
      send(harness, trade(1, CLOSE.minusSeconds(30), 100, 1));
      send(harness, trade(2, CLOSE, 101, 1000));
      send(harness, trade(3, CLOSE.plusMillis(1), 150, 1));
      harness.processWatermark(CLOSE.toEpochMilli());
      List<Bar> bars = harness.extractOutputValues();
      assertThat(bars)
          .extracting(Bar::timeframe)
          .containsExactly(Timeframe.MINUTE, Timeframe.SESSION);
      assertThat(bars).extracting(Bar::close).containsExactly(101.0, 101.0);
      assertThat(bars).extracting(Bar::volume).containsExactly(1001.0, 1001.0);
      assertThat(bars.get(1).start()).isEqualTo(OPEN);
      assertThat(bars.get(1).sessionDate()).isEqualTo(LocalDate.of(2024, 3, 5));
      assertThat(harness.numEventTimeTimers()).isZero();
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void theOrderOfArrivalMakesNoDifference() throws Exception {
    List<MarketEvent> trades = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      trades.add(
          trade(i, OPEN.plusSeconds(random.nextInt(300)), 100 + random.nextInt(20), 1 + i % 7));
    }
    List<Bar> expected = barsOf(trades);
    assertThat(expected).hasSizeGreaterThan(5);
    for (int seed = 0; seed < 5; seed++) {
      List<MarketEvent> shuffled = new ArrayList<>(trades);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(barsOf(shuffled)).isEqualTo(expected);
    }
  }

  @Test
  void aRestoreInTheMiddleOfABarChangesNothing() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      send(harness, trade(1, OPEN, 100, 10));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      send(harness, trade(2, OPEN.plusSeconds(5), 105, 10));
      harness.processWatermark(OPEN.plusSeconds(60).toEpochMilli());
      Bar bar = harness.extractOutputValues().get(0);
      assertThat(new double[] {bar.open(), bar.close(), bar.volume()})
          .containsExactly(100, 105, 20);
    }
  }

  @Test
  void aGivenBarIsQuotedAlongItsPathAndPassedOnAtItsEnd() throws Exception {
    RawBar bar = given(OPEN, CLOSE, Timeframe.SESSION, false);
    try (var harness = open(null)) {
      harness.processElement(new MarketEvent("SPY", null, bar), OPEN.toEpochMilli());
      harness.processWatermark(OPEN.toEpochMilli());
      assertThat(quotes(harness)).extracting(Tick::bid).containsExactly(100.0);
      harness.processWatermark(CLOSE.toEpochMilli() - 1);
      assertThat(quotes(harness)).extracting(Tick::bid).containsExactly(100.0, 95.0, 110.0);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(quotes(harness)).extracting(Tick::bid).containsExactly(100.0, 95.0, 110.0, 108.0);
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(b -> assertThat(b.close()).isEqualTo(108));
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aBarOfHistoryGivesItsClosingPriceOnly() throws Exception {
    try (var harness = open(null)) {
      RawBar bar = given(OPEN, CLOSE, Timeframe.SESSION, true);
      harness.processElement(new MarketEvent("SPY", null, bar), OPEN.toEpochMilli());
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(quotes(harness)).extracting(Tick::bid).containsExactly(108.0);
      assertThat(harness.extractOutputValues()).extracting(Bar::history).containsExactly(true);
    }
  }

  @Test
  void aSplitGoesBeforeTheFirstPriceOfItsBar() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      RawBar bar = given(OPEN, CLOSE, Timeframe.SESSION, 1.5, false);
      harness.processElement(new MarketEvent("SPY", null, bar), OPEN.toEpochMilli());
      harness.processWatermark(OPEN.toEpochMilli() - 2);
      assertThat(harness.getSideOutput(CloseSessionBars.QUOTES)).isNull();
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      long before = OPEN.toEpochMilli() - 1;
      harness.processWatermark(before);
      assertThat(quotes(harness))
          .containsExactly(Tick.split("SPY", before, before, 1.5, "test", false));
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(quotes(harness))
          .extracting(Tick::kind)
          .containsExactly(
              TickKind.SPLIT, TickKind.QUOTE, TickKind.QUOTE, TickKind.QUOTE, TickKind.QUOTE);
      assertThat(harness.extractOutputValues()).extracting(Bar::splitFactor).containsExactly(1.5);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aBarOfHistorySplitsNothing() throws Exception {
    try (var harness = open(null)) {
      RawBar bar = given(OPEN, CLOSE, Timeframe.SESSION, 2, true);
      harness.processElement(new MarketEvent("SPY", null, bar), OPEN.toEpochMilli());
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(quotes(harness)).extracting(Tick::kind).containsExactly(TickKind.QUOTE);
    }
  }

  @Test
  void minuteBarsAreSummedToTheSessions() throws Exception {
    try (var harness = open(null)) {
      for (int minute = 0; minute < 3; minute++) {
        Instant start = OPEN.plusSeconds(60L * minute);
        RawBar bar = given(start, start.plusSeconds(60), Timeframe.MINUTE, false);
        harness.processElement(new MarketEvent("SPY", null, bar), start.toEpochMilli());
      }
      harness.processWatermark(CLOSE.toEpochMilli());
      List<Bar> bars = harness.extractOutputValues();
      assertThat(bars).hasSize(4);
      Bar session = bars.get(3);
      assertThat(session.timeframe()).isEqualTo(Timeframe.SESSION);
      assertThat(session.volume()).isEqualTo(3000);
      assertThat(session.vwap()).isNaN();
    }
  }

  private static List<Bar> barsOf(List<MarketEvent> trades) throws Exception {
    try (var harness = open(null)) {
      for (MarketEvent trade : trades) {
        send(harness, trade);
      }
      harness.processWatermark(CLOSE.toEpochMilli());
      return harness.extractOutputValues();
    }
  }

  private static List<Tick> quotes(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, Bar> harness) {
    List<Tick> quotes = new ArrayList<>();
    harness.getSideOutput(CloseSessionBars.QUOTES).forEach(r -> quotes.add(r.getValue()));
    return quotes;
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

  private static MarketEvent trade(long sequence, Instant time, double price, double size) {
    return new MarketEvent(
        "SPY", Tick.trade("SPY", sequence, time.toEpochMilli(), price, size, "test", false), null);
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, Bar> harness, MarketEvent event)
      throws Exception {
    harness.processElement(event, event.tick().eventTime());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, Bar> open(
      OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new CloseSessionBars(Weekdays::new)),
            MarketEvent::symbol,
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  /** Monday to Friday, 14:30 to 21:00 UTC. */
  private static final class Weekdays implements TradingCalendar {
    @Override
    public String name() {
      return "TEST";
    }

    @Override
    public Optional<Session> session(LocalDate date) {
      return date.getDayOfWeek().getValue() > 5
          ? Optional.empty()
          : Optional.of(
              new Session(
                  date,
                  date.atTime(14, 30).toInstant(ZoneOffset.UTC),
                  date.atTime(21, 0).toInstant(ZoneOffset.UTC)));
    }

    @Override
    public LocalDate dateOf(Instant instant) {
      return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
  }
}
