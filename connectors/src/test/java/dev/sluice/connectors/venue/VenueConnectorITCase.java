package dev.sluice.connectors.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.VenueRequest;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connector on a real broker: its fence, its journal, and its kill gate under load. */
@Timeout(180)
class VenueConnectorITCase {
  private static final Logger LOG = LoggerFactory.getLogger(VenueConnectorITCase.class);
  private static final int PARTITIONS = 2;
  private static final Duration FRESHNESS = Duration.ofMillis(100);

  @TempDir private static Path directory;

  private static EmbeddedKafka kafka;
  private static Producer<byte[], byte[]> producer;
  private static ExecutorService threads;

  private final TestingDesk desk = new TestingDesk(1);

  @BeforeAll
  static void startKafka() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    kafka.createTopics(Topics.ALL, PARTITIONS);
    producer = FeedClients.producer(kafka.bootstrapServers());
    threads = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void stopKafka() throws Exception {
    threads.shutdownNow();
    producer.close();
    kafka.close();
  }

  private static KafkaConnector open(String account, TestingVenue venue) {
    return KafkaConnector.open(
        kafka.bootstrapServers(),
        PARTITIONS,
        account,
        "testing",
        venue.factory(),
        ConnectorSettings.DEFAULT,
        FRESHNESS);
  }

  private static Future<?> run(KafkaConnector connector) {
    return threads.submit(
        () -> {
          connector.connector().run();
          return null;
        });
  }

  private TestingVenue venue() {
    TestingVenue venue = new TestingVenue(desk.clock, desk.kill, 1);
    venue.fills = false;
    return venue;
  }

  private static Future<RecordMetadata> write(String topic, String account, byte[] value) {
    int partition = Topics.partition(account, PARTITIONS);
    byte[] key = account.getBytes(StandardCharsets.UTF_8);
    return producer.send(new ProducerRecord<>(topic, partition, key, value));
  }

  private Future<RecordMetadata> ask(String account, String id) {
    Order of = desk.order(id, "SPY", Side.BUY, 10, "ENTRY");
    Order order =
        new Order(
            id,
            account,
            null,
            null,
            null,
            of.role(),
            of.symbol(),
            of.side(),
            of.type(),
            of.timeInForce(),
            of.quantity(),
            of.filledQuantity(),
            null,
            null,
            null,
            of.status(),
            null,
            null,
            of.createdAt(),
            of.updatedAt(),
            1,
            true);
    byte[] value = JsonCodec.VENUE_REQUEST.encode(VenueRequest.place(order));
    return write(Topics.VENUE_REQUESTS, account, value);
  }

