package dev.sluice.bench.flink;

import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.bench.ticks.OrdersLog;
import dev.sluice.domain.trading.Order;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * From a signal to its order, from what the broker holds after a run. An account may take a signal
 * only when no partition that it reads can bring anything earlier, so the time runs from the later
 * of the signal and, of each partition of quotes, signals and inputs, the first marker that
 * promises the signal's time. Every stamp is the broker's.
 */
final class OrderLatency {
  private final KafkaTopics topics;
  private final int partitions;

  /** A signal, and when it and what lets it be taken were there. */
  private record Taken(long eventTime, long from) {}

  /**
   * @param partitions of every topic
   */
  OrderLatency(KafkaTopics topics, int partitions) {
    this.topics = topics;
    this.partitions = partitions;
  }

  /**
   * Of each signal that came after the warm-up, the milliseconds to the first record of its order,
   * sorted.
   *
   * @throws IllegalStateException where a signal has no order
   */
  long[] afterWarmUp(int warmUpSeconds) {
    Map<String, Taken> signals = signals();
    Map<String, Long> orders = orders();
    MarketOutput.requireEqual("signals with an order", signals.size(), orders.size());
    long first = signals.values().stream().mapToLong(Taken::from).min().orElse(0);
    long from = first + Duration.ofSeconds(warmUpSeconds).toMillis();
    long[] millis =
        signals.entrySet().stream()
            .filter(signal -> signal.getValue().from() >= from)
            .mapToLong(signal -> orders.get(signal.getKey()) - signal.getValue().from())
            .sorted()
            .toArray();
    if (millis.length == 0) {
      throw new IllegalStateException("no latency was measured after the warm-up");
    }
    return millis;
  }

  private Map<String, Taken> signals() {
    Map<String, Taken> signals = new HashMap<>();
    List<TreeMap<Long, Long>> promises =
        OrdersLog.TOPICS.stream().flatMap(topic -> promises(topic).stream()).toList();
    topics.read(
        Topics.SIGNALS,
        record -> {
          if (marker(record) == null) {
            var signal = JsonCodec.SIGNAL.decode(record.value());
            long time = signal.eventTime().toEpochMilli();
            long taken = record.timestamp();
            for (TreeMap<Long, Long> partition : promises) {
              taken = Math.max(taken, partition.ceilingEntry(time).getValue());
            }
            signals.put(signal.id(), new Taken(time, taken));
          }
        });
    return signals;
  }

  /** Of each partition: the broker's stamp of the markers by what they promise. */
  private List<TreeMap<Long, Long>> promises(String topic) {
    Map<Integer, TreeMap<Long, Long>> promises = new HashMap<>();
    topics.read(
        topic,
        record -> {
          Header marker = marker(record);
          if (marker != null) {
            promises
                .computeIfAbsent(record.partition(), partition -> new TreeMap<>())
                .putIfAbsent(Headers.decode(marker.value()), record.timestamp());
          }
        });
    MarketOutput.requireEqual("marked partitions of " + topic, partitions, promises.size());
    return List.copyOf(promises.values());
  }

  /** When the first record of the order of each signal was there, entries and exits. */
  private Map<String, Long> orders() {
    Map<String, Long> orders = new HashMap<>();
    topics.read(
        Topics.ORDERS,
        record -> {
          if (marker(record) == null) {
            Order order = JsonCodec.ORDER.decode(record.value());
            orders.merge(order.signalId(), record.timestamp(), Math::min);
          }
        });
    return orders;
  }

  private static Header marker(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(Headers.WATERMARK);
  }
}
