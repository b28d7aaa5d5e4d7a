package dev.sluice.jobs.market;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The last half hour of a session and the first of the next, with all that the market job keeps
 * from one record to the next: open bars of every length, trades that are late and that come twice,
 * quotes, a jump that waits for its confirmation, given minutes, history that has warmed
 * indicators. Monday's first minute comes before the feed's clock says Monday and is refused. The
 * log is the same each time, offsets included.
 */
final class MarketStretches {
  static final List<String> TRADED = List.of("TSLA", "SPY", "NVDA");

  /** Given as bars of minutes. */
  static final String GIVEN = "IWM";

  /** Its history is of one topic, its trades, late ones among them, are of the other. */
  static final String TRADED_AFTER_HISTORY = "SPY";

  static final Map<String, String> OPTIONS =
      Map.of(
          "sluice.symbols", String.join(";", TRADED) + ";" + GIVEN,
          "sluice.market.timeframes", "1m;5m;15m;1h;1d;1w",
          "sluice.market.indicator-timeframes", "1m;1d;1w",
          "sluice.market.ta4j", "[{ta4j: CCIIndicator, params: [20], warmup: 25}]");

  private static final Instant FRIDAY_CLOSE = Instant.parse("2024-03-08T21:00:00Z");
  private static final Instant MONDAY_OPEN = Instant.parse("2024-03-11T13:30:00Z");
  private static final Instant MONDAY_CLOSE = Instant.parse("2024-03-11T20:00:00Z");
  private static final Instant WEEK_CLOSE = Instant.parse("2024-03-15T20:00:00Z");
  private static final long MINUTE = 60_000;
  private static final long MARGIN = 2 * (MarketDays.BOUND + MarketDays.LATENESS);
  private static final int TRADES = 300;

  /** Something that is written at a time; what of it goes to which topic is in its records. */
  private record Entry(long at, List<ProducerRecord<byte[], byte[]>> records) {}

  private final MarketDays encoder = new MarketDays();
  private final List<Entry> entries = new ArrayList<>();
  private final Random random = new Random(17);

  /** Times at which the log may be cut: a heartbeat is the last record before each. */
  static final List<Instant> CUTS =
      List.of(
          Instant.parse("2024-03-08T20:45:20Z"),
          Instant.parse("2024-03-11T13:40:20Z"),
          Instant.parse("2024-03-11T13:50:40Z"));

  /** When everything is over and closed. */
  static final Instant END = WEEK_CLOSE.plusMillis(MARGIN);

  MarketStretches() {
    history(GIVEN, random);
    history(TRADED_AFTER_HISTORY, new Random(29));
    for (int i = 0; i < 2; i++) {
      Instant from = i == 0 ? FRIDAY_CLOSE.minus(Duration.ofMinutes(30)) : MONDAY_OPEN;
      for (String symbol : TRADED) {
        trades(symbol, from.toEpochMilli(), i * (TRADES + 1L));
      }
      minutes(from.toEpochMilli());
      for (int minute = 0; minute <= 30; minute++) {
        beat(from.toEpochMilli() + minute * MINUTE);
      }
    }
    jump(CUTS.get(1));
    CUTS.forEach(cut -> beat(cut.toEpochMilli()));
    for (Instant close : List.of(FRIDAY_CLOSE, MONDAY_CLOSE)) {
      beat(close.toEpochMilli() + MARGIN / 2);
      beat(close.toEpochMilli() + MARGIN);
    }
    beat(END.toEpochMilli());
    entries.sort(Comparator.comparingLong(Entry::at));
  }

  /** Forty sessions that only warm indicators. */
  private void history(String symbol, Random random) {
    LocalDate date = LocalDate.of(2024, 1, 2);
    for (int i = 0; i < 40; i++) {
      while (date.getDayOfWeek().getValue() > 5) {
        date = date.plusDays(1);
      }
      Instant open = date.atTime(14, 30).toInstant(ZoneOffset.UTC);
      double close = 100 + random.nextInt(200) / 100.0;
      double volume = 1000 + random.nextInt(1000);
      Instant end = open.plusSeconds(23_400);
      given(symbol, Timeframe.SESSION, open, end, date, close, volume, true);
      date = date.plusDays(1);
    }
  }

  private void minutes(long from) {
    for (int minute = 0; minute < 30; minute++) {
      Instant start = Instant.ofEpochMilli(from + minute * MINUTE);
      LocalDate date = LocalDate.ofEpochDay(from / 86_400_000);
      double close = 100 + random.nextInt(200) / 100.0;
      double volume = 1000 + random.nextInt(1000);
      given(GIVEN, Timeframe.MINUTE, start, start.plusMillis(MINUTE), date, close, volume, false);
    }
  }

  private void given(
      String symbol,
      Timeframe timeframe,
      Instant start,
      Instant end,
      LocalDate date,
      double close,
      double volume,
      boolean history) {
    RawBar bar =
        new RawBar(
            symbol,
            timeframe,
            start,
            end,
            date,
            close - 0.25,
            close + 0.5,
            close - 0.5,
            close,
            volume,
            1,
            0,
            "file",
            true,
            history);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.BARS_RAW,
            Topics.partition(symbol, MarketDays.PARTITIONS),
            null,
            symbol.getBytes(StandardCharsets.UTF_8),
            AvroCodec.RAW_BAR.encode(bar));
    entries.add(new Entry(start.toEpochMilli(), List.of(record)));
  }

  private void trades(String symbol, long from, long numbered) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < TRADES; i++) {
      times.add(from + 1 + (long) (random.nextDouble() * (30 * MINUTE - 2)));
    }
    times.sort(Comparator.naturalOrder());
    for (int i = 0; i < TRADES; i++) {
      long time = times.get(i);
      double price = 100 + random.nextInt(300) / 100.0;
      Tick trade =
          Tick.trade(symbol, numbered + i + 1, time, price, 1 + random.nextInt(500), "t", true);
      int chance = random.nextInt(100);
      // One in twenty comes late, within what is allowed; one in fifty comes again.
      tick(chance < 5 ? time + 8_000 + random.nextInt(40_000) : time, trade);
      if (chance >= 98) {
        tick(time + random.nextInt(4_000), trade);
      }
      if (i % 4 == 0) {
        tick(time, Tick.quote(symbol, 0, time, price - 0.01, 5, price + 0.01, 5, "t", true));
      }
    }
  }

  /** A price that nobody has confirmed when the log is cut. */
  private void jump(Instant cut) {
    long time = cut.toEpochMilli() - 10;
    tick(time, Tick.trade("NVDA", 0, time, 150, 10, "t", true));
  }

  private void tick(long at, Tick tick) {
    entries.add(new Entry(at, List.of(encoder.record(tick))));
  }

  private void beat(long at) {
    entries.add(new Entry(at, MarketDays.heartbeat(at)));
  }

  /** All of it. */
  List<ProducerRecord<byte[], byte[]>> log() {
    return between(Instant.MIN, Instant.MAX);
  }

  /** What is written after a time and at or before another. */
  List<ProducerRecord<byte[], byte[]>> between(Instant after, Instant upTo) {
    return entries.stream()
        .filter(entry -> Instant.ofEpochMilli(entry.at()).isAfter(after))
        .filter(entry -> !Instant.ofEpochMilli(entry.at()).isAfter(upTo))
        .flatMap(entry -> entry.records().stream())
        .toList();
  }
}
