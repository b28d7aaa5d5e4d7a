package dev.sluice.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.BoundedSources;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.OutboundRecord;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the market job makes of a log, from its first record to its last. */
final class MarketRun {
  private static final Map<String, Queue<OutboundRecord>> OUTPUTS = new ConcurrentHashMap<>();

  private static final List<TopicPartition> PARTITIONS =
      List.of(
          new TopicPartition(Topics.TICKS, 0),
          new TopicPartition(Topics.TICKS, 1),
          new TopicPartition(Topics.BARS_RAW, 0),
          new TopicPartition(Topics.BARS_RAW, 1));

  private final List<Bar> editions = new ArrayList<>();
  private final Map<String, Bar> bars = new TreeMap<>();
  private final Map<String, IndicatedBar> indicators = new TreeMap<>();
  private final Map<String, Long> letters = new TreeMap<>();
  private final Map<String, List<Tick>> quotes = new TreeMap<>();
  private final Map<String, SessionQuality> found = new TreeMap<>();

  private MarketRun() {}

  /**
   * Writes the log behind what the topics hold and runs the job on it.
   *
   * @param log records in the order of writing, each with topic and partition
   * @param options of the job, names and values
   */
  static MarketRun of(
      EmbeddedKafka kafka, List<ProducerRecord<byte[], byte[]>> log, Map<String, String> options)
      throws Exception {
    Map<TopicPartition, Long> from = publish(kafka, log);
    SluiceConfig config = config(kafka, options);
    String id = "run-" + OUTPUTS.size();
    OUTPUTS.put(id, new ConcurrentLinkedQueue<>());
    StreamTypes.register();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            config.parallelism(), FlinkEnvironment.settings(config));
    MarketTopology.define(env, BoundedSources.marketData(config, from), new Collecting(id), config);
    env.execute("market-under-test");
    return of(OUTPUTS.get(id));
  }

  /** What is in the records of the output topics, each topic's in the order of writing. */
  static MarketRun of(Iterable<OutboundRecord> records) {
    MarketRun run = new MarketRun();
    records.forEach(run::take);
    return run;
  }

  /**
   * Runs the job on the beginning of a log, stops it with a savepoint, and goes on from there when
   * the rest has been written. The broker must hold nothing else.
   *
   * @param beginning its last record is a heartbeat
   * @param rest its last record is a heartbeat
   * @param directory of the savepoints
   */
  static MarketRun restored(
      EmbeddedKafka kafka,
      List<ProducerRecord<byte[], byte[]>> beginning,
      List<ProducerRecord<byte[], byte[]>> rest,
      Map<String, String> options,
      Path directory)
      throws Exception {
    MarketRun run = new MarketRun();
    String savepoint = run.stage(kafka, beginning, config(kafka, options), null, directory);
    run.stage(kafka, rest, config(kafka, options), savepoint, directory);
    return run;
  }

  private String stage(
      EmbeddedKafka kafka,
      List<ProducerRecord<byte[], byte[]>> log,
      SluiceConfig config,
      String savepoint,
      Path directory)
      throws Exception {
    publish(kafka, log);
    Header last = log.get(log.size() - 1).headers().lastHeader(Headers.HEARTBEAT);
    long end = Headers.decode(last.value()) - config.latenessBound().toMillis() - 1;
    Configuration settings = FlinkEnvironment.settings(config);
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    String id = "run-" + OUTPUTS.size();
    BlockingQueue<OutboundRecord> output = new LinkedBlockingQueue<>();
    OUTPUTS.put(id, output);
    StreamTypes.register();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(config.parallelism(), settings);
    MarketTopology.define(env, KafkaSources.marketData(config), new Collecting(id), config);
    JobClient job = env.executeAsync("market-under-test");
    Map<Integer, Long> passed = new HashMap<>(Map.of(0, Long.MIN_VALUE, 1, Long.MIN_VALUE));
    while (Collections.min(passed.values()) < end) {
      OutboundRecord record = output.poll(2, TimeUnit.MINUTES);
      assertThat(record).as("time has come to " + passed + " of " + end).isNotNull();
      take(record);
      if (record.watermark() != null && record.topic().equals(Topics.BARS)) {
        passed.put(record.partition(), record.watermark());
      }
    }
    String path =
        job.stopWithSavepoint(false, directory.toString(), SavepointFormatType.CANONICAL).get();
    output.forEach(this::take);
    return path;
  }

  private static SluiceConfig config(EmbeddedKafka kafka, Map<String, String> options) {
    List<String> arguments =
        new ArrayList<>(List.of("--sluice.kafka.bootstrap-servers", kafka.bootstrapServers()));
    options.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
    return SluiceConfig.from(arguments.toArray(String[]::new), Map.of());
  }

  /** Appends the log and returns where it begins. */
  private static Map<TopicPartition, Long> publish(
      EmbeddedKafka kafka, List<ProducerRecord<byte[], byte[]>> log) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", kafka.bootstrapServers());
    settings.setProperty("max.request.size", "16000000");
    settings.setProperty("buffer.memory", "64000000");
    kafka.createTopics(List.of(Topics.TICKS, Topics.BARS_RAW), 2);
    Map<TopicPartition, Long> ends;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      ends = consumer.endOffsets(PARTITIONS);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : log) {
        sent.add(producer.send(record));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
    return ends;
  }

  private void take(OutboundRecord record) {
    if (record.watermark() != null) {
      return;
    }
    switch (record.topic()) {
      case Topics.BARS -> {
        Bar bar = BarReader.read(record.value());
        editions.add(bar);
        bars.merge(key(bar), bar, (a, b) -> a.revision() > b.revision() ? a : b);
      }
      case Topics.INDICATORS -> {
        IndicatedBar bar = JsonCodec.INDICATED_BAR.decode(record.value());
        indicators.merge(
            key(bar.bar()), bar, (a, b) -> a.bar().revision() > b.bar().revision() ? a : b);
      }
      case Topics.DEAD_LETTERS ->
          letters.merge(JsonCodec.DEAD_LETTER.decode(record.value()).code(), 1L, Long::sum);
      case Topics.QUOTES -> {
        Tick tick = AvroCodec.TICK.decode(record.value());
        quotes.computeIfAbsent(tick.symbol(), symbol -> new ArrayList<>()).add(tick);
      }
      case Topics.DATA_QUALITY -> {
        SessionQuality one = JsonCodec.SESSION_QUALITY.decode(record.value());
        found.merge(
            one.symbol() + " " + one.sessionDate() + " " + one.topic(),
            one,
            (a, b) -> a.revision() > b.revision() ? a : b);
      }
      default -> throw new IllegalStateException("topic " + record.topic());
    }
  }

  static String key(Bar bar) {
    return bar.symbol() + " " + bar.timeframe().code() + " " + bar.start();
  }

  /** Every edition of every bar, in the order of writing. */
  List<Bar> editions() {
    return editions;
  }

  /** The last edition of each bar, by symbol, timeframe and start. */
  Map<String, Bar> lastEditions() {
    return bars;
  }

  /** The last edition of each bar that has indicators, by symbol, timeframe and start. */
  Map<String, IndicatedBar> lastIndicated() {
    return indicators;
  }

  /** The last edition of each bar, by symbol, timeframe and start, without its number. */
  Map<String, String> bars() {
    Map<String, String> last = new TreeMap<>();
    bars.forEach((key, bar) -> last.put(key, withoutRevision(bar)));
    return last;
  }

  static String withoutRevision(Bar bar) {
    return bar.toString().replaceFirst("revision=\\d+, ", "");
  }

  /** The indicators of the last edition of each bar. */
  Map<String, String> indicators() {
    Map<String, String> last = new TreeMap<>();
    indicators.forEach((key, bar) -> last.put(key, bar.indicators().toString()));
    return last;
  }

  /** The last edition of each bar that has indicators, by symbol, timeframe and start. */
  Map<String, IndicatedBar> indicated() {
    return indicators;
  }

  /** What orders can be filled at, of each symbol in the order of writing. */
  Map<String, List<Tick>> quotes() {
    return quotes;
  }

  /** The last edition of what was found, by symbol, session and topic. */
  Map<String, SessionQuality> found() {
    return found;
  }

  /** Number of dead letters by code. */
  Map<String, Long> letters() {
    return new HashMap<>(letters);
  }

  /** Keeps what is written. */
  private record Collecting(String id) implements Sink<OutboundRecord> {
    @Override
    public SinkWriter<OutboundRecord> createWriter(WriterInitContext context) {
      Queue<OutboundRecord> output = OUTPUTS.get(id);
      return new SinkWriter<>() {
        @Override
        public void write(OutboundRecord record, Context of) {
          output.add(record);
        }

        @Override
        public void flush(boolean endOfInput) {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }
}
