package dev.sluice.jobs.market;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.wire.Headers;
import dev.sluice.wire.TickWriter;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Two sessions of three symbols as a feed would write them: trades in order of time, a heartbeat to
 * every partition each minute and behind the close. Between the sessions the clocks of New York
 * change.
 */
final class MarketDays {
  static final List<String> SYMBOLS = List.of("TSLA", "SPY", "NVDA");
  static final long BOUND = 5_000;
  static final long LATENESS = 60_000;
  static final int PARTITIONS = 2;
  private static final long MINUTE = 60_000;
  private static final TradingCalendar NYSE = Calendars.of("NYSE");
  private static final List<LocalDate> DATES =
      List.of(LocalDate.of(2024, 3, 8), LocalDate.of(2024, 3, 11));

  /**
   * Something that a feed writes.
   *
   * @param at when it arrives, epoch milliseconds: the order of the log
   * @param trade null for a heartbeat
   */
  record Event(long at, Tick trade) {}

  private final TickWriter writer = new TickWriter();
  private final List<Event> events = new ArrayList<>();

  MarketDays() {
    Random random = new Random(7);
    Map<String, Long> sequences = new HashMap<>();
    for (LocalDate date : DATES) {
      Session session = NYSE.session(date).orElseThrow();
      long open = session.open().toEpochMilli();
      long close = session.close().toEpochMilli();
      for (long beat = open; beat <= close; beat += MINUTE) {
        events.add(new Event(beat, null));
      }
      events.add(new Event(close + BOUND + LATENESS, null));
      events.add(new Event(close + 2 * (BOUND + LATENESS) + 2, null));
      List<Long> times = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        times.add(open + (long) (random.nextDouble() * (close - open)));
      }
      times.add(close);
      times.sort(Comparator.naturalOrder());
      for (long time : times) {
        String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        double price = 100 + random.nextInt(1000) / 100.0;
        long sequence = sequences.merge(symbol, 1L, Long::sum);
        double size = 1 + random.nextInt(500);
        events.add(new Event(time, Tick.trade(symbol, sequence, time, price, size, "t", true)));
      }
    }
    sort(events);
  }

  /** Heartbeats before trades of their time, otherwise by arrival. */
  static void sort(List<Event> events) {
    events.sort(Comparator.comparingLong(Event::at).thenComparing(e -> e.trade() == null ? 0 : 1));
  }

  /** What an undisturbed feed writes, in its order. */
  List<Event> events() {
    return new ArrayList<>(events);
  }

  /** The log of some events. */
  List<ProducerRecord<byte[], byte[]>> log(List<Event> of) {
    List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>();
    for (Event event : of) {
      if (event.trade() != null) {
        log.add(record(event.trade()));
      } else {
        log.addAll(heartbeat(event.at()));
      }
    }
    return log;
  }

  ProducerRecord<byte[], byte[]> record(Tick trade) {
    int partition = Topics.partition(trade.symbol(), PARTITIONS);
    return new ProducerRecord<>(
        Topics.TICKS,
        partition,
        null,
        trade.symbol().getBytes(StandardCharsets.UTF_8),
        writer.write(trade));
  }

  static List<ProducerRecord<byte[], byte[]>> heartbeat(long time) {
    List<ProducerRecord<byte[], byte[]>> beats = new ArrayList<>();
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        ProducerRecord<byte[], byte[]> beat =
            new ProducerRecord<>(topic, partition, null, null, new byte[0]);
        beat.headers().add(Headers.HEARTBEAT, Headers.encode(time));
        beats.add(beat);
      }
    }
    return beats;
  }
}
