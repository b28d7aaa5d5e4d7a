package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SymbolBarsTest {
  private static final long LATENESS = 5_000;
  private static final TradingCalendar NYSE = Calendars.of("NYSE");

  /** Wednesday 2021-11-24, a holiday, and the short Friday behind it. */
  private static final long FIRST_OPEN = Instant.parse("2021-11-24T14:30:00Z").toEpochMilli();

  private static final long SECOND_OPEN = Instant.parse("2021-11-26T14:30:00Z").toEpochMilli();
  private static final long SECOND_CLOSE = Instant.parse("2021-11-26T18:00:00Z").toEpochMilli();

  /** A trade and when it arrives, by which a stream is ordered. */
  private record Arrival(long at, Tick trade) {}

  @Property(tries = 150)
  void anyOrderOfArrivalWithinTheLatenessGivesTheSameBars(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 400) int count) {
    List<Tick> trades = trades(random, count);
    assertThat(lastEditions(arriving(trades, random), EnumSet.allOf(Timeframe.class)))
        .isEqualTo(lastEditions(trades, EnumSet.allOf(Timeframe.class)));
  }

  @Property(tries = 100)
  void aRollUpOfRollUpsIsTheRollUp(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 400) int count) {
    List<Tick> trades = trades(random, count);
    Map<String, Bar> all = lastEditions(trades, EnumSet.allOf(Timeframe.class));
    for (Timeframe timeframe : Timeframe.values()) {
      Map<String, Bar> alone = lastEditions(trades, EnumSet.of(timeframe));
      alone.forEach((key, bar) -> assertThat(all.get(key)).isEqualTo(bar));
    }
    assertThat(all).isEqualTo(fold(trades));
  }

  @Property(tries = 100)
  void goesOnAfterARestartAnywhereAsIfThereWereNone(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 200) int count) throws IOException {
    List<Tick> trades = arriving(trades(random, count), random);
    List<Bar> straight = new ArrayList<>();
    List<Bar> restarted = new ArrayList<>();
    Feed one = new Feed(EnumSet.allOf(Timeframe.class), straight);
    Feed other = new Feed(EnumSet.allOf(Timeframe.class), restarted);
    for (Tick trade : trades) {
      one.take(trade);
      other.take(trade);
      if (random.nextInt(10) == 0) {
        other.bars = random.nextBoolean() ? again(other.bars) : other.bars.copy();
      }
    }
    one.end();
    other.end();
    assertThat(restarted).isEqualTo(straight);
  }

  /** As when other partitions are behind. */
  @Property(tries = 100)
  void theSameEditionsComeInTheSameOrderHoweverFarEventTimeIsBehindTheTradesClock(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 200) int count) {
    List<Tick> trades = arriving(trades(random, count), random);
    List<Bar> prompt = new ArrayList<>();
    List<Bar> behind = new ArrayList<>();
    Feed one = new Feed(EnumSet.allOf(Timeframe.class), prompt);
    Feed other = new Feed(EnumSet.allOf(Timeframe.class), behind);
    other.behind = () -> random.nextBoolean() ? 0 : random.nextLong(100_000_000);
    for (Tick trade : trades) {
      one.take(trade);
      other.take(trade);
    }
    one.end();
    other.end();
    assertThat(behind).isEqualTo(prompt);
  }

  @Test
  void aBarOfAFeedThatStartsWithTheClosingAuctionIsTheSessions() {
    List<Bar> bars = new ArrayList<>();
    SymbolBars symbol = new SymbolBars("SPY", EnumSet.of(Timeframe.MINUTE, Timeframe.SESSION));
    SessionHours hours = hours(SECOND_CLOSE);
    symbol.add(minute(SECOND_CLOSE - 60_000, 100), hours, Long.MIN_VALUE);
    symbol.add(minute(SECOND_CLOSE, 7), hours, Long.MIN_VALUE);
    symbol.advance(SECOND_CLOSE, Long.MIN_VALUE, bars::add);
    assertThat(bars).extracting(Bar::volume).containsExactly(100.0, 7.0, 107.0);
    assertThat(bars)
        .extracting(bar -> bar.end().toEpochMilli())
        .containsExactly(SECOND_CLOSE, SECOND_CLOSE + 60_000, SECOND_CLOSE);
  }

  @Test
  void ofTwoBarsOfTheSameTimeTheLaterStandsAndAClosedOneIsNotTakenAgain() {
    List<Bar> bars = new ArrayList<>();
    SymbolBars symbol = new SymbolBars("SPY", EnumSet.of(Timeframe.MINUTE, Timeframe.SESSION));
    SessionHours hours = hours(SECOND_OPEN);
    symbol.add(minute(SECOND_OPEN, 100), hours, Long.MIN_VALUE);
    symbol.add(minute(SECOND_OPEN, 50), hours, Long.MIN_VALUE);
    assertThat(symbol.takeRepeated()).isZero();
    symbol.advance(SECOND_OPEN + 60_000, Long.MIN_VALUE, bars::add);
    symbol.add(minute(SECOND_OPEN, 70), hours, Long.MIN_VALUE);
    assertThat(symbol.takeRepeated()).isEqualTo(1);
    symbol.advance(SECOND_CLOSE, Long.MIN_VALUE, bars::add);
    assertThat(bars).extracting(Bar::volume).containsExactly(50.0, 50.0);
  }

  @Test
  void whatIsNotOverAtTheEndIsNotComplete() {
    List<Bar> bars = new ArrayList<>();
    Feed feed = new Feed(EnumSet.of(Timeframe.MINUTE, Timeframe.WEEK), bars);
    feed.take(trade(1, SECOND_OPEN, 100, 1));
    feed.take(trade(2, SECOND_OPEN + 61_000, 100, 1));
    feed.end();
    assertThat(bars)
        .extracting(bar -> bar.timeframe().code() + " " + bar.complete())
        .containsExactly("1m true", "1m false", "1w false");
  }

  @Test
  void othersTimeframesBeginWithWhatComesNextAndTheRestGoesOn() {
    List<Bar> bars = new ArrayList<>();
    Feed feed = new Feed(EnumSet.of(Timeframe.SESSION), bars);
    feed.take(trade(1, SECOND_OPEN, 100, 1));
    feed.bars = feed.bars.in(EnumSet.of(Timeframe.SECOND, Timeframe.SESSION));
    feed.take(trade(2, SECOND_OPEN + 61_000, 100, 1));
    feed.bars.advance(SECOND_CLOSE, Long.MIN_VALUE, bars::add);
    assertThat(bars)
        .extracting(bar -> bar.timeframe().code() + " " + bar.volume())
        .contains("1s 1.0", "1d 2.0");
  }

  /** Reads a stream as the market job does, with a bound of nothing. */
  private static final class Feed {
    private final PartitionClock clock = new PartitionClock();
    private final Set<Timeframe> timeframes;
    private final List<Bar> out;
    private SymbolBars bars;
    private LongSupplier behind = () -> 0;
    private long passed = Long.MIN_VALUE;

    Feed(Set<Timeframe> timeframes, List<Bar> out) {
      this.timeframes = timeframes;
      this.out = out;
      this.bars = new SymbolBars("SPY", timeframes);
    }

    void take(Tick trade) {
      long time = trade.eventTime();
      boolean late = clock.accept(time, time, 0, LATENESS, 0) == PartitionClock.Verdict.LATE;
      bars.add(trade, hours(time), late ? clock.watermark(0) : Long.MIN_VALUE);
      passed = Math.max(passed, clock.watermark(0) - behind.getAsLong());
      bars.advance(passed, passed - LATENESS, this::keep);
    }

    void end() {
      bars.finish(clock.watermark(0), this::keep);
    }

    private void keep(Bar bar) {
      if (timeframes.contains(bar.timeframe())) {
        out.add(bar);
      }
    }
  }

  private static Map<String, Bar> lastEditions(List<Tick> trades, Set<Timeframe> timeframes) {
    List<Bar> bars = new ArrayList<>();
    Feed feed = new Feed(timeframes, bars);
    trades.forEach(feed::take);
    feed.end();
    Map<String, Bar> last = new TreeMap<>();
    Map<String, Integer> revisions = new HashMap<>();
    for (Bar bar : bars) {
      String key = bar.timeframe().code() + " " + bar.start();
      Integer before = revisions.put(key, bar.revision());
      assertThat(bar.revision()).isEqualTo(before == null ? 0 : before + 1);
      last.put(key, edition(bar, bar.volume(), bar.vwap()));
    }
    return last;
  }

  /** The bars by another way: every trade into each of its bars, sums in exact arithmetic. */
  private static Map<String, Bar> fold(List<Tick> trades) {
    Map<String, List<Tick>> contents = new TreeMap<>();
    Map<String, Bar> frames = new HashMap<>();
    for (Tick trade : trades) {
      for (Timeframe timeframe : Timeframe.values()) {
        Bar frame = frame(timeframe, trade.eventTime());
        String key = timeframe.code() + " " + frame.start();
        frames.merge(key, frame, (a, b) -> a.end().isAfter(b.end()) ? a : b);
        contents.computeIfAbsent(key, k -> new ArrayList<>()).add(trade);
      }
    }
    Map<String, Bar> bars = new TreeMap<>();
    contents.forEach((key, of) -> bars.put(key, bar(frames.get(key), of)));
    return bars;
  }

  private static Bar bar(Bar frame, List<Tick> trades) {
    BigDecimal volume = BigDecimal.ZERO;
    BigDecimal notional = BigDecimal.ZERO;
    double high = 0;
    double low = Double.MAX_VALUE;
    for (Tick trade : trades) {
      volume = volume.add(new BigDecimal(trade.size()));
      notional = notional.add(new BigDecimal(trade.price() * trade.size()));
      high = Math.max(high, trade.price());
      low = Math.min(low, trade.price());
    }
    Tick first = trades.get(0);
    Tick last = trades.get(trades.size() - 1);
    return new Bar(
        "SPY",
        frame.timeframe(),
        frame.start(),
        frame.end(),
        frame.sessionDate(),
        first.price(),
        high,
        low,
        last.price(),
        volume.doubleValue(),
        trades.size(),
        notional.doubleValue() / volume.doubleValue(),
        0,
        1,
        0,
        "test",
        false,
        false,
        Instant.ofEpochMilli(first.eventTime()),
        Instant.ofEpochMilli(last.eventTime()),
        true);
  }

  private static Bar frame(Timeframe timeframe, long time) {
    Session session = NYSE.sessionAt(Instant.ofEpochMilli(time)).orElseThrow();
    Instant start = session.open();
    Instant end = session.close();
    if (timeframe.isIntraday()) {
      while (!start.plus(timeframe.duration()).isAfter(Instant.ofEpochMilli(time))
          && start.plus(timeframe.duration()).isBefore(session.close())) {
        start = start.plus(timeframe.duration());
      }
      Instant full = start.plus(timeframe.duration());
      end = full.isBefore(end) ? full : end;
    } else if (timeframe == Timeframe.WEEK) {
      start = Instant.ofEpochMilli(FIRST_OPEN);
    }
    return new Bar(
        "SPY",
        timeframe,
        start,
        end,
        session.date(),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        1,
        0,
        "test",
        false,
        false,
        null,
        null,
        true);
  }

  /** A bar without what differs between editions. */
  private static Bar edition(Bar b, double volume, double vwap) {
    return new Bar(
        b.symbol(),
        b.timeframe(),
        b.start(),
        b.end(),
        b.sessionDate(),
        b.open(),
        b.high(),
        b.low(),
        b.close(),
        volume,
        b.trades(),
        vwap,
        0,
        b.splitFactor(),
        b.dividend(),
        b.source(),
        b.simulated(),
        b.history(),
        b.firstEvent(),
        b.lastEvent(),
        true);
  }

  /** Trades of two sessions in order of time and number, the first one at the first open. */
  private static List<Tick> trades(Random random, int count) {
    List<Long> times = new ArrayList<>();
    times.add(FIRST_OPEN);
    for (int i = 1; i < count; i++) {
      long open = random.nextInt(3) == 0 ? SECOND_OPEN : FIRST_OPEN;
      long span = random.nextInt(4) == 0 ? SECOND_CLOSE - SECOND_OPEN : 400_000;
      times.add(open + (random.nextInt(20) == 0 ? span : (long) (random.nextDouble() * span)));
    }
    times.sort(Comparator.naturalOrder());
    List<Tick> trades = new ArrayList<>();
    for (long time : times) {
      double price = 50 + random.nextInt(10_000) / 100.0;
      trades.add(trade(trades.size() + 1, time, price, 0.001 + random.nextDouble() * 1000));
    }
    return trades;
  }

  /** Each trade up to the lateness later than it was made. */
  private static List<Tick> arriving(List<Tick> trades, Random random) {
    return trades.stream()
        .map(t -> new Arrival(t.eventTime() + random.nextInt((int) LATENESS + 1), t))
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::trade)
        .toList();
  }

  private static SymbolBars again(SymbolBars bars) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bars.write(new DataOutputStream(bytes));
    return SymbolBars.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static SessionHours hours(long time) {
    return SessionHours.of(NYSE.sessionAt(Instant.ofEpochMilli(time)).orElseThrow(), NYSE);
  }

  private static Tick trade(long sequence, long time, double price, double size) {
    return Tick.trade("SPY", sequence, time, price, size, "test", false);
  }

  private static RawBar minute(long start, double volume) {
    return new RawBar(
        "SPY",
        Timeframe.MINUTE,
        Instant.ofEpochMilli(start),
        Instant.ofEpochMilli(start + 60_000),
        NYSE.dateOf(Instant.ofEpochMilli(start)),
        10,
        11,
        9,
        10,
        volume,
        1,
        0,
        "test",
        false,
        false);
  }
}