  /** What stands on the topic of reports, whoever's transactions are open. */
  private static List<ConsumerRecord<byte[], byte[]>> records(String account) {
    TopicPartition partition =
        new TopicPartition(Topics.VENUE_REPORTS, Topics.partition(account, PARTITIONS));
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = FeedClients.consumer(kafka.bootstrapServers())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          if (new String(record.key(), StandardCharsets.UTF_8).equals(account)) {
            all.add(record);
          }
        }
      }
    }
    return all;
  }

  private static Map<String, List<Type>> types(String account) {
    Map<String, List<Type>> types = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records(account)) {
      if (new String(record.value(), StandardCharsets.UTF_8).contains("execution-report/")) {
        ExecutionReport report = JsonCodec.EXECUTION_REPORT.decode(record.value());
        types.computeIfAbsent(report.clientOrderId(), id -> new ArrayList<>()).add(report.type());
      }
    }
    return types;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void aNewerConnectorFencesTheOlderBeforeItCanSend() throws Exception {
    TestingVenue oldVenue = venue();
    TestingVenue newVenue = venue();
    try (KafkaConnector older = open("fenced", oldVenue);
        KafkaConnector newer = open("fenced", newVenue)) {
      Future<?> old = run(older);
      ask("fenced", "before").get();
      await(() -> types("fenced").getOrDefault("before", List.of()).contains(Type.ACCEPTED));
      Future<?> fresh = run(newer);
      await(() -> newer.connector().status().connected());
      ask("fenced", "behind").get();
      assertThatThrownBy(() -> old.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.fenced()).isTrue());
      await(() -> types("fenced").getOrDefault("behind", List.of()).contains(Type.ACCEPTED));
      assertThat(oldVenue.arrivals()).containsOnlyKeys("before");
      assertThat(newVenue.arrivals()).containsOnlyKeys("behind");
      newer.connector().stop();
      fresh.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatHappenedWhileNoConnectorRanIsInTheJournalOnce() throws Exception {
    TestingVenue venue = venue();
    try (KafkaConnector first = open("restarted", venue)) {
      Future<?> running = run(first);
      for (int i = 0; i < 20; i++) {
        var unused = ask("restarted", "order-" + i);
      }
      await(() -> venue.arrivals().size() == 20);
      await(() -> first.connector().status().waiting() == 0);
      first.connector().stop();
      running.get(30, TimeUnit.SECONDS);
    }
    for (int i = 0; i < 20; i++) {
      venue.fill("order-" + i);
      venue.fill("order-" + i);
    }
    for (int restart = 0; restart < 2; restart++) {
      try (KafkaConnector next = open("restarted", venue)) {
        Future<?> running = run(next);
        long records = records("restarted").size();
        await(() -> records("restarted").size() > records);
        await(() -> next.connector().status().trades() == 40);
        next.connector().stop();
        running.get(30, TimeUnit.SECONDS);
      }
    }
    assertThat(types("restarted")).hasSize(20);
    assertThat(types("restarted").values())
        .allSatisfy(
            types ->
                assertThat(types)
                    .containsExactly(Type.SENDING, Type.ACCEPTED, Type.TRADE, Type.TRADE));
    assertThat(venue.positions()).containsEntry("SPY", BigDecimal.valueOf(200));
    ConsumerRecord<byte[], byte[]> last = null;
    for (ConsumerRecord<byte[], byte[]> record : records("restarted")) {
      last = record;
    }
    assertThat(last).isNotNull();
    assertThat(JsonCodec.POSITION_REPORT.decode(last.value()).quantities())
        .containsEntry("SPY", BigDecimal.valueOf(200));
    assertThat(last.headers().lastHeader(Headers.VENUE_CURSOR)).isNotNull();
  }

  @Test
  void aHaltAmongAThousandRequestsASecondIsInForceWithinAHundredMilliseconds() throws Exception {
    TestingVenue venue = venue();
    Map<String, Long> arrived = new ConcurrentHashMap<>();
    venue.onArrival = order -> arrived.put(order.id(), System.nanoTime());
    try (KafkaConnector connector = open("halted", venue)) {
      Future<?> running = run(connector);
      await(() -> connector.connector().status().connected());
      Map<String, Future<RecordMetadata>> asked = new HashMap<>();
      long acknowledged = 0;
      RecordMetadata control = null;
      long begun = System.nanoTime();
      int requests = 0;
      // A thousand a second: until the connector is well under way, then as many behind the
      // control.
      for (int i = 0; requests == 0 || i < requests; i++) {
        long due = begun + i * TimeUnit.MILLISECONDS.toNanos(1);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        asked.put("order-" + i, ask("halted", "order-" + i));
        assertThat(i).as("requests before 500 orders had left").isLessThan(60_000);
        if (requests == 0 && arrived.size() >= 500) {
          requests = i + 1500;
          Control halt =
              new Control("h", "halted", ControlAction.HALT, "test", "me", desk.clock.instant());
          control = write(Topics.INPUTS, "halted", JsonCodec.CONTROL.encode(halt)).get();
          acknowledged = System.nanoTime();
        }
      }
      int all = requests;
      await(
          () -> {
            ConnectorStatus status = connector.connector().status();
            return status.refused() + status.sent() == all && status.waiting() == 0;
          });
      connector.connector().stop();
      running.get(30, TimeUnit.SECONDS);
      assertNothingAfter(control, asked, arrived);
      long latest = arrived.values().stream().mapToLong(Long::longValue).max().orElseThrow();
      LOG.info(
          "{} of {} orders left; the last one {} ms after the control was acknowledged",
          arrived.size(),
          all,
          (latest - acknowledged) / 1e6);
    }
  }

  /** By the broker's clock: what was asked a hundred milliseconds behind the control never left. */
  private static void assertNothingAfter(
      RecordMetadata control, Map<String, Future<RecordMetadata>> asked, Map<String, Long> arrived)
      throws Exception {
    assertThat(arrived).as("orders before the control").isNotEmpty();
    int behind = 0;
    for (Map.Entry<String, Future<RecordMetadata>> request : asked.entrySet()) {
      // One millisecond for the rounding of either stamp.
      long after = request.getValue().get().timestamp() - control.timestamp();
      if (after > FRESHNESS.toMillis() + 1) {
        behind++;
        assertThat(arrived).as("asked %d ms behind", after).doesNotContainKey(request.getKey());
      }
    }
    assertThat(behind).as("requests behind the control").isGreaterThan(500);
    assertThat(types("halted").values().stream().filter(t -> t.contains(Type.REJECTED)))
        .hasSizeGreaterThanOrEqualTo(behind);
  }
}
