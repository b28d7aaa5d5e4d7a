package dev.sluice.jobs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the topics of a run hold, by what each record is of: the second copy of a record is counted
 * and must say what the first said.
 */
final class RunLog {
  /** Every topic whose records are the same on every run over the same events. */
  static final List<String> TOPICS =
      List.of(
          Topics.TICKS,
          Topics.BARS_RAW,
          Topics.QUOTES,
          Topics.BARS,
          Topics.INDICATORS,
          Topics.DATA_QUALITY,
          Topics.WORKFLOWS,
          Topics.CHARTS,
          Topics.ANALYSES,
          Topics.SIGNALS,
          Topics.ORDERS,
          Topics.EXECUTIONS,
          Topics.PORTFOLIO,
          Topics.CONTROLS,
          Topics.RISK,
          Topics.VENUE_REQUESTS,
          Topics.ARTIFACTS,
          Topics.DEAD_LETTERS);

  private static final ObjectMapper JSON = JsonCodec.newMapper();

  /** How long a call took is the machine's, not the market's. */
  private static final List<String> OF_THE_MACHINE = List.of("latency_millis");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Map<String, Fingerprints> fingerprints = new LinkedHashMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private final List<Appended> appended = new ArrayList<>();
  private final Set<String> leftOut = new HashSet<>();
  private final String without;
  private long copies;

  /**
   * When a record was appended.
   *
   * @param time by the broker's clock, epoch milliseconds, UTC
   */
  record Appended(String topic, long time) {}

  private RunLog(List<String> topics, String without) {
    this.without = without;
    topics.forEach(topic -> fingerprints.put(topic, new Fingerprints(isHighRate(topic))));
  }

  private static boolean isHighRate(String topic) {
    return topic.equals(Topics.TICKS) || topic.equals(Topics.QUOTES);
  }

  /**
   * Reads all topics from their beginning to where they end now.
   *
   * @param without account whose records are left out; null for none
   */
  static RunLog read(String bootstrapServers, int partitions, String without) {
    return read(bootstrapServers, partitions, TOPICS, "", without);
  }

  /** As {@link #read(String, int, String)}, of topics whose names have this in front. */
  static RunLog read(
      String bootstrapServers, int partitions, List<String> topics, String prefix, String without) {
    RunLog log = new RunLog(topics, without);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (String topic : topics) {
        readAll(consumer, prefix + topic, partitions, record -> log.take(topic, record));
      }
    }
    return log;
  }

  /** Gives each record of a topic, from its beginning to where it ends now. */
  static void readAll(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      int partitions,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(topic, partition));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!all.stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
      if (System.nanoTime() > deadline) {
        throw new ChaosException("topic " + topic + " could not be read within " + PATIENCE);
      }
      consumer.poll(Duration.ofMillis(200)).forEach(taker);
    }
  }

  private void take(String topic, ConsumerRecord<byte[], byte[]> record) {
    if (!topic.equals(Topics.TICKS) && !topic.equals(Topics.BARS_RAW)) {
      appended.add(new Appended(topic, record.timestamp()));
    }
    if (record.headers().lastHeader(Headers.WATERMARK) != null
        || record.headers().lastHeader(Headers.HEARTBEAT) != null) {
      return;
    }
    String key;
    String content;
    try {
      switch (topic) {
        case Topics.TICKS, Topics.QUOTES -> {
          Tick tick = AvroCodec.TICK.decode(record.value());
          key = tick.symbol() + " " + tick.kind() + " " + tick.eventTime() + " " + tick.sequence();
          content = tick.toString();
        }
        case Topics.BARS_RAW -> {
          RawBar bar = AvroCodec.RAW_BAR.decode(record.value());
          key = bar.symbol() + " " + bar.timeframe() + " " + bar.start();
          content = bar.toString();
        }
        case Topics.BARS -> {
          Bar bar = BarReader.read(record.value());
          key = bar.symbol() + " " + bar.timeframe() + " " + bar.start() + " " + bar.revision();
          content = bar.toString();
        }
        default -> {
          JsonNode json = JSON.readTree(record.value());
          if (isLeftOut(json)) {
            return;
          }
          key = key(json);
          content = content(json);
        }
      }
    } catch (IOException e) {
      throw new ChaosException("a record of topic " + topic + " is no JSON", e);
    }
    add(topic, key, content);
  }

  /** Records of the account, and what is said of them elsewhere. */
  private boolean isLeftOut(JsonNode json) {
    if (without == null) {
      return false;
    }
    if (without.equals(json.path("account").asText())
        || without.equals(json.at("/order/account").asText())) {
      leftOut.add(json.path("id").asText());
      return true;
    }
    return leftOut.contains(json.path("subject_id").asText());
  }

  private void add(String topic, String key, String content) {
    switch (fingerprints.get(topic).add(key, content)) {
      case FIRST -> {}
      case COPY -> copies++;
      case CONTRADICTION -> contradictions.add(topic + " " + key + ": said in two ways");
    }
  }

  /** What the record is of: its id, or what it is about, and which edition it is. */
  private static String key(JsonNode json) {
    StringBuilder key = new StringBuilder();
    for (String field :
        List.of("id", "symbol", "topic", "timeframe", "session_date", "start", "end")) {
      append(key, json.path(field));
      append(key, json.path("bar").path(field));
    }
    for (String field : List.of("version", "revision", "status")) {
      append(key, json.path(field));
      append(key, json.path("bar").path(field));
    }
    return key.toString();
  }

  private static void append(StringBuilder key, JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      key.append(value.asText()).append(' ');
    }
  }

  private static String content(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.remove(OF_THE_MACHINE);
    }
    return sameAddress(json.toString());
  }

  /** Two runs have their object stores at two ports. */
  static String sameAddress(String text) {
    return text.replaceAll("http://127\\.0\\.0\\.1:\\d+", "http://store");
  }

  /** By topic. */
  Map<String, Fingerprints> fingerprints() {
    return fingerprints;
  }

  /** Records that were written twice with two contents; empty where all is well. */
  List<String> contradictions() {
    return contradictions;
  }

  /** Second copies of records. */
  long copies() {
    return copies;
  }

  /** Records of this topic and when they were appended, markers included. */
  long appendedBetween(List<String> topics, long from, long to) {
    return appended.stream()
        .filter(a -> topics.contains(a.topic()) && a.time() > from && a.time() < to)
        .count();
  }

  /** Number of different records by topic. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    fingerprints.forEach((topic, prints) -> counts.put(topic, prints.size()));
    return counts;
  }
}
