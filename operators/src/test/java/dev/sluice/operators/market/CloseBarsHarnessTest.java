package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class CloseBarsHarnessTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final Set<Timeframe> TIMEFRAMES =
      EnumSet.of(Timeframe.MINUTE, Timeframe.SESSION, Timeframe.WEEK);
  private static final Instant CLOSE = Instant.parse("2024-03-05T21:00:00Z");

  @Test
  void aMinuteClosesWhenItsEndIsReachedAndNotBefore() throws Exception {
    try (var harness = open(null)) {
      send(harness, trade(1, OPEN, 100, 10));
      send(harness, trade(2, OPEN.plusSeconds(59), 103, 5));
      send(harness, trade(3, OPEN.plusSeconds(60), 99, 1));
      harness.processWatermark(OPEN.plusSeconds(60).toEpochMilli() - 1);
      assertThat(bars(harness)).isEmpty();
      harness.processWatermark(OPEN.plusSeconds(60).toEpochMilli());
      Bar bar = bars(harness).get(0);
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
      List<Bar> bars = bars(harness);
      assertThat(bars)
          .extracting(Bar::timeframe)
          .containsExactly(Timeframe.MINUTE, Timeframe.SESSION);
      assertThat(bars).extracting(Bar::close).containsExactly(101.0, 101.0);
      assertThat(bars).extracting(Bar::volume).containsExactly(1001.0, 1001.0);
      assertThat(bars.get(1).start()).isEqualTo(OPEN);
      assertThat(bars.get(1).sessionDate()).isEqualTo(LocalDate.of(2024, 3, 5));
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
      Bar bar = bars(harness).get(0);
      assertThat(new double[] {bar.open(), bar.close(), bar.volume()})
          .containsExactly(100, 105, 20);
    }
  }

  @Test
  void aGivenBarIsPassedOnAtItsEndWithWhatItSays() throws Exception {
    try (var harness = open(null)) {
      given(harness, given(OPEN, CLOSE, Timeframe.SESSION, 1.5, false));
      harness.processWatermark(CLOSE.toEpochMilli() - 1);
      assertThat(bars(harness)).isEmpty();
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(bars(harness))
          .singleElement()
          .satisfies(
              bar -> {
                assertThat(bar.close()).isEqualTo(108);
                assertThat(bar.splitFactor()).isEqualTo(1.5);
                assertThat(bar.trades()).isZero();
                assertThat(bar.firstEvent()).isNull();
                assertThat(bar.vwap()).isNaN();
                assertThat(bar.history()).isFalse();
              });
    }
  }

  @Test
  void aWeekClosesWithItsLastSessionWhetherOrNotTheSymbolTradedInIt() throws Exception {
    try (var harness = open(null)) {
      given(harness, given(OPEN, CLOSE, Timeframe.SESSION, 1, false));
      Instant friday = CLOSE.plus(Duration.ofDays(3));
      harness.processWatermark(friday.toEpochMilli() - 1);
      assertThat(bars(harness)).hasSize(1);
      harness.processWatermark(friday.toEpochMilli());
      Bar week = bars(harness).get(1);
      assertThat(week.timeframe()).isEqualTo(Timeframe.WEEK);
      assertThat(week.sessionDate()).isEqualTo(LocalDate.of(2024, 3, 5));
      assertThat(week.end()).isEqualTo(CLOSE);
    }
  }

  @Test
  void aLateTradeRevisesWhatIsClosedAndIsInTheFirstEditionOfWhatIsNot() throws Exception {
    try (var harness = open(null)) {
      send(harness, trade(1, OPEN, 100, 10));
      send(harness, trade(3, OPEN.plusSeconds(70), 102, 10));
      harness.processWatermark(OPEN.plusSeconds(65).toEpochMilli());
      send(harness, late(trade(2, OPEN.plusSeconds(59), 111, 5), OPEN.plusSeconds(65)));
      List<Bar> minutes = bars(harness);
      assertThat(minutes).extracting(Bar::revision).containsExactly(0, 1);
      assertThat(minutes).extracting(Bar::volume).containsExactly(10.0, 15.0);
      assertThat(minutes.get(1).high()).isEqualTo(111);
      assertThat(minutes.get(1).close()).isEqualTo(111);
      assertThat(minutes.get(1).start()).isEqualTo(OPEN);

      harness.processWatermark(CLOSE.toEpochMilli());
      Bar session = bars(harness).get(3);
      assertThat(session.timeframe()).isEqualTo(Timeframe.SESSION);
      assertThat(session.revision()).isZero();
      assertThat(session.volume()).isEqualTo(25);
      assertThat(session.high()).isEqualTo(111);
    }
  }

  @Test
  void editionsFollowFromThePartitionsClockNotFromWhenItsWatermarkArrives() throws Exception {
    List<MarketEvent> trades =
        List.of(
            trade(1, OPEN, 100, 10),
            trade(3, OPEN.plusSeconds(70), 102, 10),
            late(trade(2, OPEN.plusSeconds(59), 111, 5), OPEN.plusSeconds(65)));
    List<Bar> prompt;
    try (var harness = open(null)) {
      send(harness, trades.get(0));
      send(harness, trades.get(1));
      harness.processWatermark(OPEN.plusSeconds(65).toEpochMilli());
      send(harness, trades.get(2));
      harness.processWatermark(CLOSE.toEpochMilli());
      prompt = bars(harness);
    }
    assertThat(prompt).extracting(Bar::revision).contains(1);
    // Another partition lags behind, so the operator's watermark stands still all the while.
    assertThat(barsOf(trades)).isEqualTo(prompt);
  }

  @Test
  void aClosedBarIsForgottenWhenNothingCanReviseItAnyMore() throws Exception {
    try (var harness = open(null)) {
      send(harness, trade(1, OPEN, 100, 10));
      harness.processWatermark(CLOSE.plus(Duration.ofDays(10)).toEpochMilli());
      assertThat(harness.numEventTimeTimers()).isZero();
      send(harness, late(trade(2, OPEN.plusSeconds(1), 100, 1), OPEN));
      assertThat(bars(harness)).extracting(Bar::revision).containsOnly(0);
    }
  }

  @Test
  void minuteBarsAreSummedToTheSessions() throws Exception {
    try (var harness = open(null)) {
      for (int minute = 0; minute < 3; minute++) {
        Instant start = OPEN.plusSeconds(60L * minute);
        RawBar bar = given(start, start.plusSeconds(60), Timeframe.MINUTE, false);
        given(harness, bar);
      }
      harness.processWatermark(CLOSE.toEpochMilli());
      List<Bar> bars = bars(harness);
      assertThat(bars).hasSize(4);
      Bar session = bars.get(3);
      assertThat(session.timeframe()).isEqualTo(Timeframe.SESSION);
      assertThat(session.volume()).isEqualTo(3000);
      assertThat(session.vwap()).isNaN();
    }
  }

  /** Toronto trades on the fourth of July, and New York does not. */
  @Test
  void eachSymbolsOwnExchangeDecidesItsSessions() throws Exception {
    Instant independence = Instant.parse("2024-07-04T15:00:10Z");
    int tsx = Calendars.codeOf("TSX");
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      send(harness, trade(1, independence, 100, 1).tick(), Calendars.codeOf("NYSE"));
      send(harness, trade(1, independence, 100, 1).tick(), tsx);
      assertThat(harness.numEventTimeTimers()).as("bars of one trade").isPositive();
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      // The timer alone closes the bar: the exchange must have come through the snapshot.
      harness.processWatermark(Instant.parse("2024-07-04T20:00:00Z").toEpochMilli());
      List<ExchangeBar> closed = harness.extractOutputValues();
      assertThat(closed).isNotEmpty().allMatch(bar -> bar.calendar() == tsx);
      assertThat(closed)
          .extracting(ExchangeBar::bar)
          .filteredOn(bar -> bar.timeframe() == Timeframe.SESSION)
          .singleElement()
          .satisfies(
              bar -> {
                assertThat(bar.start()).isEqualTo(Instant.parse("2024-07-04T13:30:00Z"));
                assertThat(bar.trades()).isEqualTo(1);
              });
    }
  }

  /** Not to be done within a session; but nothing is lost where it is. */
  @Test
  void aSymbolThatChangesItsExchangeWithinASessionKeepsItsTrades() throws Exception {
    int always = Calendars.codeOf("24/7");
    int nyse = Calendars.codeOf("NYSE");
    for (int[] change : new int[][] {{always, nyse}, {nyse, always}}) {
      try (var harness = open(null)) {
        send(harness, trade(1, Instant.parse("2024-07-02T14:00:10Z"), 100, 1).tick(), change[0]);
        send(harness, trade(2, Instant.parse("2024-07-02T14:00:50Z"), 101, 1).tick(), change[1]);
        send(harness, trade(3, Instant.parse("2024-07-02T14:30:10Z"), 102, 1).tick(), change[1]);
        harness.processWatermark(Instant.parse("2024-07-20T00:00:00Z").toEpochMilli());
        for (Timeframe timeframe : TIMEFRAMES) {
          assertThat(bars(harness))
              .filteredOn(bar -> bar.timeframe() == timeframe && bar.revision() == 0)
              .as("%s from %d to %d", timeframe, change[0], change[1])
              .extracting(Bar::trades)
              .satisfies(
                  trades ->
                      assertThat(trades.stream().mapToLong(Long::longValue).sum()).isEqualTo(3));
        }
      }
    }
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> harness,
      Tick tick,
      int calendar)
      throws Exception {
    harness.processElement(
        new MarketEvent(tick.symbol(), tick, null, MarketEvent.ON_TIME, 0, 0, 0, calendar, false),
        tick.eventTime());
  }

  private static List<Bar> bars(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> harness) {
    return harness.extractOutputValues().stream().map(ExchangeBar::bar).toList();
  }

  private static List<Bar> barsOf(List<MarketEvent> trades) throws Exception {
    try (var harness = open(null)) {
      for (MarketEvent trade : trades) {
        send(harness, trade);
      }
      harness.processWatermark(CLOSE.toEpochMilli());
      return bars(harness);
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

  private static MarketEvent trade(long sequence, Instant time, double price, double size) {
    return new MarketEvent(
        "SPY",
        Tick.trade("SPY", sequence, time.toEpochMilli(), price, size, "test", false),
        null,
        MarketEvent.ON_TIME,
        0,
        sequence,
        0);
  }

  private static MarketEvent late(MarketEvent event, Instant clock) {
    return new MarketEvent(
        event.symbol(), event.tick(), null, clock.toEpochMilli(), 0, event.offset(), 0);
  }

  private static void given(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> harness, RawBar bar)
      throws Exception {
    harness.processElement(
        new MarketEvent("SPY", null, bar, MarketEvent.ON_TIME, 0, 0, 0),
        bar.start().toEpochMilli());
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> harness,
      MarketEvent event)
      throws Exception {
    harness.processElement(event, event.tick().eventTime());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> open(
      OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new CloseBars(Weekdays::new, TIMEFRAMES, 60_000)),
            MarketEvent::symbol,
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
