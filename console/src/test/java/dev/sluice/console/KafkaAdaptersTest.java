package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Between Kafka and the console, with Kafka's own mocks. */
class KafkaAdaptersTest {
  private static final TopicPartition PORTFOLIO = new TopicPartition(Topics.PORTFOLIO, 0);
  private static final List<String> READ =
      List.of(
          Topics.QUOTES,
          Topics.PORTFOLIO,
          Topics.RISK,
          Topics.ORDERS,
          Topics.EXECUTIONS,
          Topics.SIGNALS,
          Topics.ANALYSES,
          Topics.WORKFLOWS,
          Topics.ARTIFACTS,
          Topics.CONTROLS);

  private static ConsumerRecord<byte[], byte[]> message(
      long offset, byte[] value, Instant promise) {
    RecordHeaders headers = new RecordHeaders();
    if (promise != null) {
      headers.add(Headers.WATERMARK, Headers.encode(promise.toEpochMilli()));
    }
    return new ConsumerRecord<>(
        Topics.PORTFOLIO,
        0,
        offset,
        0L,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        new byte[0],
        value,
        headers,
        Optional.empty());
  }

  private static PortfolioSnapshot decoded(PortfolioSnapshot snapshot) {
    return JsonCodec.PORTFOLIO.decode(JsonCodec.PORTFOLIO.encode(snapshot));
  }

