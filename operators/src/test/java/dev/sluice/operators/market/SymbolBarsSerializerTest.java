package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.SymbolBars;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolBarsSerializerTest {
  private static final String GOLDEN = "symbol-bars-v3.hex";

  /** Of before there were corporate actions. */
  private static final String FIRST_VERSION = "symbol-bars-v1.hex";

  /** Of before late trades were kept and given bars marked. */
  private static final String SECOND_VERSION = "symbol-bars-v2.hex";

  private static final SymbolBarsSerializer SERIALIZER = SymbolBarsSerializer.INSTANCE;
  private static final long MINUTE = 60_000;
  private static final LocalDate TUESDAY = LocalDate.of(2024, 3, 5);
  private static final SessionHours FIRST = hours(TUESDAY);
  private static final SessionHours SECOND = hours(TUESDAY.plusDays(1));

  private static SessionHours hours(LocalDate date) {
    Weekdays calendar = new Weekdays();
    Session session = calendar.session(date).orElseThrow();
    return SessionHours.of(session, calendar);
  }

  /**
   * All timeframes: bars that are open, closed, and closed and revised; of trades, of given
   * minutes, of both; with a split and a dividend; a week with a session that is over.
   */
  private static SymbolBars bars() {
    SymbolBars bars = new SymbolBars("SPY", EnumSet.allOf(Timeframe.class));
    List<Bar> out = new ArrayList<>();
    trade(bars, FIRST, 1, FIRST.open() + 500, 64);
    trade(bars, FIRST, 2, FIRST.open() + 600, 65.5);
    bars.add(given(FIRST, 1, 1, 0.25, false), FIRST, Long.MIN_VALUE);
    bars.advance(FIRST.close(), Long.MIN_VALUE, out::add);
    bars.add(given(SECOND, 0, 2, 0, true), SECOND, Long.MIN_VALUE);
    trade(bars, SECOND, 3, SECOND.open() + MINUTE + 10, 32.5);
    bars.advance(SECOND.open() + 2 * MINUTE, SECOND.open() - 1, out::add);
    long clock = SECOND.open() + 2 * MINUTE;
    Tick late = Tick.trade("SPY", 4, SECOND.open() + MINUTE + 20, 32.25, 8, "late", false);
    bars.add(late, SECOND, clock);
    bars.advance(clock, SECOND.open() - 1, out::add);
    trade(bars, SECOND, 5, SECOND.open() + 3 * MINUTE, 33);
    bars.setTimer(SECOND.open() + 3 * MINUTE + 1000);
    assertThat(out).extracting(Bar::revision).contains(0, 1);
    return bars;
  }

  /** With a late trade and a late given bar whose time has not come. */
  private static SymbolBars keeping() {
    SymbolBars bars = bars();
    Tick late = Tick.trade("SPY", 8, SECOND.open() + MINUTE + 40, 30.5, 2, "late", true);
    bars.add(late, SECOND, SECOND.open() + 3 * MINUTE);
    bars.add(given(SECOND, 2, 1, 0.125, true), SECOND, SECOND.open() + 3 * MINUTE);
    return bars;
  }

  private static void trade(
      SymbolBars bars, SessionHours hours, long number, long time, double price) {
    Tick trade = Tick.trade("SPY", number, time, price, 8, "test", true);
    bars.add(trade, hours, Long.MIN_VALUE);
  }

  private static RawBar given(
      SessionHours hours, int minute, double split, double dividend, boolean history) {
    Instant start = Instant.ofEpochMilli(hours.open() + minute * MINUTE);
    return new RawBar(
        "SPY",
        Timeframe.MINUTE,
        start,
        start.plusMillis(MINUTE),
        LocalDate.ofEpochDay(hours.date()),
        64,
        66,
        63,
        65,
        1024,
        split,
        dividend,
        "file",
        false,
        history);
  }

  /** What comes of bars when the next trades come and time goes on. */
  private static List<Bar> goOn(SymbolBars bars) {
    List<Bar> out = new ArrayList<>();
    trade(bars, SECOND, 6, SECOND.open() + 3 * MINUTE + 5, 34);
    Tick late = Tick.trade("SPY", 7, SECOND.open() + MINUTE + 30, 31, 4, "test", true);
    bars.add(late, SECOND, SECOND.open() + 3 * MINUTE);
    bars.finish(Long.MAX_VALUE, out::add);
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST_VERSION, SECOND_VERSION, GOLDEN})
  void everyVersionIsReadAndGoesOnAsIfItHadNeverBeenWritten(String version) throws IOException {
    SymbolBars read = GoldenBytes.decode(SERIALIZER, GoldenBytes.read(version));
    SymbolBars never = version.equals(GOLDEN) ? keeping() : bars();
    assertThat(read.timer()).isEqualTo(SECOND.open() + 3 * MINUTE + 1000);
    assertThat(read.nextDue(MINUTE)).isEqualTo(never.nextDue(MINUTE));
    assertThat(read.nextLate()).isEqualTo(never.nextLate());
    List<Bar> expected = goOn(never);
    assertThat(goOn(read)).isEqualTo(expected);
    assertThat(expected)
        .extracting(Bar::timeframe)
        .contains(Timeframe.values())
        .hasSizeGreaterThan(Timeframe.values().length);
    Bar week = expected.get(expected.size() - 1);
    assertThat(week.timeframe()).isEqualTo(Timeframe.WEEK);
    assertThat(week.start().toEpochMilli()).isEqualTo(FIRST.open());
    assertThat(week.splitFactor()).isEqualTo(2);
    assertThat(week.low()).isEqualTo(version.equals(GOLDEN) ? 30.5 : 31);
  }

  @Test
  void whatIsWrittenIsVersion3() throws IOException {
    assertThat(hex(GoldenBytes.of(SERIALIZER, keeping()))).isEqualTo(hex(GoldenBytes.read(GOLDEN)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void aCopyIsItsOwn() throws IOException {
    SymbolBars one = keeping();
    SymbolBars copy = SERIALIZER.copy(one);
    goOn(one);
    assertThat(GoldenBytes.of(SERIALIZER, copy)).isEqualTo(GoldenBytes.of(SERIALIZER, keeping()));
  }

  @Test
  void anUnknownVersionIsRefused() throws IOException {
    byte[] bytes = GoldenBytes.read(GOLDEN);
    bytes[0] = 99;
    assertThatThrownBy(() -> GoldenBytes.decode(SERIALIZER, bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("symbol bars: version 99, expected 1 to 3");
  }

  /** The version of a part, too, is read before the part. */
  @Test
  void anUnknownVersionOfABarsContentIsRefused() throws IOException {
    byte[] all = GoldenBytes.read(GOLDEN);
    // Version, symbol, timer, number of levels; code and size of a level; 6 longs, revision,
    // closed.
    int content = 1 + 5 + 8 + 1 + 4 + 4 + 6 * 8 + 4 + 1;
    assertThat(all[content]).isEqualTo((byte) 1);
    all[content] = 99;
    assertThatThrownBy(() -> GoldenBytes.decode(SERIALIZER, all))
        .isInstanceOf(IOException.class)
        .hasMessage("BarBuilder: version was 99, expected 1");
  }

  @Test
  void bytesThatEndEarlyAreRefused() throws IOException {
    byte[] bytes = GoldenBytes.read(GOLDEN);
    assertThatThrownBy(() -> GoldenBytes.decode(SERIALIZER, Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(EOFException.class);
  }
}
