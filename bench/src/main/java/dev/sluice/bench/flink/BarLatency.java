package dev.sluice.bench.flink;

import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Latencies from what the broker holds after a run: every stamp is the broker's, so no clock has to
 * agree with another.
 */
final class BarLatency {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final KafkaTopics topics;
  private final long boundMillis;
  private final int partitions;

  /**
   * @param boundMillis how far a partition's watermark is behind the highest time in it
   * @param partitions of {@code ticks}
   */
  BarLatency(KafkaTopics topics, long boundMillis, int partitions) {
    this.topics = topics;
    this.boundMillis = boundMillis;
    this.partitions = partitions;
  }

  /**
   * Of each minute bar that closed after the warm-up, the milliseconds from the record whose
   * watermark closed it to the later of the bar and its indicators, where it has any.
   */
  long[] ofMinuteBars(int warmUpSeconds) {
    TreeMap<Long, Long> closings = closings();
    long first = closings.values().iterator().next();
    long from = first + Duration.ofSeconds(warmUpSeconds).toMillis();
    Map<String, long[]> arrivals = new HashMap<>();
    topics.read(Topics.BARS, record -> arrive(record, false, arrivals));
    topics.read(Topics.INDICATORS, record -> arrive(record, true, arrivals));
    List<Long> millis = new ArrayList<>();
    for (long[] arrival : arrivals.values()) {
      Long closing = closings.get(arrival[0]);
      if (closing != null && closing >= from) {
        millis.add(arrival[1] - closing);
      }
    }
    return toArray(millis);
  }

  /**
   * When the last of the partitions had a record that allows a watermark at or beyond each whole
   * minute: the broker's stamp by minute. The last heartbeat, which closes the rest, is not one.
   */
  private TreeMap<Long, Long> closings() {
    TreeMap<Long, Long> stamps = new TreeMap<>();
    Map<Long, Integer> seen = new HashMap<>();
    long[] next = new long[partitions];
    topics.read(
        Topics.TICKS,
        record -> {
          int partition = record.partition();
          long watermark = time(record) - boundMillis - 1;
          if (next[partition] == 0) {
            next[partition] = Math.floorDiv(watermark, MINUTE) * MINUTE + MINUTE;
          } else if (watermark >= next[partition] + Duration.ofHours(1).toMillis() - MINUTE) {
            // The log's end, or a night.
            next[partition] = Math.floorDiv(watermark, MINUTE) * MINUTE + MINUTE;
          }
          while (watermark >= next[partition]) {
            stamps.merge(next[partition], record.timestamp(), Math::max);
            seen.merge(next[partition], 1, Integer::sum);
            next[partition] += MINUTE;
          }
        });
    stamps.keySet().removeIf(minute -> seen.get(minute) < partitions);
    return stamps;
  }

  private static long time(ConsumerRecord<byte[], byte[]> record) {
    Header heartbeat = record.headers().lastHeader(Headers.HEARTBEAT);
    return heartbeat == null
        ? AvroCodec.TICK.decode(record.value()).eventTime()
        : Headers.decode(heartbeat.value());
  }

  /** Notes a bar's end and the later of its stamps. */
  private static void arrive(
      ConsumerRecord<byte[], byte[]> record, boolean indicated, Map<String, long[]> arrivals) {
    if (record.headers().lastHeader(Headers.WATERMARK) != null) {
      return;
    }
    Bar bar =
        indicated
            ? bar(JsonCodec.INDICATED_BAR.decode(record.value()))
            : BarReader.read(record.value());
    if (bar.timeframe() != Timeframe.MINUTE) {
      return;
    }
    long end = bar.end().toEpochMilli();
    arrivals.merge(
        bar.symbol() + "/" + end,
        new long[] {end, record.timestamp()},
        (a, b) -> a[1] >= b[1] ? a : b);
  }

  private static Bar bar(IndicatedBar indicated) {
    return indicated.bar();
  }

  /**
   * Of each copy that a pass-through made after the warm-up, the milliseconds from its original.
   */
  static long[] ofCopies(KafkaTopics topics, int warmUpSeconds) {
    List<Long> millis = new ArrayList<>();
    long[] from = {Long.MAX_VALUE};
    topics.read(
        Topics.QUOTES,
        record -> {
          long original = ByteBuffer.wrap(record.value()).getLong();
          if (from[0] == Long.MAX_VALUE) {
            from[0] = original + Duration.ofSeconds(warmUpSeconds).toMillis();
          }
          if (original >= from[0]) {
            millis.add(record.timestamp() - original);
          }
        });
    return toArray(millis);
  }

  private static long[] toArray(List<Long> millis) {
    if (millis.isEmpty()) {
      throw new IllegalStateException("no latency was measured after the warm-up");
    }
    return millis.stream().mapToLong(Long::longValue).toArray();
  }
}
