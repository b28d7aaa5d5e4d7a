package dev.sluice.jobs.desk;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What no feed should write but somebody does: unreadable, impossible, unknown, out of time. */
final class Rubbish {
  private static final double PRICE = 100;
  private static final String SYMBOL = "SPY";

  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<String, Long> codes = new TreeMap<>();

  /**
   * Each kind of rubbish.
   *
   * @param feedClock about where the feed is; epoch milliseconds, UTC
   */
  Rubbish(long feedClock) {
    addUnreadable();
    addImpossibleTicks(feedClock);
    addOutOfTime(feedClock);
    addBars(feedClock);
    addBrokenHeartbeats();
  }

  /** Dead letters that are to come of it, by code. */
  Map<String, Long> codes() {
    return codes;
  }

  /** Publishes everything, to both partitions in turn, and returns when it is in the log. */
  void publish(String bootstrapServers) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", bootstrapServers);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
    }
  }

  private void addUnreadable() {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    byte[] muchNoise = new byte[1_000_000];
    new Random(2).nextBytes(muchNoise);
    byte[] avro = AvroCodec.TICK.encode(tick(PRICE, 1, 1_000));
    byte[] cut = java.util.Arrays.copyOf(avro, avro.length - 9);
    byte[] boundless = avro.clone();
    // The length of the symbol, a zigzag varint behind marker, fingerprint and kind: 2^30 - 1.
    System.arraycopy(
        new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07}, 0, boundless, 11, 5);
    add(Topics.TICKS, "MALFORMED", noise);
    add(Topics.TICKS, "MALFORMED", muchNoise);
    add(Topics.TICKS, "MALFORMED", cut);
    add(Topics.TICKS, "MALFORMED", boundless);
    add(Topics.TICKS, "MALFORMED", new byte[0]);
    add(Topics.TICKS, "MALFORMED", null);
    add(Topics.TICKS, "MALFORMED", new byte[] {'{', '"', (byte) 0xC3, 0x28, (byte) 0xFF, '"', '}'});
    add(Topics.TICKS, "MALFORMED", text("TSLA,100.0,5"));
    add(Topics.TICKS, "MALFORMED", text("{\"kind\":\"TRADE\",\"symbol\":"));
    add(Topics.TICKS, "MALFORMED", text("{\"kind\":\"AUCTION\",\"symbol\":\"SPY\"}"));
    add(Topics.TICKS, "MALFORMED", text("{}"));
    add(Topics.TICKS, "MALFORMED", text("{".repeat(5_000)));
    add(Topics.TICKS, "MALFORMED", JsonCodec.TICK.encode(named(null)));
    add(Topics.BARS_RAW, "MALFORMED", noise);
  }

  private void addImpossibleTicks(long feedClock) {
    // In time, even a little ahead of the feed: that must not move anybody's clock.
    long ahead = feedClock + Duration.ofMinutes(4).toMillis();
    add(Topics.TICKS, "NOT_FINITE", JsonCodec.TICK.encode(tick(Double.NaN, 1, ahead)));
    add(Topics.TICKS, "NOT_FINITE", AvroCodec.TICK.encode(tick(Double.NaN, 1, ahead)));
    add(Topics.TICKS, "NOT_FINITE", AvroCodec.TICK.encode(tick(1 / 0.0, 1, ahead)));
    add(Topics.TICKS, "NON_POSITIVE_PRICE", JsonCodec.TICK.encode(tick(0, 1, ahead)));
    add(Topics.TICKS, "NON_POSITIVE_PRICE", AvroCodec.TICK.encode(tick(-PRICE, 1, ahead)));
    add(Topics.TICKS, "NEGATIVE_SIZE", AvroCodec.TICK.encode(tick(PRICE, -1, ahead)));
    add(Topics.TICKS, "UNKNOWN_SYMBOL", JsonCodec.TICK.encode(named("ENRN")));
    add(Topics.TICKS, "UNKNOWN_SYMBOL", JsonCodec.TICK.encode(named("S\0Y")));
    add(Topics.TICKS, "UNKNOWN_SYMBOL", AvroCodec.TICK.encode(named("S".repeat(200_000))));
  }

  private void addOutOfTime(long feedClock) {
    long nextYear = feedClock + Duration.ofDays(365).toMillis();
    add(Topics.TICKS, "FAR_FUTURE", JsonCodec.TICK.encode(tick(PRICE, 1, nextYear)));
    add(Topics.TICKS, "BAD_TIME", AvroCodec.TICK.encode(tick(PRICE, 1, Long.MAX_VALUE)));
    add(Topics.TICKS, "LATE", AvroCodec.TICK.encode(tick(PRICE, 1, 1)));
    add(Topics.TICKS, "BAD_TIME", AvroCodec.TICK.encode(tick(PRICE, 1, 0)));
    add(Topics.TICKS, "BAD_TIME", AvroCodec.TICK.encode(tick(PRICE, 1, Long.MIN_VALUE + 1)));
  }

  private void addBars(long feedClock) {
    add(Topics.BARS_RAW, "HIGH_BELOW_LOW", JsonCodec.RAW_BAR.encode(bar(feedClock, 99, 101)));
    add(Topics.BARS_RAW, "NOT_FINITE", AvroCodec.RAW_BAR.encode(bar(feedClock, Double.NaN, 99)));
    String bar =
        new String(JsonCodec.RAW_BAR.encode(bar(feedClock, 101, 99)), StandardCharsets.UTF_8);
    for (String field : new String[] {"start", "end"}) {
      // An instant that Java can hold and a clock in milliseconds cannot.
      String beyond =
          bar.replaceFirst(
              "\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"+999999999-01-01T00:00:00Z\"");
      add(Topics.BARS_RAW, "BAD_TIME", text(beyond));
    }
  }

  private void addBrokenHeartbeats() {
    for (String topic : new String[] {Topics.TICKS, Topics.BARS_RAW}) {
      add(topic, "MALFORMED", new byte[0]);
      records.get(records.size() - 1).headers().add(Headers.HEARTBEAT, new byte[] {1, 2, 3});
    }
  }

  private void add(String topic, String code, byte[] value) {
    records.add(new ProducerRecord<>(topic, records.size() % 2, null, value));
    codes.merge(code, 1L, Long::sum);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Tick tick(double price, double size, long time) {
    return Tick.trade(SYMBOL, 0, time, price, size, "rubbish", true);
  }

  private static Tick named(String symbol) {
    return Tick.trade(symbol, 0, 1_000, PRICE, 1, "rubbish", true);
  }

  private static RawBar bar(long time, double high, double low) {
    Instant start = Instant.ofEpochMilli(time);
    return new RawBar(
        SYMBOL,
        Timeframe.MINUTE,
        start,
        start.plusSeconds(60),
        LocalDate.ofInstant(start, ZoneOffset.UTC),
        PRICE,
        high,
        low,
        PRICE,
        1,
        1,
        0,
        "rubbish",
        true,
        false);
  }
}
