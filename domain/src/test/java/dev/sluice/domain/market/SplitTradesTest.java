package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.indicator.IndicatorState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Trades with splits between their sessions, beside the same trades that were always adjusted. */
class SplitTradesTest {
  private static final long LATENESS = 5_000;
  private static final TradingCalendar ALWAYS = Calendars.of("24/7");
  private static final EnumSet<Timeframe> ALL = EnumSet.allOf(Timeframe.class);

  /** Thursday; sessions follow each other without a gap, and the second day is in the same week. */
  private static final LocalDate FIRST = LocalDate.of(2024, 3, 7);

  private static final int DAYS = 6;

  /** By powers of two, so that nothing is rounded and equal means equal. */
  private static CorporateAction action(int day, double factor) {
    return new CorporateAction("SPY", FIRST.plusDays(day), factor, 0, "test");
  }

  @Property(tries = 60)
  void indicatorsOfASplitSeriesAreThoseOfTheSeriesThatWasAlwaysAdjusted(@ForAll Random random)
      throws IOException {
    List<CorporateAction> splits = splits(random);
    List<Tick> trades = trades(random, splits);
    Map<String, IndicatorSnapshot> split = indicators(bars(trades, splits, random));
    Map<String, IndicatorSnapshot> adjusted =
        indicators(bars(adjusted(trades, splits), List.of(), random));
    assertThat(split.keySet()).isEqualTo(adjusted.keySet());
    LocalDate last = splits.get(splits.size() - 1).exDate();
    long compared = 0;
    for (String key : split.keySet()) {
      if (!LocalDate.parse(key.substring(0, 10)).isBefore(last)) {
        assertThat(split.get(key)).as(key).isEqualTo(adjusted.get(key));
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  /** Late trades of before a split come when bars behind it are closed, and the other way round. */
  @Property(tries = 60)
  void anyOrderWithinTheLatenessGivesThePricesOfTheAdjustedSeries(@ForAll Random random)
      throws IOException {
    List<CorporateAction> splits = splits(random);
    List<Tick> trades = arriving(trades(random, splits), random);
    Map<String, Bar> split = lastEditions(bars(trades, splits, random));
    Map<String, Bar> adjusted = lastEditions(bars(adjusted(trades, splits), List.of(), random));
    assertThat(split.keySet()).isEqualTo(adjusted.keySet());
    for (String key : split.keySet()) {
      Bar bar = split.get(key);
      Bar scaled = adjusted.get(key);
      double factor = factorAfter(bar.sessionDate(), splits);
      assertThat(bar.close() / factor).as(key).isEqualTo(scaled.close());
      assertThat(bar.open() / factor).as(key).isEqualTo(scaled.open());
      assertThat(bar.high() / factor).as(key).isEqualTo(scaled.high());
      assertThat(bar.low() / factor).as(key).isEqualTo(scaled.low());
      assertThat(bar.volume() * factor).as(key).isEqualTo(scaled.volume());
      assertThat(bar.vwap() / factor).as(key).isEqualTo(scaled.vwap());
    }
    assertEachTimeframeSaysEachSplitOnce(split, splits);
  }

  private static void assertEachTimeframeSaysEachSplitOnce(
      Map<String, Bar> bars, List<CorporateAction> splits) {
    Map<Timeframe, Double> said = new EnumMap<>(Timeframe.class);
    bars.values().forEach(bar -> said.merge(bar.timeframe(), bar.splitFactor(), (a, b) -> a * b));
    double product = factorAfter(FIRST.minusDays(1), splits);
    assertThat(said).hasSize(ALL.size()).allSatisfy((t, f) -> assertThat(f).isEqualTo(product));
  }

  @Test
  void eachTimeframesFirstBarSaysTheFactorAndTheDividendAndAWeekIsOnItsLastScale()
      throws IOException {
    LocalDate friday = LocalDate.of(2024, 3, 8);
    CorporateAction both = new CorporateAction("SPY", friday, 2, 0.25, "test");
    long open = millis(friday);
    List<Bar> bars =
        bars(
            List.of(
                trade(1, open - 90_000, 100, 10),
                trade(2, open - 1, 104, 10),
                trade(3, open, 52, 20),
                trade(4, open + 70_000, 51, 20)),
            List.of(both),
            new Random(1));
    assertThat(bars.stream().filter(bar -> bar.splitFactor() != 1))
        .allSatisfy(bar -> assertThat(bar.splitFactor()).isEqualTo(2))
        .allSatisfy(bar -> assertThat(bar.dividend()).isEqualTo(0.25))
        .extracting(bar -> bar.timeframe().code() + " " + bar.start())
        .containsExactly(
            "1s 2024-03-08T00:00:00Z",
            "1m 2024-03-08T00:00:00Z",
            "5m 2024-03-08T00:00:00Z",
            "15m 2024-03-08T00:00:00Z",
            "1h 2024-03-08T00:00:00Z",
            "1d 2024-03-08T00:00:00Z",
            "1w 2024-03-07T00:00:00Z");
    Bar week = bars.get(bars.size() - 1);
    assertThat(new double[] {week.open(), week.high(), week.low(), week.close(), week.volume()})
        .containsExactly(50, 52, 50, 51, 80);
  }

  /** Later than the whole session behind the split, which an allowed lateness may be. */
  @Test
  void aTradeOfBeforeComesToAWeekThatIsOnTheNewScale() {
    long before = millis(FIRST);
    long after = millis(FIRST.plusDays(1));
    long clock = millis(FIRST.plusDays(2)) + 1;
    SymbolBars symbol = new SymbolBars("SPY", EnumSet.of(Timeframe.WEEK));
    List<Bar> bars = new ArrayList<>();
    symbol.add(trade(1, before, 100, 10), hours(before), Long.MIN_VALUE);
    symbol.add(action(1, 2));
    symbol.add(trade(3, after, 51, 20), hours(after), Long.MIN_VALUE);
    symbol.add(trade(2, before + 1, 120, 10), hours(before), clock);
    symbol.finish(Long.MAX_VALUE, bars::add);
    Bar day = bars.get(bars.size() - 2);
    assertThat(day.revision()).isEqualTo(1);
    assertThat(day.high()).isEqualTo(120);
    Bar week = bars.get(bars.size() - 1);
    assertThat(week.timeframe()).isEqualTo(Timeframe.WEEK);
    assertThat(new double[] {week.open(), week.high(), week.low(), week.close(), week.volume()})
        .containsExactly(50, 60, 50, 51, 60);
    assertThat(week.vwap()).isEqualTo((100 * 10 + 120 * 10 + 51 * 20) / 60.0);
  }

  /** The only trade behind a split comes when its session, and then its week, is over. */
  @Test
  void aLateTradeThatIsTheFirstOfItsSessionSaysTheSplit() {
    long before = millis(FIRST);
    long friday = millis(FIRST.plusDays(3));
    SymbolBars symbol = new SymbolBars("SPY", EnumSet.of(Timeframe.WEEK));
    List<Bar> bars = new ArrayList<>();
    symbol.add(trade(1, before, 100, 10), hours(before), Long.MIN_VALUE);
    symbol.add(action(3, 2));
    long monday = millis(FIRST.plusDays(4));
    symbol.add(trade(2, friday, 51, 20), hours(friday), monday);
    symbol.advance(monday, Long.MIN_VALUE, bars::add);
    assertThat(bars)
        .extracting(b -> b.timeframe().code() + " " + b.open() + " " + b.splitFactor())
        .containsExactly(
            "1m 100.0 1.0",
            "1d 100.0 1.0",
            "1w 100.0 1.0",
            "1m 51.0 2.0",
            "1d 51.0 2.0",
            "1w 50.0 2.0");
  }

  @Test
  void givenMinutesSayItAsTradesDo() {
    SymbolBars symbol = new SymbolBars("SPY", EnumSet.of(Timeframe.MINUTE, Timeframe.WEEK));
    List<Bar> bars = new ArrayList<>();
    long open = millis(FIRST.plusDays(1));
    symbol.add(minute(open - 60_000, 100), hours(open - 60_000), Long.MIN_VALUE);
    symbol.add(action(1, 4));
    symbol.add(minute(open, 25), hours(open), Long.MIN_VALUE);
    symbol.add(minute(open + 60_000, 26), hours(open), Long.MIN_VALUE);
    symbol.finish(Long.MAX_VALUE, bars::add);
    assertThat(bars)
        .extracting(bar -> bar.timeframe().code() + " " + bar.close() + " " + bar.splitFactor())
        .containsExactly(
            "1m 100.0 1.0",
            "1d 100.0 1.0",
            "1m 25.0 4.0",
            "1m 26.0 1.0",
            "1d 26.0 4.0",
            "1w 26.0 4.0");
  }

  @Test
  void nothingIsKeptOfASplitThatAllHaveSaid() throws IOException {
    SymbolBars symbol = new SymbolBars("SPY", ALL);
    int empty = bytes(symbol).length;
    symbol.add(action(1, 2));
    symbol.add(action(1, 2));
    assertThat(bytes(symbol)).hasSizeGreaterThan(empty);
    long open = millis(FIRST.plusDays(1));
    symbol.add(trade(1, open, 100, 1), hours(open), Long.MIN_VALUE);
    long sunday = millis(FIRST.plusDays(4));
    symbol.advance(sunday + LATENESS, sunday, bar -> {});
    assertThat(symbol.isEmpty()).isTrue();
    assertThat(bytes(symbol)).hasSize(empty);
  }

  @Test
  void aSymbolThatNeverTradesKeepsABoundedNumberAndLosesNone() throws IOException {
    SymbolBars symbol = new SymbolBars("SPY", EnumSet.of(Timeframe.SESSION));
    for (int day = 0; day < 40; day++) {
      symbol.add(new CorporateAction("SPY", FIRST.plusDays(day), day % 20 == 0 ? 2 : 1, 1, "test"));
    }
    assertThat(bytes(symbol).length).isLessThan(1_000);
    List<Bar> bars = new ArrayList<>();
    long late = millis(FIRST.plusDays(50));
    symbol.add(trade(1, late, 100, 1), hours(late), Long.MIN_VALUE);
    symbol.finish(Long.MAX_VALUE, bars::add);
    assertThat(bars.get(0).splitFactor()).isEqualTo(4);
    assertThat(bars.get(0).dividend()).isEqualTo(20 / 2.0 + 20);
  }

  /** What a state of before there were actions looks like: an open minute and a closed one. */
  @Test
  void stateOfVersion1GoesOn() throws IOException {
    SymbolBars symbol;
    try (InputStream in = SplitTradesTest.class.getResourceAsStream("symbol-bars-v1.hex")) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
      byte[] golden = HexFormat.of().parseHex(hex);
      symbol = SymbolBars.read(new DataInputStream(new ByteArrayInputStream(golden)));
    }
    assertThat(symbol.timer()).isEqualTo(42);
    List<Bar> bars = new ArrayList<>();
    symbol.finish(Long.MAX_VALUE, bars::add);
    assertThat(bars)
        .extracting(bar -> bar.timeframe().code() + " " + bar.close() + " " + bar.splitFactor())
        .containsExactly("1m 101.0 1.0", "1d 101.0 1.0", "1w 101.0 1.0");
  }

  @Test
  void goldenBytesOfVersion3() throws IOException {
    SymbolBars symbol = new SymbolBars("SPY", EnumSet.of(Timeframe.SESSION));
    symbol.add(action(1, 2));
    symbol.setTimer(7);
    assertThat(HexFormat.of().formatHex(bytes(symbol))).isEqualTo(VERSION_3);
  }

  private static final String VERSION_3 =
      "0300035350590000000000000007020002316d00000000000231640000000000000001000000"
          + "0000004d4e400000000000000000000000000000008000000000000000000000000000000000";

  private static List<CorporateAction> splits(Random random) {
    List<CorporateAction> splits = new ArrayList<>();
    for (int day = 1; day < DAYS; day++) {
      if (random.nextInt(3) == 0 || splits.isEmpty() && day == DAYS - 1) {
        splits.add(action(day, new double[] {0.5, 2, 4, 8}[random.nextInt(4)]));
      }
    }
    return splits;
  }

  /** How many of today's shares one share of a date has become. */
  private static double factorAfter(LocalDate date, List<CorporateAction> splits) {
    double factor = 1;
    for (CorporateAction split : splits) {
      factor *= split.exDate().isAfter(date) ? split.splitFactor() : 1;
    }
    return factor;
  }

  /** In order of time; most of them near midnight, where the splits are. Prices as traded. */
  private static List<Tick> trades(Random random, List<CorporateAction> splits) {
    List<Long> times = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      long open = millis(FIRST.plusDays(day));
      times.add(open + 3_600_000);
      for (int i = 0; i < 40; i++) {
        times.add(open + random.nextInt(20_000));
        times.add(open + 86_400_000 - 1 - random.nextInt(20_000));
        times.add(open + random.nextInt(86_400_000));
      }
    }
    times.sort(Comparator.naturalOrder());
    List<Tick> trades = new ArrayList<>();
    for (long time : times) {
      double factor = factorAfter(ALWAYS.dateOf(Instant.ofEpochMilli(time)), splits);
      double price = (50 + random.nextInt(6_400) / 64.0) * factor;
      trades.add(trade(trades.size() + 1, time, price, (1 + random.nextInt(64)) * 64 / factor));
    }
    return trades;
  }

  private static List<Tick> adjusted(List<Tick> trades, List<CorporateAction> splits) {
    return trades.stream()
        .map(
            t ->
                t.afterSplit(
                    factorAfter(ALWAYS.dateOf(Instant.ofEpochMilli(t.eventTime())), splits)))
        .toList();
  }

  private record Arrival(long at, Tick trade) {}

  private static List<Tick> arriving(List<Tick> trades, Random random) {
    return trades.stream()
        .map(t -> new Arrival(t.eventTime() + random.nextInt((int) LATENESS + 1), t))
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::trade)
        .toList();
  }

