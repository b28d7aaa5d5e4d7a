package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.feed.Sequencer;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.embedded.EmbeddedDatabase;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.trading.TradingJob;
import dev.sluice.jobs.trading.TradingTopology;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.Migrations;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kill switch on the command line against the real sequencer and the real trading job, on a
 * Kafka of the test's own, without a database: to stop trading must not need one.
 */
class KillCommandITCase {
  private static final int PARTITIONS = 2;
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  @TempDir static Path home;
  private static EmbeddedKafka kafka;
  private static JobClient job;
  private static Producer<byte[], byte[]> producer;
  private static Sequencer sequencer;
  private static ScheduledExecutorService feed;

  /** The feed's clock, a Monday's noon in New York and on. */
  private static final AtomicLong CLOCK =
      new AtomicLong(Instant.parse("2024-01-08T17:00:00Z").toEpochMilli());

  private static final AtomicBoolean STANDS_STILL = new AtomicBoolean();

  @BeforeAll
  static void trade() throws Exception {
    kafka = EmbeddedKafka.start(home.resolve("kafka"));
    kafka.createTopics(Topics.ALL, PARTITIONS);
    SluiceConfig config =
        SluiceConfig.from(
            new String[] {
              "--sluice.kafka.bootstrap-servers",
              kafka.bootstrapServers(),
              "--sluice.accounts",
              "one;two"
            },
            Map.of());
    StreamTypes.register();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, FlinkEnvironment.settings(config));
    TradingTopology.define(
        env,
        TradingJob.sources(config),
        KafkaSinks.atLeastOnce(config.bootstrapServers()),
        config.accounts(),
        config);
    job = env.executeAsync("trading-under-test");
    producer = FeedClients.producer(kafka.bootstrapServers());
    sequencer =
        new Sequencer(
            producer, FeedClients.consumer(kafka.bootstrapServers()), PARTITIONS, CLOCK::get);
    sequencer.start();
    feed = Executors.newSingleThreadScheduledExecutor();
    feed.scheduleAtFixedRate(KillCommandITCase::heartbeat, 0, 50, TimeUnit.MILLISECONDS);
    Files.writeString(
        home.resolve("endpoints.json"),
        JSON.writeValueAsString(
            Map.of(
                "kafka",
                kafka.bootstrapServers(),
                "postgres",
                "jdbc:postgresql://127.0.0.1:1/none")));
  }

  /** A second of event time, promised on everything that the accounts wait for. */
  private static void heartbeat() {
    if (STANDS_STILL.get()) {
      return;
    }
    long time = CLOCK.addAndGet(1_000);
    Header promise = new RecordHeader(Headers.WATERMARK, Headers.encode(time));
    for (String topic : List.of(Topics.QUOTES, Topics.SIGNALS)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        producer.send(
            new ProducerRecord<>(topic, partition, null, null, new byte[0], List.of(promise)));
      }
    }
    try {
      sequencer.heartbeat(Instant.ofEpochMilli(time));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void end() throws Exception {
    feed.shutdownNow();
    assertThat(feed.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    sequencer.close();
    job.cancel().get();
    producer.close();
    kafka.close();
  }

  /** What a command answered. */
  private record Answer(int exit, JsonNode json) {}

  private static Answer kill(String... arguments) throws Exception {
    StringWriter out = new StringWriter();
    List<String> line = new ArrayList<>(List.of("kill"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--json", "--home", home.toString()));
    int exit =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(line.toArray(String[]::new));
    return new Answer(exit, JSON.readTree(out.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "pause, PAUSE, PAUSED",
    "cancel, CANCEL_ALL, ACTIVE",
    "flatten, FLATTEN, PAUSED",
    "halt, HALT, HALTED"
  })
  void eachActIsInForceForTheOneAccountThatItIsForAndResumeLiftsIt(
      String act, String action, String state) throws Exception {
    assertThat(kill("resume", "--reason", "before " + act).exit()).isZero();
    Answer stopped = kill(act, "--account", "one", "--reason", "test of " + act);
    assertThat(stopped.exit()).isZero();
    assertThat(stopped.json().path("status").asText()).isEqualTo("IN_FORCE");
    assertThat(stopped.json().path("accounts")).hasSize(1);
    Control control = inForce(stopped.json().path("control_id").asText());
    assertThat(control.action().name()).isEqualTo(action);
    assertThat(control.account()).isEqualTo("one");
    assertThat(control.reason()).isEqualTo("test of " + act);
    assertThat(control.requestedBy()).isEqualTo("cli:" + System.getProperty("user.name"));
    assertThat(control.effectiveAt())
        .isEqualTo(Instant.parse(stopped.json().path("effective_at").asText()))
        .isBefore(Instant.ofEpochMilli(CLOCK.get()));
    // Whoever is told that all accounts resumed may rely on what those before it did as well.
    Answer resumed = kill("resume", "--all", "--reason", "after " + act);
    Instant lifted = Instant.parse(resumed.json().path("effective_at").asText());
    assertThat(statesBefore(lifted)).containsEntry("one", state).containsEntry("two", "ACTIVE");
    assertThat(statesBefore(lifted.plusMillis(1)))
        .containsEntry("one", "ACTIVE")
        .containsEntry("two", "ACTIVE");
  }

  @Test
  void allMeansThatEveryAccountHasTakenItWhenTheCommandEnds() throws Exception {
    Answer halted = kill("halt", "--reason", "everything");
    assertThat(halted.exit()).isZero();
    assertThat(halted.json().path("account").asText()).isEqualTo("*");
    Instant after = Instant.parse(halted.json().path("effective_at").asText()).plusMillis(1);
    assertThat(statesBefore(after)).isEqualTo(Map.of("one", "HALTED", "two", "HALTED"));
    assertThat(kill("resume", "--reason", "everything").exit()).isZero();
  }

  @Test
  void whatIsNotInForceInTimeIsSaidToBeRequestedAndTheSameIdAsksAgain() throws Exception {
    STANDS_STILL.set(true);
    Answer first;
    try {
      first = kill("pause", "--reason", "the clock stands", "--wait", "1", "--id", "lunch-2024");
    } finally {
      STANDS_STILL.set(false);
    }
    assertThat(first.exit()).isEqualTo(KillCommand.REQUESTED);
    assertThat(first.json().path("status").asText()).isEqualTo("REQUESTED");
    assertThat(first.json().path("effective_at").isNull()).isTrue();
    String[] again = {"pause", "--reason", "the clock stands", "--id", "lunch-2024"};
    Answer second = kill(again);
    assertThat(second.exit()).isZero();
    Answer third = kill(again);
    assertThat(third.exit()).isZero();
    assertThat(third.json().path("effective_at"))
        .as("done once")
        .isEqualTo(second.json().path("effective_at"));
    assertThat(third.json().path("control_id")).isEqualTo(first.json().path("control_id"));
    assertThat(kill("resume", "--reason", "lunch is over").exit()).isZero();
  }

  @Test
  void anAccountThatTheRecordsDoNotHaveIsRefusedAndNothingIsRequested(@TempDir Path other)
      throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(other.resolve("postgres"))) {
      Migrations.migrate(database.url(), database.user(), database.password());
      try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
          Statement statement = connection.createStatement()) {
        statement.execute(
            "insert into accounts values ('a1', 'one', 1, 1, 0, 0, 0, 0, 1, 0, 0, 'ACTIVE', null,"
                + " '2024-01-08T17:00:00Z', true, 1)");
      }
      Files.writeString(
          other.resolve("endpoints.json"),
          JSON.writeValueAsString(
              Map.of("kafka", kafka.bootstrapServers(), "postgres", database.jdbcUrl())));
      int requests = read(Topics.REQUESTS, JsonCodec.CONTROL).size();
      StringWriter err = new StringWriter();
      String[] halt = {
        "kill", "halt", "--account", "onne", "--reason", "typo", "--home", other.toString()
      };
      int exit = SluiceCommand.commandLine().setErr(new PrintWriter(err, true)).execute(halt);
      assertThat(exit).isEqualTo(2);
      assertThat(err.toString()).startsWith("--account: was 'onne', expected one of one");
      assertThat(read(Topics.REQUESTS, JsonCodec.CONTROL)).hasSize(requests);
      halt[3] = "one";
      assertThat(SluiceCommand.commandLine().execute(halt)).isZero();
    }
  }

  private static Control inForce(String id) {
    return read(Topics.CONTROLS, JsonCodec.CONTROL).stream()
        .filter(control -> control.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** State of each account by its last snapshot before a time. */
  private static Map<String, String> statesBefore(Instant time) {
    Map<String, String> states = new TreeMap<>();
    for (PortfolioSnapshot snapshot : read(Topics.PORTFOLIO, JsonCodec.PORTFOLIO)) {
      if (snapshot.eventTime().isBefore(time)) {
        states.put(snapshot.account(), snapshot.state());
      }
    }
    return states;
  }

  /** What a topic holds now, each partition in order. */
  private static <T> List<T> read(String topic, JsonCodec<T> codec) {
    List<T> values = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = FeedClients.consumer(kafka.bootstrapServers())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.headers().lastHeader(Headers.WATERMARK) == null) {
            values.add(codec.decode(record.value()));
          }
        }
      }
    }
    return values;
  }
}
