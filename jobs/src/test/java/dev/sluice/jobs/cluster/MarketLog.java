package dev.sluice.jobs.cluster;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.BarBuilder;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the topics of the market job hold, followed from their beginning: the ticks that went in,
 * the bars and indicators that came out, and what they must be by the ticks alone.
 */
final class MarketLog implements AutoCloseable {
  private static final long MINUTE = 60_000;

  /** A bar's identity. */
  record Key(String symbol, Timeframe timeframe, Instant start) {
    static Key of(Bar bar) {
      return new Key(bar.symbol(), bar.timeframe(), bar.start());
    }
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final int partitions;
  private final List<Tick> ticks = new ArrayList<>();
  private final Map<Key, List<Bar>> bars = new HashMap<>();
  private final Map<Key, List<IndicatedBar>> indicators = new HashMap<>();
  private final Map<TopicPartition, Long> markers = new HashMap<>();

  MarketLog(String bootstrapServers, int partitions) {
    this.partitions = partitions;
    this.consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> assigned = new ArrayList<>();
    for (String topic : List.of(Topics.TICKS, Topics.BARS, Topics.INDICATORS)) {
      for (int partition = 0; partition < partitions; partition++) {
        assigned.add(new TopicPartition(topic, partition));
      }
    }
    consumer.assign(assigned);
    consumer.seekToBeginning(assigned);
  }

  /**
   * Reads on until the condition holds.
   *
   * @throws IllegalStateException where it does not in time
   */
  void await(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            what + ": not within " + patience + "; " + bars.size() + " bars, markers " + markers);
      }
      consumer.poll(Duration.ofMillis(100)).forEach(this::take);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Header marker = record.headers().lastHeader(Headers.WATERMARK);
    if (marker != null) {
      markers.merge(
          new TopicPartition(record.topic(), record.partition()),
          Headers.decode(marker.value()),
          Math::max);
    } else if (record.headers().lastHeader(Headers.HEARTBEAT) == null) {
      switch (record.topic()) {
        case Topics.TICKS -> ticks.add(AvroCodec.TICK.decode(record.value()));
        case Topics.BARS -> {
          Bar bar = BarReader.read(record.value());
          bars.computeIfAbsent(Key.of(bar), key -> new ArrayList<>()).add(bar);
        }
        default -> {
          IndicatedBar bar = JsonCodec.INDICATED_BAR.decode(record.value());
          indicators.computeIfAbsent(Key.of(bar.bar()), key -> new ArrayList<>()).add(bar);
        }
      }
    }
  }

  /** Reads all that is there now; a topic may be read before another whose records are older. */
  void readToEnd(Duration patience) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    await(
        "the end of all topics",
        patience,
        () ->
            ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
  }

  /** Whether all that is to be said up to this time was written to both topics. */
  boolean hasPassed(Instant time) {
    return markers.size() == 2 * partitions
        && markers.values().stream().allMatch(marker -> marker >= time.toEpochMilli());
  }

  /** Every edition of each bar, in the order of the log; a restart may write one again. */
  Map<Key, List<Bar>> bars() {
    return bars;
  }

  /** Every edition of each bar with indicators. */
  Map<Key, List<IndicatedBar>> indicators() {
    return indicators;
  }

  /** Number of different bars of a symbol. */
  long count(String symbol, Timeframe timeframe) {
    return bars.keySet().stream()
        .filter(key -> key.symbol().equals(symbol) && key.timeframe() == timeframe)
        .count();
  }

  /** Minute and session bars of all ticks that were published, by a fold of the log itself. */
  Map<Key, Bar> barsOfTicks(TradingCalendar calendar) {
    Map<Key, BarBuilder> builders = new HashMap<>();
    Map<Key, Instant> ends = new HashMap<>();
    for (Tick tick : ticks) {
      if (tick.kind() == TickKind.TRADE) {
        Session session = calendar.sessionAt(Instant.ofEpochMilli(tick.eventTime())).orElseThrow();
        long last = Math.min(tick.eventTime(), session.close().toEpochMilli() - 1);
        Instant minute = Instant.ofEpochMilli(Math.floorDiv(last, MINUTE) * MINUTE);
        Key ofMinute = new Key(tick.symbol(), Timeframe.MINUTE, minute);
        Key ofSession = new Key(tick.symbol(), Timeframe.SESSION, session.open());
        ends.put(ofMinute, minute.plusMillis(MINUTE));
        ends.put(ofSession, session.close());
        builders.computeIfAbsent(ofMinute, key -> new BarBuilder()).add(tick);
        builders.computeIfAbsent(ofSession, key -> new BarBuilder()).add(tick);
      }
    }
    Map<Key, Bar> built = new HashMap<>();
    builders.forEach(
        (key, builder) ->
            built.put(
                key,
                builder.build(
                    key.symbol(),
                    key.timeframe(),
                    key.start(),
                    ends.get(key),
                    calendar.dateOf(key.start()),
                    0,
                    true)));
    return built;
  }

  /** The session's and week's bars with the indicators that follow from them, oldest first. */
  Map<Key, IndicatedBar> indicatorsOfBars() {
    Map<String, IndicatorState> states = new TreeMap<>();
    Map<Key, IndicatedBar> indicated = new HashMap<>();
    bars.values().stream()
        .map(editions -> editions.get(0))
        .filter(bar -> !bar.timeframe().isIntraday())
        .sorted(Comparator.comparing(Bar::end))
        .forEach(
            bar -> {
              IndicatorState state =
                  states.computeIfAbsent(
                      bar.symbol() + bar.timeframe(),
                      series -> new IndicatorState(bar.timeframe()));
              indicated.put(Key.of(bar), new IndicatedBar(bar, state.update(bar)));
            });
    return indicated;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
