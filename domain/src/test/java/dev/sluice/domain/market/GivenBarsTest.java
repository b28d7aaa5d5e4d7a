package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bars that a feed gives: late ones, and what they stand for. */
class GivenBarsTest {
  private static final TradingCalendar NYSE = Calendars.of("NYSE");
  private static final long MINUTE = 60_000;
  private static final Set<Timeframe> ALL = EnumSet.allOf(Timeframe.class);

  /** The short Friday behind a holiday, and the last session of its week. */
  private static final long OPEN = Instant.parse("2021-11-26T14:30:00Z").toEpochMilli();

  private static final long CLOSE = Instant.parse("2021-11-26T18:00:00Z").toEpochMilli();

  private final List<Bar> out = new ArrayList<>();
  private SymbolBars bars = new SymbolBars("SPY", ALL);

  @Test
  void aLateMinuteRevisesWhatIsClosedAndIsInTheFirstEditionOfWhatIsNot() {
    for (int minute = 0; minute < 4; minute++) {
      given(minute, 100, Long.MIN_VALUE);
    }
    advance(OPEN + 5 * MINUTE);
    assertThat(editions()).endsWith("5m 0 400.0");
    out.clear();
    given(4, 1000, OPEN + 5 * MINUTE);
    advance(OPEN + 5 * MINUTE);
    assertThat(editions()).containsExactly("1m 0 1000.0", "5m 1 1400.0");
    advance(CLOSE);
    assertThat(editions())
        .containsExactly(
            "1m 0 1000.0",
            "5m 1 1400.0",
            "15m 0 1400.0",
            "1h 0 1400.0",
            "1d 0 1400.0",
            "1w 0 1400.0");
  }

  @Test
  void aLateMinuteRevisesEveryLongerBarThatIsClosed() {
    given(0, 100, Long.MIN_VALUE);
    given(208, 100, Long.MIN_VALUE);
    advance(CLOSE);
    out.clear();
    given(209, 1000, CLOSE);
    advance(CLOSE);
    assertThat(editions())
        .containsExactly(
            "1m 0 1000.0",
            "5m 1 1100.0",
            "15m 1 1100.0",
            "1h 1 1100.0",
            "1d 1 1200.0",
            "1w 1 1200.0");
    assertThat(out.get(1).close()).isEqualTo(11);
    assertThat(out.get(1).open()).isEqualTo(10);
  }