  /** As the market job does it, with a bound of nothing and a restart now and then. */
  private static List<Bar> bars(List<Tick> trades, List<CorporateAction> splits, Random random)
      throws IOException {
    PartitionClock clock = new PartitionClock();
    SymbolBars symbol = new SymbolBars("SPY", ALL);
    List<CorporateAction> waiting = new ArrayList<>(splits);
    List<Bar> bars = new ArrayList<>();
    for (Tick trade : trades) {
      long time = trade.eventTime();
      boolean late = clock.accept(time, time, 0, LATENESS, 0) == PartitionClock.Verdict.LATE;
      SessionHours hours = hours(time);
      while (!waiting.isEmpty() && waiting.get(0).exDate().toEpochDay() <= hours.date()) {
        symbol.add(waiting.remove(0));
      }
      symbol.add(trade, hours, late ? clock.watermark(0) : Long.MIN_VALUE);
      symbol.advance(clock.watermark(0), clock.watermark(0) - LATENESS, bars::add);
      if (random.nextInt(50) == 0) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(symbol)));
        symbol = random.nextBoolean() ? SymbolBars.read(in) : symbol.copy();
      }
    }
    symbol.finish(clock.watermark(0), bars::add);
    return bars;
  }

  private static Map<String, Bar> lastEditions(List<Bar> bars) {
    return bars.stream()
        .collect(
            Collectors.toMap(
                bar -> bar.timeframe().code() + " " + bar.start(), bar -> bar, (a, b) -> b));
  }

  private static Map<String, IndicatorSnapshot> indicators(List<Bar> bars) {
    Map<Timeframe, IndicatorState> states = new EnumMap<>(Timeframe.class);
    Map<String, IndicatorSnapshot> snapshots = new TreeMap<>();
    for (Bar bar : bars) {
      snapshots.put(
          bar.sessionDate() + " " + bar.timeframe().code() + " " + bar.start(),
          states.computeIfAbsent(bar.timeframe(), IndicatorState::new).update(bar));
    }
    return snapshots;
  }

  private static byte[] bytes(SymbolBars bars) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bars.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static long millis(LocalDate date) {
    return ALWAYS.session(date).orElseThrow().open().toEpochMilli();
  }

  private static SessionHours hours(long time) {
    return SessionHours.of(ALWAYS.sessionAt(Instant.ofEpochMilli(time)).orElseThrow(), ALWAYS);
  }

  private static Tick trade(long sequence, long time, double price, double size) {
    return Tick.trade("SPY", sequence, time, price, size, "test", false);
  }

  private static RawBar minute(long start, double price) {
    Instant from = Instant.ofEpochMilli(start);
    return new RawBar(
        "SPY",
        Timeframe.MINUTE,
        from,
        from.plusSeconds(60),
        ALWAYS.dateOf(from),
        price,
        price,
        price,
        price,
        10,
        1,
        0,
        "test",
        false,
        false);
  }
}
