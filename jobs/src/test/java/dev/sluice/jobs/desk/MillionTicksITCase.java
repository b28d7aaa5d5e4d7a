package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.console.Console;
import dev.sluice.console.ConsoleConfig;
import dev.sluice.domain.market.Tick;
import dev.sluice.embedded.EmbeddedDatabase;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.jobs.market.MarketTopology;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.Migrations;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.Headers;
import dev.sluice.wire.TickWriter;
import dev.sluice.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million ticks from the feed to an open page as fast as they go: the market job passes on each
 * of them, the console only what a page can show, and the page is not behind at the end.
 */
class MillionTicksITCase {
  private static final int TICKS = 1_000_000;
  private static final int PARTITIONS = 2;
  private static final int TICKS_A_SECOND = 10_000;
  private static final long BEGIN = Instant.parse("2024-03-05T15:00:00Z").toEpochMilli();
  private static final List<String> SYMBOLS =
      IntStream.range(0, 400).mapToObj("M%03d"::formatted).toList();

  @TempDir Path directory;

  @Test
  void thePageFollowsAMillionTicksAndTheJobLeavesNoneOut() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"));
        Producer<byte[], byte[]> feed = FeedClients.producer(kafka.bootstrapServers());
        Consumer<byte[], byte[]> quotes = FeedClients.consumer(kafka.bootstrapServers())) {
      kafka.createTopics(Topics.ALL, PARTITIONS);
      JobClient market = startMarket(kafka);
      try (Console console = console(kafka, database);
          PushedPage page = PushedPage.open(console)) {
        long begin = System.nanoTime();
        Map<String, Double> last = publish(feed);
        long published = countTicks(quotes);
        Instant complete = Instant.now();
        page.await(last, Duration.ofSeconds(5));
        Duration behind = Duration.between(complete, Instant.now());
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            "%,d ticks in %.1f s, the page %d ms behind, %d frames, %d changes at most%n",
            published, seconds, behind.toMillis(), page.frames(), page.largestFrame());
        assertThat(published).isEqualTo(TICKS);
        assertThat(page.prices()).isEqualTo(last);
        assertThat((double) page.frames()).isBetween(1.0, 10 * seconds + 2);
        // A change of each symbol, and the clock.
        assertThat(page.largestFrame()).isBetween(2, SYMBOLS.size() + 1);
      } finally {
        market.cancel().get();
      }
    }
  }

  private static JobClient startMarket(EmbeddedKafka kafka) throws Exception {
    SluiceConfig config =
        SluiceConfig.from(
            new String[] {
              "--sluice.kafka.bootstrap-servers", kafka.bootstrapServers(),
              "--sluice.symbols", String.join(";", SYMBOLS)
            },
            Map.of());
    StreamTypes.register();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, FlinkEnvironment.settings(config));
    MarketTopology.define(
        env,
        KafkaSources.marketData(config),
        KafkaSinks.atLeastOnce(config.bootstrapServers()),
        config);
    return env.executeAsync("market-under-a-million-ticks");
  }

  private Console console(EmbeddedKafka kafka, EmbeddedDatabase database) {
    Migrations.migrate(database.jdbcUrl(), database.user(), database.password());
    return Console.start(
        ConsoleConfig.local(
                database.jdbcUrl(),
                database.user(),
                database.password(),
                kafka.bootstrapServers(),
                (bucket, key) -> Optional.empty(),
                directory.resolve("console-token"),
                true)
            .withQuoteDecoder(AvroCodec.TICK::decode));
  }

  /** Writes the ticks with the feed's heartbeats, and says the last price of each symbol. */
  private static Map<String, Double> publish(Producer<byte[], byte[]> feed) {
    TickWriter writer = new TickWriter();
    Map<String, Double> last = new HashMap<>();
    for (int i = 0; i < TICKS; i++) {
      long time = BEGIN + i * 1000L / TICKS_A_SECOND;
      if (i % TICKS_A_SECOND == 0) {
        heartbeat(feed, time);
      }
      String symbol = SYMBOLS.get(i % SYMBOLS.size());
      double price = 100 + i % 997 / 1000.0;
      last.put(symbol, price);
      feed.send(
          new ProducerRecord<>(
              Topics.TICKS,
              Topics.partition(symbol, PARTITIONS),
              null,
              writer.write(
                  Tick.trade(symbol, i / SYMBOLS.size() + 1, time, price, 1, "test", true))));
    }
    heartbeat(feed, BEGIN + TICKS * 1000L / TICKS_A_SECOND);
    feed.flush();
    return last;
  }

  private static void heartbeat(Producer<byte[], byte[]> feed, long time) {
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        ProducerRecord<byte[], byte[]> beat =
            new ProducerRecord<>(topic, partition, null, new byte[0]);
        beat.headers().add(Headers.HEARTBEAT, Headers.encode(time));
        feed.send(beat);
      }
    }
  }

  /** Reads {@code quotes} until all are there. */
  private static long countTicks(Consumer<byte[], byte[]> quotes) {
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(Topics.QUOTES, p)).toList();
    quotes.assign(partitions);
    quotes.seekToBeginning(partitions);
    long count = 0;
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (count < TICKS && System.nanoTime() < deadline) {
      ConsumerRecords<byte[], byte[]> polled = quotes.poll(Duration.ofMillis(200));
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        count += record.headers().lastHeader(Headers.WATERMARK) == null ? 1 : 0;
      }
    }
    return count;
  }
}
