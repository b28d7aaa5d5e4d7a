package dev.sluice.jobs.market;

import static dev.sluice.jobs.market.MarketDays.BOUND;
import static dev.sluice.jobs.market.MarketDays.LATENESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.market.MarketDays.Event;
import dev.sluice.operators.market.MarketStates;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.TickWriter;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of feeds, injected into the log of two sessions, and the whole market job's answer beside
 * that of the undisturbed log. The rows R14, R15, R17 and R19 of the targets.
 */
class MarketFaultsITCase {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "sluice.symbols",
          String.join(";", MarketDays.SYMBOLS),
          "sluice.market.timeframes",
          "1s;1m;5m;15m;1h;1d;1w");

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static MarketDays days;
  private static MarketRun undisturbed;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    days = new MarketDays();
    undisturbed = run(days.log(days.events()));
    assertThat(undisturbed.letters()).isEmpty();
    assertThat(undisturbed.bars()).hasSizeGreaterThan(4_000);
    assertThat(undisturbed.editions()).extracting(Bar::revision).containsOnly(0);
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  private static MarketRun run(List<ProducerRecord<byte[], byte[]>> log) throws Exception {
    return MarketRun.of(kafka, log, OPTIONS);
  }

  private static void assertAsUndisturbed(MarketRun run) {
    assertThat(run.bars()).isEqualTo(undisturbed.bars());
    assertThat(run.indicators()).isEqualTo(undisturbed.indicators());
  }

  @Test
  void twoSlotsMakeTheSameOfTheLog() throws Exception {
    Map<String, String> two = new TreeMap<>(OPTIONS);
    two.put("sluice.parallelism", "2");
    assertAsUndisturbed(MarketRun.of(kafka, days.log(days.events()), two));
  }

  /** R14. */
  @Test
  void whatCannotBeATickIsADeadLetterWithItsReasonAndTheNeighboursAreAsIfItWereNotThere()
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> log = days.log(days.events());
    Map<String, Long> expected = new TreeMap<>();
    long time = days.events().get(0).at() + 30 * 60_000;
    int at = log.size() / 3;
    for (Poison poison : poisons(time)) {
      expected.merge(poison.code, 1L, Long::sum);
      log.add(at, new ProducerRecord<>(Topics.TICKS, at % 2, null, null, poison.bytes));
      at += 7;
    }
    MarketRun run = run(log);
    assertThat(run.letters()).isEqualTo(expected);
    for (String code : List.of("NOT_FINITE", "NON_POSITIVE_PRICE", "NEGATIVE_SIZE", "BAD_TIME")) {
      assertThat(counted(run, code)).as(code).isEqualTo(expected.get(code));
    }
    assertThat(counted(run, "MALFORMED")).as("of a tick that names its symbol").isOne();
    assertAsUndisturbed(run);
  }

  private record Poison(String code, byte[] bytes) {}

  private static List<Poison> poisons(long time) {
    List<Poison> poisons = new ArrayList<>();
    for (double price : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      poisons.add(new Poison("NOT_FINITE", AvroCodec.TICK.encode(tick("SPY", price, 1, time))));
    }
    poisons.add(new Poison("NOT_FINITE", AvroCodec.TICK.encode(tick("SPY", 1, 1 / 0.0, time))));
    poisons.add(new Poison("NON_POSITIVE_PRICE", AvroCodec.TICK.encode(tick("SPY", 0, 1, time))));
    poisons.add(new Poison("NON_POSITIVE_PRICE", AvroCodec.TICK.encode(tick("SPY", -5, 1, time))));
    poisons.add(new Poison("NEGATIVE_SIZE", AvroCodec.TICK.encode(tick("SPY", 5, -1, time))));
    poisons.add(new Poison("UNKNOWN_SYMBOL", AvroCodec.TICK.encode(tick("ENRN", 5, 1, time))));
    poisons.add(new Poison("BAD_TIME", AvroCodec.TICK.encode(tick("SPY", 5, 1, Long.MAX_VALUE))));
    // A number beyond every double, and a field that is missing.
    String json =
        new String(JsonCodec.TICK.encode(tick("SPY", 5, 1, time)), StandardCharsets.UTF_8);
    poisons.add(new Poison("NOT_FINITE", text(json.replace("\"price\":5.0", "\"price\":1e999"))));
    poisons.add(new Poison("MALFORMED", text(json.replaceFirst("\"kind\":\"TRADE\",", ""))));
    poisons.add(new Poison("NOT_FINITE", text(json.replaceFirst("\"price\":5.0,", ""))));
    byte[] large = new byte[10_000_000];
    new Random(1).nextBytes(large);
    poisons.add(new Poison("MALFORMED", large));
    poisons.add(
        new Poison("MALFORMED", new byte[] {'{', '"', (byte) 0xC3, 0x28, (byte) 0xFF, '}'}));
    poisons.add(new Poison("MALFORMED", new byte[0]));
    byte[] batch = new TickWriter().write(List.of(tick("ENRN", 5, 1, time)));
    poisons.add(new Poison("MALFORMED", Arrays.copyOf(batch, batch.length - 12)));
    poisons.add(new Poison("UNKNOWN_SYMBOL", batch));
    return poisons;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Tick tick(String symbol, double price, double size, long time) {
    return Tick.trade(symbol, 0, time, price, size, "t", true);
  }

  /** R15, in time. */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1})
  void ticksOutOfOrderWithinTheBoundChangeNothing(double share) throws Exception {
    MarketRun run = run(days.log(delayed(share, 1, BOUND)));
    assertAsUndisturbed(run);
    assertThat(run.letters()).isEmpty();
    assertThat(run.editions()).extracting(Bar::revision).containsOnly(0);
  }

  /** R15, late. */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1})
  void lateTicksWithinTheLatenessComeToTheSameByRevisions(double share) throws Exception {
    MarketRun run = run(days.log(delayed(share, BOUND + 60_000, BOUND + LATENESS)));
    assertThat(run.editions()).extracting(Bar::revision).contains(1);
    assertThat(run.letters()).isEmpty();
    assertThat(run.bars()).isEqualTo(undisturbed.bars());
  }

  /** R15, beyond. */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1})
  void ticksBeyondTheLatenessAreCountedAndTheBarsAreThoseWithoutThem(double share)
      throws Exception {
    List<Event> delayed = delayed(share, BOUND + LATENESS + 61_000, BOUND + LATENESS + 61_000);
    List<Event> rest = delayed.stream().filter(e -> !isMuchLater(e)).toList();
    long late = delayed.size() - rest.size();
    assertThat(late).isPositive();
    MarketRun run = run(days.log(delayed));
    assertThat(run.letters()).isEqualTo(Map.of("LATE", late));
    assertThat(counted(run, "LATE")).isEqualTo(late);
    MarketRun without = run(days.log(rest));
    assertThat(run.bars()).isEqualTo(without.bars());
    assertThat(run.indicators()).isEqualTo(without.indicators());
  }

  private static boolean isMuchLater(Event event) {
    return event.trade() != null && event.at() - event.trade().eventTime() > BOUND + LATENESS;
  }

  /** R15, twice. */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1})
  void theSecondCopyOfATickIsCountedAndChangesNothing(double share) throws Exception {
    List<Event> events = days.events();
    List<Event> copies = new ArrayList<>();
    Random random = new Random(3);
    for (Event event : events) {
      if (event.trade() != null && random.nextDouble() < share && isFarFromTheClose(event)) {
        copies.add(new Event(event.at() + random.nextInt((int) BOUND), event.trade()));
      }
    }
    assertThat(copies).isNotEmpty();
    events.addAll(copies);
    MarketDays.sort(events);
    MarketRun run = run(days.log(events));
    assertThat(run.letters()).isEqualTo(Map.of("DUPLICATE_TRADE", (long) copies.size()));
    assertAsUndisturbed(run);
  }

  /** Some ticks arrive later than they were made, each by a time between two bounds. */
  private static List<Event> delayed(double share, long least, long most) {
    Random random = new Random(5);
    List<Event> delayed = new ArrayList<>();
    for (Event event : days.events()) {
      boolean chosen =
          event.trade() != null && random.nextDouble() < share && isFarFromTheClose(event);
      long delay = chosen ? least + (long) (random.nextDouble() * (most - least)) : 0;
      delayed.add(new Event(event.at() + delay, event.trade()));
    }
    MarketDays.sort(delayed);
    return delayed;
  }

  /** So that a delayed tick has others of its session behind it. */
  private static boolean isFarFromTheClose(Event event) {
    return event.at() % 86_400_000 < 72_000_000 - 600_000;
  }

  /** R17. */
  @Test
  void wrongClocksDragNobodysTime() throws Exception {
    List<Event> events = days.events();
    List<Event> wrong = new ArrayList<>();
    Random random = new Random(11);
    Map<String, Long> expected = new TreeMap<>();
    for (Event event : events) {
      if (event.trade() != null && isFarFromTheClose(event) && random.nextInt(100) == 0) {
        long[] shifts = {300_000, -300_000, 86_400_000, -86_400_000};
        long shift = shifts[random.nextInt(shifts.length)];
        Tick t = event.trade();
        wrong.add(
            new Event(event.at(), tick(t.symbol(), t.price(), t.size(), t.eventTime() + shift)));
        expected.merge(shift > 0 ? "FAR_FUTURE" : "LATE", 1L, Long::sum);
      }
    }
    assertThat(expected).hasSize(2);
    events.addAll(wrong);
    MarketDays.sort(events);
    MarketRun run = run(days.log(events));
    assertThat(run.letters()).isEqualTo(expected);
    expected.forEach((code, count) -> assertThat(counted(run, code)).as(code).isEqualTo(count));
    assertAsUndisturbed(run);
  }

  /** What is in the rows of all symbols and sessions. */
  private static long counted(MarketRun run, String code) {
    return run.found().values().stream()
        .mapToLong(one -> one.findings().getOrDefault(code, 0L))
        .sum();
  }

  /** R17: as far ahead as is allowed. */
  @Test
  void aClockAMinuteAheadMakesNobodyTooLate() throws Exception {
    List<Event> events = days.events();
    long beat = events.get(0).at() + 100 * 60_000;
    events.add(new Event(beat + 1, tick("SPY", 105, 1, beat + 60_000)));
    MarketDays.sort(events);
    MarketRun run = run(days.log(events));
    assertThat(run.letters()).isEmpty();
    Map<String, String> others = new TreeMap<>(run.bars());
    Map<String, String> expected = new TreeMap<>(undisturbed.bars());
    others.keySet().removeIf(key -> key.startsWith("SPY"));
    expected.keySet().removeIf(key -> key.startsWith("SPY"));
    assertThat(others).isEqualTo(expected);
  }

  /** R19: one symbol has nine tenths of the ticks. */
  @Test
  void aSymbolWithNineTenthsOfTheTicksHoldsNobodyUpAndKeepsNoMoreThanOthers() throws Exception {
    List<Event> hot = busy("SPY", 36_000);
    long ofOne = hot.stream().filter(e -> isTradeOf("SPY", e)).count();
    long ofAll = hot.stream().filter(e -> e.trade() != null).count();
    assertThat(ofOne).isGreaterThanOrEqualTo(ofAll * 9 / 10);
    MarketRun run = run(days.log(hot));
    assertThat(run.letters()).isEmpty();
    assertThat(withoutSpy(run.bars())).isEqualTo(withoutSpy(undisturbed.bars()));
    assertThat(withoutSpy(run.indicators())).isEqualTo(withoutSpy(undisturbed.indicators()));
    // Closed when their time had come, and not behind the ticks of another.
    assertThat(run.editions())
        .extracting(Bar::end)
        .isSortedAccordingTo(java.util.Comparator.naturalOrder());
    long trades =
        run.lastEditions().values().stream()
            .filter(bar -> bar.symbol().equals("SPY") && bar.timeframe() == Timeframe.SESSION)
            .mapToLong(Bar::trades)
            .sum();
    assertThat(trades).isEqualTo(ofOne);
    Map<String, Integer> kept = stateInMidSession(hot, "hot");
    assertThat(kept.get("close-bars symbol-bars SPY")).isBetween(500, 8_192);
    assertThat(kept)
        .as("bytes of each state after twice the ticks of a symbol, and after once")
        .isEqualTo(stateInMidSession(busy("SPY", 18_000), "warm"));
  }

  /** The session's trades with so many more of a symbol between them, numbered without a gap. */
  private static List<Event> busy(String symbol, int more) {
    Random random = new Random(23);
    List<Event> even = days.events();
    List<Event> all = new ArrayList<>(even.stream().filter(e -> !isTradeOf(symbol, e)).toList());
    List<Long> times = new ArrayList<>();
    List<Event> trades = even.stream().filter(e -> isTradeOf(symbol, e)).toList();
    trades.forEach(e -> times.add(e.at()));
    for (int i = 0; i < more; i++) {
      // Between two that there are, so that it is in a session.
      Event one = trades.get(random.nextInt(trades.size()));
      times.add(one.at() - one.at() % 60_000 + random.nextInt(60_000));
    }
    times.sort(null);
    long number = 0;
    for (long time : times) {
      double price = 100 + random.nextInt(1000) / 100.0;
      Tick trade = Tick.trade(symbol, ++number, time, price, 1 + random.nextInt(500), "t", true);
      all.add(new Event(time, trade));
    }
    MarketDays.sort(all);
    return all;
  }

  private static boolean isTradeOf(String symbol, Event event) {
    return event.trade() != null && event.trade().symbol().equals(symbol);
  }

  private static Map<String, String> withoutSpy(Map<String, String> of) {
    Map<String, String> others = new TreeMap<>(of);
    others.keySet().removeIf(key -> key.startsWith("SPY"));
    return others;
  }

  /** Bytes of each keyed state two hours after the first open. */
  private static Map<String, Integer> stateInMidSession(List<Event> events, String name)
      throws Exception {
    Instant cut = Instant.ofEpochMilli(events.get(0).at() + 120 * 60_000);
    List<Event> before =
        events.stream().filter(e -> e.at() < cut.toEpochMilli()).collect(Collectors.toList());
    before.add(new Event(cut.toEpochMilli(), null));
    // Of a second there may be a bar or none, of each minute there is one.
    Map<String, String> minutes = new TreeMap<>(OPTIONS);
    minutes.put("sluice.market.timeframes", "1m;5m;15m;1h;1d;1w");
    try (StagedMarket market = new StagedMarket(directory.resolve(name), minutes)) {
      market.append(days.log(before));
      market.start(1, null);
      market.await(cut);
      Path savepoint = market.stop(directory.resolve(name + "-savepoints"));
      Map<String, Integer> bytes = new TreeMap<>();
      MarketStates.read(savepoint).forEach((key, hex) -> bytes.put(key, hex.length() / 2));
      return bytes;
    }
  }

  /** R19: one partition has no tick. */
  @Test
  void aPartitionWithoutATickHoldsNobodyUp() throws Exception {
    List<Event> one =
        days.events().stream()
            .filter(e -> e.trade() == null || e.trade().symbol().equals("SPY"))
            .toList();
    MarketRun run = run(days.log(one));
    Map<String, String> expected = new TreeMap<>(undisturbed.bars());
    expected.keySet().removeIf(key -> !key.startsWith("SPY"));
    assertThat(run.bars()).isEqualTo(expected);
    // Closed by time, not by the end of the log: in the order of time.
    assertThat(run.editions())
        .extracting(Bar::end)
        .isSortedAccordingTo(java.util.Comparator.naturalOrder());
  }

  /** R19: all are quiet, and time goes on. */
  @Test
  void aSilentFeedsBarsCloseWithinTwoSecondsOfTheirTime() throws Exception {
    try (LiveMarket live = LiveMarket.start(directory.resolve("live"))) {
      List<Duration> delays = new ArrayList<>();
      // Of several: the first ones wait for a job that has just begun, on a machine that is busy.
      while (delays.size() < 10
          && (delays.isEmpty()
              || delays.get(delays.size() - 1).compareTo(Duration.ofSeconds(2)) > 0)) {
        delays.add(live.closeOfALoneTick("SPY"));
      }
      assertThat(delays.get(delays.size() - 1))
          .as("of %s", delays)
          .isLessThan(Duration.ofSeconds(2));
    }
  }
}
