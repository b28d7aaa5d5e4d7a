package dev.sluice.jobs.market;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.feed.LiveHeartbeats;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.Headers;
import dev.sluice.wire.TickWriter;
import dev.sluice.wire.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The market job on a live feed that is nearly always silent, with the machine's clock. */
final class LiveMarket implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final EmbeddedKafka kafka;
  private final JobClient job;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> bars;
  private final LiveHeartbeats heartbeats;
  private final TickWriter writer = new TickWriter();

  private LiveMarket(EmbeddedKafka kafka, JobClient job) {
    this.kafka = kafka;
    this.job = job;
    this.producer = FeedClients.producer(kafka.bootstrapServers());
    this.bars = FeedClients.consumer(kafka.bootstrapServers());
    List<TopicPartition> partitions =
        List.of(new TopicPartition(Topics.BARS, 0), new TopicPartition(Topics.BARS, 1));
    bars.assign(partitions);
    bars.seekToEnd(partitions);
    partitions.forEach(bars::position);
    this.heartbeats = LiveHeartbeats.start(producer, 2, Duration.ofMillis(250), Clock.systemUTC());
  }

  /** On a broker of its own: on a live feed nothing but now is in the log. */
  static LiveMarket start(Path directory) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory);
    kafka.createTopics(Topics.ALL, 2);
    SluiceConfig config =
        SluiceConfig.from(
            new String[] {
              "--sluice.kafka.bootstrap-servers", kafka.bootstrapServers(),
              "--sluice.symbols", "SPY",
              "--sluice.market.calendar", "24/7",
              "--sluice.market.timeframes", "1s;1d;1w",
              "--sluice.market.lateness-bound", "200ms"
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
    return new LiveMarket(kafka, env.executeAsync("live-market-under-test"));
  }

  /** Sends one tick of now and waits for its second's bar; how long that was behind its end. */
  Duration closeOfALoneTick(String symbol) throws Exception {
    long now = Clock.systemUTC().millis();
    int partition = Topics.partition(symbol, 2);
    producer
        .send(
            new ProducerRecord<>(
                Topics.TICKS,
                partition,
                null,
                writer.write(Tick.trade(symbol, 0, now, 100, 1, "live", true))))
        .get();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : bars.poll(Duration.ofMillis(20))) {
        if (record.headers().lastHeader(Headers.WATERMARK) == null) {
          Bar bar = BarReader.read(record.value());
          long end = bar.end().toEpochMilli();
          if (bar.timeframe() == Timeframe.SECOND && end > now) {
            return Duration.ofMillis(record.timestamp() - end);
          }
        }
      }
    }
    throw new AssertionError("no bar within " + PATIENCE + " of a tick at " + now);
  }

  @Override
  public void close() throws Exception {
    heartbeats.close();
    job.cancel().get();
    bars.close();
    producer.close();
    kafka.close();
  }
}
