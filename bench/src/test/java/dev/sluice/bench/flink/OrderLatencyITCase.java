package dev.sluice.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.bench.ticks.OrdersLog;
import dev.sluice.bench.ticks.OrdersPlan;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.OrderType;
import dev.sluice.domain.trading.TimeInForce;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P11 counts what it says. How long anything takes says nothing here. */
class OrderLatencyITCase {
  @TempDir static Path directory;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  @Test
  void everySignalHasItsOrder() throws Exception {
    JobSpec job = JobSpec.market(kafka.bootstrapServers(), 50, 1, 1, 1);
    try (OrdersRun side = new OrdersRun(job, 1_000, 3, 0)) {
      Sample sample = side.run();
      assertThat(sample.facts().get("p50")).isBetween(0.0, sample.value());
      // One with each tenth of 3,000 quotes but the first.
      assertThat(sample.facts()).containsEntry("orders", 299.0);
    }
  }

  @Test
  void theSustainedRateIsOfWhatTheAccountTook() throws Exception {
    JobSpec job = JobSpec.market(kafka.bootstrapServers(), 50, 1, 1, 1);
    try (OrdersRate side = new OrdersRate(job, 2)) {
      Sample sample = side.run();
      double taken = sample.facts().get("taken");
      double written = sample.facts().get("written");
      assertThat(sample.value()).isBetween(0.0, taken);
      // A thousand quotes come with a signal.
      assertThat(taken).isBetween(1.0, 1.001 * written);
      assertThat(written).isBetween((double) OrdersRate.UNDER_WAY, taken + OrdersRate.UNDER_WAY);
    }
  }

  @Test
  void timeRunsFromTheLastMarkerThatLetsTheSignalBeTaken() throws Exception {
    OrdersPlan plan = new OrdersPlan(50, 100, 3, 100);
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), 2);
        KafkaProducer<byte[], byte[]> producer = producer()) {
      topics.recreate(TradingBench.topics());
      long time = plan.signal(1).eventTime().toEpochMilli();
      byte[] signal = JsonCodec.SIGNAL.encode(plan.signal(1));
      long first = send(producer, new ProducerRecord<>(Topics.SIGNALS, 0, null, signal));
      long last = 0;
      for (String topic : OrdersLog.TOPICS) {
        for (int partition = 0; partition < 2; partition++) {
          send(producer, marker(topic, partition, time - 1));
          last = send(producer, marker(topic, partition, time));
        }
      }
      assertThatThrownBy(() -> new OrderLatency(topics, 2).afterWarmUp(0))
          .hasMessageContaining("signals with an order: was 0, expected 1");
      send(producer, marker(Topics.QUOTES, 0, time + 20));
      byte[] order = JsonCodec.ORDER.encode(order(plan));
      long made = send(producer, new ProducerRecord<>(Topics.ORDERS, 1, null, order));
      send(producer, new ProducerRecord<>(Topics.ORDERS, 1, null, order));
      assertThat(new OrderLatency(topics, 2).afterWarmUp(0)).containsExactly(made - last);
      assertThat(last).isGreaterThanOrEqualTo(first);
      assertThatThrownBy(() -> new OrderLatency(topics, 2).afterWarmUp(1))
          .hasMessageContaining("no latency was measured after the warm-up");
    }
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The broker's stamp. */
  private static long send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
      throws Exception {
    return producer.send(record).get().timestamp();
  }

  private static ProducerRecord<byte[], byte[]> marker(String topic, int partition, long time) {
    return new ProducerRecord<>(
        topic,
        partition,
        null,
        null,
        new byte[0],
        List.of(new RecordHeader(Headers.WATERMARK, Headers.encode(time))));
  }

  private static Order order(OrdersPlan plan) {
    Instant time = plan.signal(1).eventTime();
    return new Order(
        "order",
        "main",
        plan.signal(1).id(),
        null,
        null,
        "ENTRY",
        plan.signal(1).symbol(),
        dev.sluice.domain.trading.Side.BUY,
        OrderType.MARKET,
        TimeInForce.DAY,
        BigDecimal.TEN,
        BigDecimal.ZERO,
        null,
        null,
        null,
        OrderStatus.CREATED,
        null,
        null,
        time,
        time,
        1,
        true);
  }
}
