package dev.sluice.jobs.market;

import dev.sluice.domain.market.Listing;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Universe;
import dev.sluice.domain.market.UniverseChange;
import dev.sluice.domain.market.UniverseFile;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.TickWriter;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The first week of July 2024 as a feed would write it: a trade a minute of one symbol of New York
 * and one of Toronto, from 08:00 to 18:00 of New York. On Monday Toronto is closed, on Thursday New
 * York.
 */
final class TwoExchanges {
  static final String FILE =
      """
      symbol,exchange,currency,category,tick_size,lot_size
      SPY,NYSE,USD,ETF,0.01,1
      RY,TSX,CAD,CORE,0.01,100
      """;

  static final Universe LISTED = UniverseFile.parse(FILE);
  static final List<String> DAYS =
      List.of("2024-07-01", "2024-07-02", "2024-07-03", "2024-07-04", "2024-07-05");

  /** On the third the New York session is a half day. */
  static final int MINUTES = 600;

  private final TickWriter writer = new TickWriter();

  /** The log of a day. */
  List<ProducerRecord<byte[], byte[]>> day(String date) {
    List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>();
    long start = Instant.parse(date + "T12:00:00Z").toEpochMilli();
    for (int minute = 0; minute < MINUTES; minute++) {
      long time = start + minute * 60_000L;
      log.addAll(MarketDays.heartbeat(time));
      for (Listing listing : LISTED.listings()) {
        String symbol = listing.symbol();
        double price = 100 + (minute * 7 + date.hashCode() % 13) % 100 / 100.0;
        // A price that is on no step, once an hour.
        double printed = minute % 60 == 0 ? price + 0.0013 : price;
        log.add(record(Tick.trade(symbol, time / 1000, time + 30_000, printed, 1, "t", true)));
      }
    }
    log.addAll(MarketDays.heartbeat(start + (MINUTES + 60) * 60_000L));
    return log;
  }

  private ProducerRecord<byte[], byte[]> record(Tick trade) {
    return new ProducerRecord<>(
        Topics.TICKS,
        Topics.partition(trade.symbol(), MarketDays.PARTITIONS),
        null,
        trade.symbol().getBytes(StandardCharsets.UTF_8),
        writer.write(trade));
  }

  /** An edition of the universe, in every partition. */
  static List<ProducerRecord<byte[], byte[]>> edition(long number, List<Listing> listings) {
    List<UniverseChange> changes = new ArrayList<>();
    listings.forEach(listing -> changes.add(UniverseChange.of(number, listing)));
    changes.add(UniverseChange.complete(number, listings.size()));
    List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>();
    for (UniverseChange change : changes) {
      for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
        for (int partition = 0; partition < MarketDays.PARTITIONS; partition++) {
          ProducerRecord<byte[], byte[]> record =
              new ProducerRecord<>(
                  topic, partition, null, null, JsonCodec.UNIVERSE_CHANGE.encode(change));
          record.headers().add(Headers.LISTING, new byte[0]);
          log.add(record);
        }
      }
    }
    return log;
  }
}