  /** Whatever other partitions do, and after a restart. */
  @Test
  void aLateMinuteWaitsUntilEventTimeReachesTheClockThatItCameWith() throws IOException {
    given(0, 100, Long.MIN_VALUE);
    advance(OPEN + MINUTE);
    out.clear();
    given(4, 1000, OPEN + 7 * MINUTE);
    given(5, 50, OPEN + 7 * MINUTE);
    assertThat(bars.nextLate()).isEqualTo(OPEN + 7 * MINUTE);
    assertThat(bars.nextDue(0)).isEqualTo(OPEN + MINUTE);
    bars = again(bars.copy());
    advance(OPEN + 7 * MINUTE - 1);
    assertThat(editions()).containsExactly("5m 0 100.0");
    advance(OPEN + 7 * MINUTE);
    assertThat(editions()).containsExactly("5m 0 100.0", "1m 0 1000.0", "5m 1 1100.0", "1m 0 50.0");
    advance(CLOSE);
    assertThat(editions())
        .endsWith("5m 0 50.0", "15m 0 1150.0", "1h 0 1150.0", "1d 0 1150.0", "1w 0 1150.0");
    assertThat(bars.nextLate()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void lateTradesAndLateMinutesAreTakenInTheOrderOfTheirClocks() {
    given(0, 100, Long.MIN_VALUE);
    trade(1, OPEN + MINUTE + 1, 5, OPEN + 9 * MINUTE);
    given(2, 1000, OPEN + 8 * MINUTE);
    advance(CLOSE);
    assertThat(editions())
        .startsWith("1m 0 100.0", "5m 0 100.0", "1m 0 1000.0", "5m 1 1100.0")
        .containsSubsequence("5m 1 1100.0", "1s 0 5.0", "1m 0 5.0", "5m 2 1105.0", "15m 0 1105.0");
  }

  @Test
  void aLateMinuteOfABarThatIsClosedIsNotTaken() {
    given(0, 100, Long.MIN_VALUE);
    advance(OPEN + MINUTE);
    given(0, 70, OPEN + MINUTE);
    advance(OPEN + MINUTE);
    assertThat(bars.takeRepeated()).isEqualTo(1);
    assertThat(bars.takeRepeated()).isZero();
    advance(CLOSE);
    assertThat(out).extracting(Bar::volume).containsOnly(100.0);
  }

  /** What came before it in time of arrival is on the new scale already. */
  @Test
  void theSplitOfALateMinuteMovesNothingThatIsBehindIt() {
    given(1, 100, Long.MIN_VALUE);
    advance(OPEN + 5 * MINUTE);
    out.clear();
    add(minute(0, 300, 2), OPEN + 5 * MINUTE);
    advance(CLOSE);
    assertThat(editions())
        .containsExactly(
            "1m 0 300.0", "5m 1 400.0", "15m 0 400.0", "1h 0 400.0", "1d 0 400.0", "1w 0 400.0");
    assertThat(out).extracting(Bar::splitFactor).containsOnly(2.0);
    assertThat(out).extracting(Bar::high).containsOnly(12.0);
  }

  @Test
  void aGivenSessionStandsForTheMinutesOfItsTimeWhicheverComesFirst() {
    for (boolean sessionFirst : new boolean[] {true, false}) {
      begin();
      if (sessionFirst) {
        add(session(5000), Long.MIN_VALUE);
      }
      given(0, 100, Long.MIN_VALUE);
      given(1, 100, Long.MIN_VALUE);
      advance(OPEN + 61 * MINUTE);
      if (!sessionFirst) {
        add(session(5000), Long.MIN_VALUE);
      }
      advance(CLOSE);
      assertThat(editions()).endsWith("1h 0 200.0", "1d 0 5000.0", "1w 0 5000.0");
      assertThat(bars.takeSuperseded())
          .as("first: %s", sessionFirst)
          .isEqualTo(sessionFirst ? 1 : 0);
    }
  }

  @Test
  void aGivenMinuteStandsForTheTradesOfItsTimeWhicheverComeFirst() throws IOException {
    for (Set<Timeframe> timeframes : List.of(ALL, EnumSet.of(Timeframe.MINUTE))) {
      for (int before = 0; before <= 3; before++) {
        begin();
        bars = new SymbolBars("SPY", timeframes);
        for (int i = 0; i <= 3; i++) {
          if (i == before) {
            given(0, 100, Long.MIN_VALUE);
            bars = again(bars.copy());
          }
          if (i < 3) {
            trade(i, OPEN + i * 1000, 50, Long.MIN_VALUE);
          }
        }
        advance(CLOSE);
        assertThat(editions()).contains("1m 0 100.0", "1d 0 100.0").doesNotContain("1m 1 100.0");
      }
    }
  }

  @Test
  void aTradeThatAGivenMinuteStandsForIsSaidToBeInNoBar() {
    bars = new SymbolBars("SPY", EnumSet.of(Timeframe.MINUTE));
    assertThat(trade(1, OPEN, 50, Long.MIN_VALUE)).isTrue();
    given(0, 100, Long.MIN_VALUE);
    assertThat(trade(2, OPEN + 1, 50, Long.MIN_VALUE)).isFalse();
    assertThat(trade(3, OPEN + MINUTE, 50, Long.MIN_VALUE)).isTrue();
  }

  @Test
  void aLateTradeOfAGivenMinuteRevisesNothing() {
    given(0, 100, Long.MIN_VALUE);
    advance(OPEN + 5 * MINUTE);
    out.clear();
    trade(1, OPEN + 1000, 50, OPEN + 5 * MINUTE);
    advance(CLOSE);
    // Seconds are made of trades alone.
    assertThat(editions())
        .containsExactly("1s 0 50.0", "15m 0 100.0", "1h 0 100.0", "1d 0 100.0", "1w 0 100.0");
    assertThat(bars.takeSuperseded()).isEqualTo(1);
  }

  @Test
  void aLateTradeAndALateMinuteStopAtTheGivenSession() {
    add(session(5000), Long.MIN_VALUE);
    advance(CLOSE);
    out.clear();
    trade(1, CLOSE - 1, 50, CLOSE);
    given(0, 100, CLOSE);
    advance(CLOSE);
    assertThat(editions())
        .contains("1h 0 50.0", "1h 0 100.0")
        .noneMatch(bar -> bar.matches("1[dw].*"));
    assertThat(bars.takeSuperseded()).isEqualTo(2);
  }

  private void begin() {
    bars = new SymbolBars("SPY", ALL);
    out.clear();
  }

  /** Timeframe, revision and volume. */
  private List<String> editions() {
    return out.stream()
        .map(bar -> bar.timeframe().code() + " " + bar.revision() + " " + bar.volume())
        .toList();
  }

  private void advance(long time) {
    bars.advance(time, Long.MIN_VALUE, out::add);
  }

  private void given(int minute, double volume, long clock) {
    add(minute(minute, volume, 1), clock);
  }

  private void add(RawBar bar, long clock) {
    bars.add(bar, hours(), clock);
  }

  private boolean trade(long sequence, long time, double size, long clock) {
    return bars.add(Tick.trade("SPY", sequence, time, 10, size, "test", false), hours(), clock);
  }

  private static SymbolBars again(SymbolBars bars) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bars.write(new DataOutputStream(bytes));
    return SymbolBars.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static SessionHours hours() {
    return SessionHours.of(NYSE.sessionAt(Instant.ofEpochMilli(OPEN)).orElseThrow(), NYSE);
  }

  private static RawBar minute(int number, double volume, double split) {
    long start = OPEN + number * MINUTE;
    return bar(Timeframe.MINUTE, start, start + MINUTE, volume, split);
  }

  private static RawBar session(double volume) {
    return bar(Timeframe.SESSION, OPEN, CLOSE, volume, 1);
  }

  private static RawBar bar(
      Timeframe timeframe, long start, long end, double volume, double split) {
    return new RawBar(
        "SPY",
        timeframe,
        Instant.ofEpochMilli(start),
        Instant.ofEpochMilli(end),
        NYSE.dateOf(Instant.ofEpochMilli(OPEN)),
        10,
        12,
        9,
        11,
        volume,
        split,
        0,
        "test",
        false,
        false);
  }
}