  private static MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Map<TopicPartition, Long> begin = new HashMap<>();
    Map<TopicPartition, Long> end = new HashMap<>();
    for (String topic : READ) {
      consumer.updatePartitions(
          topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), null, null)));
      begin.put(new TopicPartition(topic, 0), 0L);
      end.put(new TopicPartition(topic, 0), 10L);
    }
    consumer.updateBeginningOffsets(begin);
    consumer.updateEndOffsets(end);
    return consumer;
  }

  @Test
  void eventsBeginWhereTheRecordsEndAndWhatCannotBeReadIsLeftOut() throws Exception {
    MockConsumer<byte[], byte[]> consumer = consumer();
    BlockingQueue<DeskEvent> heard = new LinkedBlockingQueue<>();
    PortfolioSnapshot first = DeskFixture.portfolio(1, "100", "ACTIVE", null);
    // As it is after the codec, which does not keep trailing zeros.
    PortfolioSnapshot second = decoded(DeskFixture.portfolio(2, "101", "ACTIVE", null));
    Instant promise = Instant.parse("2026-03-06T21:00:00Z");
    consumer.schedulePollTask(
        () -> {
          consumer.addRecord(message(6, JsonCodec.PORTFOLIO.encode(first), null));
          consumer.addRecord(message(7, "rubbish".getBytes(StandardCharsets.UTF_8), null));
          consumer.addRecord(message(8, JsonCodec.PORTFOLIO.encode(second), null));
          consumer.addRecord(message(9, new byte[0], promise));
        });
    try (KafkaDeskEvents events =
        new KafkaDeskEvents(consumer, () -> Map.of(PORTFOLIO, 7L), JsonCodec.TICK::decode)) {
      events.mark();
      events.start(heard::add);
      assertThat(heard.poll(10, TimeUnit.SECONDS))
          .isEqualTo(DeskEvent.data(Topics.PORTFOLIO, 0, second));
      assertThat(heard.poll(10, TimeUnit.SECONDS))
          .isEqualTo(DeskEvent.progress(Topics.PORTFOLIO, 0, promise));
      assertThat(events.leftOut()).isEqualTo(1);
    }
    assertThat(consumer.closed()).isTrue();
  }

  private static ConsumerRecord<byte[], byte[]> quote(long offset, String symbol, double price) {
    Tick tick = Tick.trade(symbol, offset, 1_000 + offset, price, 1, "test", true);
    return new ConsumerRecord<>(
        Topics.QUOTES,
        0,
        offset,
        symbol.getBytes(StandardCharsets.UTF_8),
        JsonCodec.TICK.encode(tick));
  }

  private static ConsumerRecord<byte[], byte[]> quotesMarker(long offset, Instant promise) {
    ConsumerRecord<byte[], byte[]> marker =
        new ConsumerRecord<>(Topics.QUOTES, 0, offset, null, new byte[0]);
    marker.headers().add(Headers.WATERMARK, Headers.encode(promise.toEpochMilli()));
    return marker;
  }

  @Test
  void ofQuotesThatComeTogetherTheLastOfEachSymbolIsRead() throws Exception {
    MockConsumer<byte[], byte[]> consumer = consumer();
    BlockingQueue<DeskEvent> heard = new LinkedBlockingQueue<>();
    Instant promise = Instant.parse("2026-03-06T21:00:00Z");
    PortfolioSnapshot first = decoded(DeskFixture.portfolio(1, "100", "ACTIVE", null));
    PortfolioSnapshot second = decoded(DeskFixture.portfolio(2, "101", "ACTIVE", null));
    consumer.schedulePollTask(
        () -> {
          consumer.addRecord(quote(1, "AAPL", 10));
          consumer.addRecord(quote(2, "MSFT", 20));
          consumer.addRecord(quotesMarker(3, promise.minusSeconds(1)));
          consumer.addRecord(quote(4, "AAPL", 11));
          consumer.addRecord(quotesMarker(5, promise));
          consumer.addRecord(message(7, JsonCodec.PORTFOLIO.encode(first), null));
          consumer.addRecord(message(8, JsonCodec.PORTFOLIO.encode(second), null));
        });
    try (KafkaDeskEvents events =
        new KafkaDeskEvents(consumer, () -> Map.of(PORTFOLIO, 7L), JsonCodec.TICK::decode)) {
      events.mark();
      events.start(heard::add);
      List<DeskEvent> all = new ArrayList<>();
      while (all.size() < 5) {
        all.add(heard.poll(10, TimeUnit.SECONDS));
      }
      assertThat(all)
          .containsExactlyInAnyOrder(
              DeskEvent.data(Topics.QUOTES, 0, JsonCodec.TICK.decode(quote(2, "MSFT", 20).value())),
              DeskEvent.data(Topics.QUOTES, 0, JsonCodec.TICK.decode(quote(4, "AAPL", 11).value())),
              DeskEvent.progress(Topics.QUOTES, 0, promise),
              DeskEvent.data(Topics.PORTFOLIO, 0, first),
              DeskEvent.data(Topics.PORTFOLIO, 0, second));
    }
  }

  @Test
  void whatIsRecordedAfterTheMarkIsDeliveredToo() throws Exception {
    MockConsumer<byte[], byte[]> consumer = consumer();
    BlockingQueue<DeskEvent> heard = new LinkedBlockingQueue<>();
    PortfolioSnapshot between = decoded(DeskFixture.portfolio(1, "100", "ACTIVE", null));
    AtomicLong recorded = new AtomicLong(7);
    consumer.schedulePollTask(
        () -> consumer.addRecord(message(7, JsonCodec.PORTFOLIO.encode(between), null)));
    try (KafkaDeskEvents events =
        new KafkaDeskEvents(
            consumer, () -> Map.of(PORTFOLIO, recorded.get()), JsonCodec.TICK::decode)) {
      events.mark();
      recorded.set(8);
      events.start(heard::add);
      assertThat(heard.poll(10, TimeUnit.SECONDS))
          .isEqualTo(DeskEvent.data(Topics.PORTFOLIO, 0, between));
    }
  }

  @Test
  void aFailureIsTriedAgainAndAnEventThatCannotBeUsedIsLeftOut() throws Exception {
    MockConsumer<byte[], byte[]> consumer = consumer();
    DeskState state = new DeskState(Clock.systemUTC(), true, null);
    BlockingQueue<DeskEvent> heard = new LinkedBlockingQueue<>();
    PortfolioSnapshot good = decoded(DeskFixture.portfolio(2, "101", "ACTIVE", null));
    byte[] withoutAccount =
        new String(JsonCodec.PORTFOLIO.encode(good), StandardCharsets.UTF_8)
            .replace("\"account\":\"main\"", "\"account\":null")
            .getBytes(StandardCharsets.UTF_8);
    consumer.setOffsetsException(new KafkaException("no broker yet"));
    consumer.schedulePollTask(
        () -> {
          throw new IllegalStateException("an ordinary failure");
        });
    consumer.schedulePollTask(
        () -> {
          consumer.addRecord(message(7, withoutAccount, null));
          consumer.addRecord(message(8, JsonCodec.PORTFOLIO.encode(good), null));
        });
    try (KafkaDeskEvents events =
        new KafkaDeskEvents(consumer, () -> Map.of(PORTFOLIO, 7L), JsonCodec.TICK::decode)) {
      events.mark();
      events.start(
          event -> {
            state.apply(event);
            heard.add(event);
          });
      assertThat(heard.poll(10, TimeUnit.SECONDS))
          .isEqualTo(DeskEvent.data(Topics.PORTFOLIO, 0, good));
      assertThat(events.leftOut()).isEqualTo(1);
      assertThat(consumer.closed()).isFalse();
    }
    assertThat(consumer.closed()).isTrue();
  }

  private static MockProducer<byte[], byte[]> producer() {
    Node node = new Node(0, "localhost", 1);
    List<PartitionInfo> partitions =
        List.of(
            new PartitionInfo(Topics.REQUESTS, 0, node, null, null),
            new PartitionInfo(Topics.REQUESTS, 1, node, null, null));
    Cluster cluster = new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
    return new MockProducer<>(
        cluster, true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Test
  void aControlGoesToItsAccountsPartitionOfRequests() {
    MockProducer<byte[], byte[]> producer = producer();
    Control control = new Control("c1", "main", ControlAction.PAUSE, "a reason", "console", null);
    new KafkaControlRequests(producer).send(control);
    ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo(Topics.REQUESTS);
    assertThat(sent.partition()).isEqualTo(Topics.partition("main", 2));
    assertThat(JsonCodec.CONTROL.decode(sent.value())).isEqualTo(control);
  }

  @Test
  void aControlThatKafkaRefusesIsNotTakenForSent() {
    MockProducer<byte[], byte[]> producer = producer();
    producer.sendException = new KafkaException("away");
    Control control = new Control("c1", "main", ControlAction.PAUSE, "a reason", "console", null);
    assertThatThrownBy(() -> new KafkaControlRequests(producer).send(control))
        .isInstanceOf(ControlRequests.UnavailableException.class);
  }
}
