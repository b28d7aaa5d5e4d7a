package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A restart with other timeframes in the middle of a session. */
class OtherTimeframesTest {
  private static final TradingCalendar NYSE = Calendars.of("NYSE");
  private static final long OPEN = Instant.parse("2021-11-26T14:30:00Z").toEpochMilli();
  private static final long CLOSE = Instant.parse("2021-11-26T18:00:00Z").toEpochMilli();
  private static final SessionHours HOURS =
      SessionHours.of(NYSE.sessionAt(Instant.ofEpochMilli(OPEN)).orElseThrow(), NYSE);

  @Test
  void theMinuteThatIsOpenIsInTheInsertedTimeframesAndInTheLongerOnes() {
    List<Bar> out = new ArrayList<>();
    SymbolBars bars = new SymbolBars("SPY", EnumSet.of(Timeframe.HOUR, Timeframe.WEEK));
    add(bars, OPEN, 1);
    bars = bars.in(EnumSet.allOf(Timeframe.class));
    add(bars, OPEN + 61_000, 2);
    bars.advance(CLOSE, Long.MIN_VALUE, out::add);
    assertThat(out)
        .extracting(bar -> bar.timeframe().code() + " " + bar.volume())
        .containsExactly(
            "1m 1.0", "1s 2.0", "1m 2.0", "5m 3.0", "15m 3.0", "1h 3.0", "1d 3.0", "1w 3.0");
    assertThat(out).extracting(Bar::revision).containsOnly(0);
  }

  @Test
  void whatIsInATimeframeThatIsLeftOutGoesToTheLongerOnes() {
    List<Bar> out = new ArrayList<>();
    SymbolBars bars = new SymbolBars("SPY", EnumSet.allOf(Timeframe.class));
    add(bars, OPEN, 1);
    bars.advance(OPEN + 60_000, Long.MIN_VALUE, bar -> {});
    add(bars, OPEN + 61_000, 2);
    bars = bars.in(EnumSet.of(Timeframe.HOUR, Timeframe.WEEK));
    add(bars, OPEN + 62_000, 4);
    bars.advance(CLOSE, Long.MIN_VALUE, out::add);
    assertThat(out)
        .extracting(bar -> bar.timeframe().code() + " " + bar.volume())
        .containsExactly("1m 6.0", "1h 7.0", "1d 7.0", "1w 7.0");
  }

  @Property(tries = 200)
  void whatIsBuiltAllTheTimeIsAsIfNothingHadChanged(@ForAll Random random) {
    List<Bar> straight = new ArrayList<>();
    List<Bar> changed = new ArrayList<>();
    SymbolBars one = new SymbolBars("SPY", EnumSet.of(Timeframe.WEEK));
    SymbolBars other = new SymbolBars("SPY", some(random));
    long time = OPEN;
    for (int i = 0; i < 200 && time < CLOSE; i++) {
      add(one, time, i);
      add(other, time, i);
      time += random.nextInt(random.nextInt(10) == 0 ? 900_000 : 20_000);
      if (random.nextInt(8) == 0) {
        other = other.in(some(random));
      }
      one.advance(time - 1, Long.MIN_VALUE, straight::add);
      other.advance(time - 1, Long.MIN_VALUE, changed::add);
    }
    one.finish(CLOSE + 1, straight::add);
    other.finish(CLOSE + 1, changed::add);
    changed.removeIf(
        bar ->
            bar.timeframe() != Timeframe.MINUTE
                && bar.timeframe() != Timeframe.SESSION
                && bar.timeframe() != Timeframe.WEEK);
    assertThat(changed).isEqualTo(straight);
  }

  /** The week is always there: no session knows when the one that it lies in ends. */
  private static Set<Timeframe> some(Random random) {
    Set<Timeframe> some = EnumSet.of(Timeframe.WEEK);
    for (Timeframe timeframe : Timeframe.values()) {
      if (random.nextBoolean()) {
        some.add(timeframe);
      }
    }
    return some;
  }

  private static void add(SymbolBars bars, long time, double size) {
    // A price of whole numbers: sums do not depend on their order.
    Tick trade = Tick.trade("SPY", 1 + (time - OPEN), time, 64 + size, size, "test", false);
    bars.add(trade, HOURS, Long.MIN_VALUE);
  }
}
