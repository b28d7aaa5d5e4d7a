package dev.sluice.operators.market;

import dev.sluice.domain.market.PartitionClock;
import dev.sluice.domain.market.Rejection;
import dev.sluice.domain.market.TickValidator;
import dev.sluice.domain.market.TradedSymbols;
import dev.sluice.domain.market.TradedSymbols.Traded;
import dev.sluice.domain.market.Universe;
import dev.sluice.domain.market.UniverseChange;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets through what can be and is on time; the rest is set {@link Aside} with its reason, and
 * nothing else is lost by it.
 *
 * <p>What the universe is, is a fact of each partition's log: it begins as configured and changes
 * where a record of the partition says so.
 *
 * <p>State: the clock of each partition and what its log has changed in the universe, as union
 * lists, so that after a restore, at any parallelism, whoever reads a partition knows both. Bounded
 * by the number of partitions, and of symbols in each that has had changes.
 */
public final class ValidateMarketData extends ProcessFunction<MarketInput, MarketEvent>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /**
   * The clock of a partition in a snapshot.
   *
   * @param topic topic
   * @param partition partition
   * @param highest see {@link PartitionClock#highest()}
   * @param heartbeat see {@link PartitionClock#lastHeartbeat()}
   */
  public record ClockState(String topic, int partition, long highest, long heartbeat) {}

  private static final Map<String, QualityRule> RULES =
      Arrays.stream(QualityRule.values())
          .collect(Collectors.toUnmodifiableMap(QualityRule::code, Function.identity()));

  /**
   * What a partition's log has changed in the universe, in a snapshot.
   *
   * @param topic topic
   * @param partition partition
   * @param offset of the last change that was taken
   * @param complete see {@link TradedSymbols#complete()}
   * @param changes see {@link TradedSymbols#changes()}
   */
  public record UniverseState(
      String topic, int partition, long offset, long complete, List<UniverseChange> changes) {}

  /** The universe of a partition; the offset is that of the last change, -1 before the first. */
  private static final class PartitionUniverse {
    private final TradedSymbols symbols;
    private long offset;

    PartitionUniverse(TradedSymbols symbols, long offset) {
      this.symbols = symbols;
      this.offset = offset;
    }
  }

  /** A partition that this subtask has read since it started. */
  private record ReadPartition(
      String topic, int number, PartitionClock clock, PartitionUniverse universe) {
    boolean is(String ofTopic, int partition) {
      return number == partition && topic.equals(ofTopic);
    }
  }

  private final Universe configured;
  private final long boundMillis;
  private final long latenessMillis;
  private final long maxAheadMillis;

  private transient Map<String, PartitionUniverse> universes;
  private transient PartitionUniverse universe;
  private transient ListState<UniverseState> universeStates;
  private transient Map<String, PartitionClock> clocks;
  private transient List<ReadPartition> readHere;
  private transient ReadPartition current;
  private transient PartitionClock clock;
  private transient ListState<ClockState> clockStates;
  private transient Counter read;
  private transient Counter rejected;
  private transient Counter late;
  private transient Counter changes;

  /**
   * @param configured the universe before the log changes it
   * @param boundMillis how far a record may be behind its partition's highest time and still be on
   *     time
   * @param latenessMillis how much further it may be behind and still revise its bars
   * @param maxAheadMillis how far a record may be ahead of the feed's clock
   */
  public ValidateMarketData(
      Universe configured, long boundMillis, long latenessMillis, long maxAheadMillis) {
    this.configured = configured;
    this.boundMillis = boundMillis;
    this.latenessMillis = latenessMillis;
    this.maxAheadMillis = maxAheadMillis;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    clockStates =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("partition-clocks", StreamTypes.of(ClockState.class)));
    clocks = new HashMap<>();
    readHere = new ArrayList<>();
    current = null;
    for (ClockState state : clockStates.get()) {
      // After scaling in, several copies of a partition's clock may be there: the latest is true.
      clocks.merge(
          key(state.topic(), state.partition()),
          new PartitionClock(state.highest(), state.heartbeat()),
          (a, b) -> a.highest() >= b.highest() ? a : b);
    }
    restoreUniverses(context);
  }

  private void restoreUniverses(FunctionInitializationContext context) throws Exception {
    universeStates =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "partition-universes", StreamTypes.of(UniverseState.class)));
    universes = new HashMap<>();
    for (UniverseState state : universeStates.get()) {
      // As of clocks: of several copies the latest is true.
      PartitionUniverse known = universes.get(key(state.topic(), state.partition()));
      if (known == null || known.offset < state.offset()) {
        universes.put(
            key(state.topic(), state.partition()),
            new PartitionUniverse(
                TradedSymbols.restore(configured, state.complete(), state.changes()),
                state.offset()));
      }
    }
  }

  @Override
  public void open(OpenContext context) {
    read = getRuntimeContext().getMetricGroup().counter("ticks_read");
    rejected = getRuntimeContext().getMetricGroup().counter("ticks_rejected");
    late = getRuntimeContext().getMetricGroup().counter("ticks_late");
    changes = getRuntimeContext().getMetricGroup().counter("universe_changes");
  }

  @Override
  public void processElement(MarketInput input, Context context, Collector<MarketEvent> out) {
    if (current == null || !current.is(input.topic(), input.partition())) {
      usePartition(input.topic(), input.partition());
    }
    if (input.heartbeat() != MarketInput.NO_HEARTBEAT) {
      clock.heartbeat(input.heartbeat());
      return;
    }
    if (input.universe() != null) {
      change(input, out);
      return;
    }
    read.inc();
    Traded traded = universe.symbols.find(ValidationLetters.symbol(input));
    Optional<Rejection> rejection = judge(input, traded);
    if (rejection.isPresent()) {
      rejected.inc();
      out.collect(Aside.of(ValidationLetters.of(input, rejection.get())));
      report(input, rejection.get(), out);
      return;
    }
    if (input.tick() == null && input.action() != null) {
      out.collect(announced(input, traded));
      return;
    }
    if (input.eventTime() <= clock.watermark(boundMillis)) {
      late.inc();
    }
    out.collect(
        new MarketEvent(
            input.tick() != null ? input.tick().symbol() : input.bar().symbol(),
            input.tick(),
            input.bar(),
            clock.watermark(boundMillis),
            input.partition(),
            input.offset(),
            input.index(),
            traded.calendar(),
            input.tick() != null && traded.isOffTick(input.tick())));
  }

  /** Has a refused record of a known symbol counted. */
  private void report(MarketInput input, Rejection rejection, Collector<MarketEvent> out) {
    String symbol = ValidationLetters.symbol(input);
    QualityRule rule = RULES.get(rejection.code());
    Traded known = symbol == null ? null : universe.symbols.find(symbol);
    boolean data = input.tick() != null || input.bar() != null;
    if (!data || known == null || rule == null || clock.highest() == PartitionClock.NONE) {
      return;
    }
    boolean simulated = input.tick() != null ? input.tick().simulated() : input.bar().simulated();
    out.collect(
        new MarketEvent(
            symbol,
            clock.watermark(boundMillis),
            input.partition(),
            input.offset(),
            input.index(),
            known.calendar(),
            new Refusal(rule, input.tick() == null, clock.highest(), simulated)));
  }

  private void change(MarketInput input, Collector<MarketEvent> out) {
    Optional<Rejection> rejection = universe.symbols.take(input.universe());
    if (rejection.isPresent()) {
      rejected.inc();
      out.collect(Aside.of(ValidationLetters.of(input, rejection.get())));
      return;
    }
    changes.inc();
    universe.offset = input.offset();
  }

  private MarketEvent announced(MarketInput input, Traded traded) {
    return new MarketEvent(
        input.action().symbol(),
        clock.watermark(boundMillis),
        input.partition(),
        input.offset(),
        input.index(),
        traded.calendar(),
        new ActionNotice(
            input.action(),
            input.topic().equals(Topics.TICKS),
            clock.highest(),
            input.appendTime()));
  }

  /** Records come from a partition many at a time, so what is known of it is kept at hand. */
  private void usePartition(String topic, int partition) {
    current = readBefore(topic, partition);
    if (current == null) {
      String key = key(topic, partition);
      current =
          new ReadPartition(
              topic,
              partition,
              clocks.computeIfAbsent(key, ignored -> new PartitionClock()),
              universes.computeIfAbsent(
                  key, ignored -> new PartitionUniverse(new TradedSymbols(configured), -1)));
      readHere.add(current);
    }
    clock = current.clock;
    universe = current.universe;
  }

  private ReadPartition readBefore(String topic, int partition) {
    for (int i = 0; i < readHere.size(); i++) {
      if (readHere.get(i).is(topic, partition)) {
        return readHere.get(i);
      }
    }
    return null;
  }

  /**
   * How far event time has come in the partitions that this subtask has read since it started, by
   * clocks that outlive a restore.
   *
   * @return epoch milliseconds, UTC; {@link Long#MAX_VALUE} before the first record
   */
  long watermark() {
    long watermark = Long.MAX_VALUE;
    for (int i = 0; i < readHere.size(); i++) {
      watermark = Math.min(watermark, readHere.get(i).clock.watermark(boundMillis));
    }
    return watermark;
  }

  private Optional<Rejection> judge(MarketInput input, Traded traded) {
    if (input.problem() != null) {
      return Optional.of(
          new Rejection(
              "MALFORMED",
              "record",
              ValidationLetters.excerpt(input.raw()),
              "Avro or JSON of a known schema"));
    }
    if (input.tick() == null && input.action() != null) {
      // It has no time of its own: what comes too late is for the calendar to say.
      return TickValidator.check(input.action(), traded != null);
    }
    Optional<Rejection> impossible =
        input.tick() != null
            ? TickValidator.check(input.tick(), traded != null)
            : TickValidator.check(input.bar(), traded != null);
    if (impossible.isPresent()) {
      return impossible;
    }
    Instant time = Instant.ofEpochMilli(input.eventTime());
    return switch (clock.accept(
        input.eventTime(), input.appendTime(), boundMillis, latenessMillis, maxAheadMillis)) {
      case ON_TIME, LATE -> Optional.empty();
      case TOO_LATE ->
          Optional.of(
              new Rejection(
                  "LATE",
                  "event_time",
                  time.toString(),
                  "after " + Instant.ofEpochMilli(clock.watermark(boundMillis) - latenessMillis)));
      case FAR_FUTURE ->
          Optional.of(
              new Rejection(
                  "FAR_FUTURE",
                  "event_time",
                  time.toString(),
                  "at most " + maxAheadMillis + " ms ahead of the feed's clock"));
    };
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    clockStates.clear();
    for (Map.Entry<String, PartitionClock> entry : clocks.entrySet()) {
      int slash = entry.getKey().lastIndexOf('/');
      clockStates.add(
          new ClockState(
              entry.getKey().substring(0, slash),
              Integer.parseInt(entry.getKey().substring(slash + 1)),
              entry.getValue().highest(),
              entry.getValue().lastHeartbeat()));
    }
    universeStates.clear();
    for (Map.Entry<String, PartitionUniverse> entry : universes.entrySet()) {
      PartitionUniverse of = entry.getValue();
      if (of.offset >= 0) {
        int slash = entry.getKey().lastIndexOf('/');
        universeStates.add(
            new UniverseState(
                entry.getKey().substring(0, slash),
                Integer.parseInt(entry.getKey().substring(slash + 1)),
                of.offset,
                of.symbols.complete(),
                of.symbols.changes()));
      }
    }
  }

  private static String key(String topic, int partition) {
    return topic + "/" + partition;
  }
}
