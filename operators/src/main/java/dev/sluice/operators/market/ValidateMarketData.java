package dev.sluice.operators.market;

import dev.sluice.domain.Ids;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.PartitionClock;
import dev.sluice.domain.market.Rejection;
import dev.sluice.domain.market.TickValidator;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.operators.stream.StreamTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.apache.flink.util.OutputTag;

/**
 * Lets through what can be and is on time; the rest goes to {@link #DEAD_LETTERS} with its reason,
 * and nothing else is lost by it.
 *
 * <p>State: the clock of each partition, as a union list, so that after a restore, at any
 * parallelism, whoever reads a partition knows its clock. Bounded by the number of partitions.
 */
public final class ValidateMarketData extends ProcessFunction<MarketInput, MarketEvent>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** What was refused. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", StreamTypes.of(DeadLetter.class));

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

  private final Set<String> universe;
  private final long boundMillis;
  private final long latenessMillis;
  private final long maxAheadMillis;

  private transient TickValidator validator;
  private transient Map<String, PartitionClock> clocks;
  private transient List<PartitionClock> readHere;
  private transient PartitionClock clock;
  private transient int clockPartition;
  private transient String clockTopic;
  private transient ListState<ClockState> clockStates;
  private transient Counter read;
  private transient Counter rejected;
  private transient Counter late;

  /**
   * @param universe symbols that are traded
   * @param boundMillis how far a record may be behind its partition's highest time and still be on
   *     time
   * @param latenessMillis how much further it may be behind and still revise its bars
   * @param maxAheadMillis how far a record may be ahead of the feed's clock
   */
  public ValidateMarketData(
      Set<String> universe, long boundMillis, long latenessMillis, long maxAheadMillis) {
    this.universe = Set.copyOf(universe);
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
    clockTopic = null;
    for (ClockState state : clockStates.get()) {
      // After scaling in, several copies of a partition's clock may be there: the latest is true.
      clocks.merge(
          key(state.topic(), state.partition()),
          new PartitionClock(state.highest(), state.heartbeat()),
          (a, b) -> a.highest() >= b.highest() ? a : b);
    }
  }

  @Override
  public void open(OpenContext context) {
    validator = new TickValidator(universe);
    read = getRuntimeContext().getMetricGroup().counter("ticks_read");
    rejected = getRuntimeContext().getMetricGroup().counter("ticks_rejected");
    late = getRuntimeContext().getMetricGroup().counter("ticks_late");
  }

  @Override
  public void processElement(MarketInput input, Context context, Collector<MarketEvent> out) {
    if (input.partition() != clockPartition || !input.topic().equals(clockTopic)) {
      useClock(input.topic(), input.partition());
    }
    if (input.heartbeat() != MarketInput.NO_HEARTBEAT) {
      clock.heartbeat(input.heartbeat());
      return;
    }
    read.inc();
    Optional<Rejection> rejection = judge(input);
    if (rejection.isPresent()) {
      rejected.inc();
      context.output(DEAD_LETTERS, deadLetter(input, rejection.get()));
      report(input, rejection.get(), out);
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
            input.index()));
  }

  /** Has a refused record of a known symbol counted. */
  private void report(MarketInput input, Rejection rejection, Collector<MarketEvent> out) {
    String symbol = symbol(input);
    QualityRule rule = RULES.get(rejection.code());
    if (symbol == null
        || rule == null
        || clock.highest() == PartitionClock.NONE
        || !universe.contains(symbol)) {
      return;
    }
    boolean simulated = input.tick() != null ? input.tick().simulated() : input.bar().simulated();
    out.collect(
        new MarketEvent(
            symbol,
            null,
            null,
            clock.watermark(boundMillis),
            input.partition(),
            input.offset(),
            input.index(),
            new Refusal(rule, input.tick() == null, clock.highest(), simulated)));
  }

  /** Null where nobody knows. */
  private static String symbol(MarketInput input) {
    if (input.tick() != null) {
      return input.tick().symbol();
    }
    return input.bar() != null ? input.bar().symbol() : null;
  }

  /** Records come from a partition many at a time, so its clock is kept at hand. */
  private void useClock(String topic, int partition) {
    clock = clocks.computeIfAbsent(key(topic, partition), ignored -> new PartitionClock());
    clockTopic = topic;
    clockPartition = partition;
    if (readHere.stream().noneMatch(known -> known == clock)) {
      readHere.add(clock);
    }
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
      watermark = Math.min(watermark, readHere.get(i).watermark(boundMillis));
    }
    return watermark;
  }

  private Optional<Rejection> judge(MarketInput input) {
    if (input.problem() != null) {
      return Optional.of(
          new Rejection(
              "MALFORMED", "record", excerpt(input.raw()), "Avro or JSON of a known schema"));
    }
    Optional<Rejection> impossible =
        input.tick() != null ? validator.check(input.tick()) : validator.check(input.bar());
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

  private static DeadLetter deadLetter(MarketInput input, Rejection rejection) {
    long time = input.eventTime();
    String reason =
        input.problem() == null
            ? rejection.message()
            : rejection.message() + " (" + input.problem() + ")";
    return new DeadLetter(
        letterId(input.topic(), input.partition(), input.offset(), input.index()),
        input.topic(),
        input.partition(),
        input.offset(),
        symbol(input),
        rejection.code(),
        reason,
        input.raw(),
        time == Long.MIN_VALUE ? null : Instant.ofEpochMilli(time));
  }

  /** The id of the dead letter of a tick; the first of a record has that of the record. */
  static String letterId(String topic, int partition, long offset, int index) {
    return index == 0
        ? Ids.of("dead-letter", topic, partition, offset)
        : Ids.of("dead-letter", topic, partition, offset, index);
  }

  private static String excerpt(byte[] raw) {
    String text =
        new String(raw, 0, Math.min(raw.length, 80), java.nio.charset.StandardCharsets.UTF_8);
    return text.replaceAll("\\p{Cntrl}|\ufffd", "?") + (raw.length > 80 ? "…" : "");
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
  }

  private static String key(String topic, int partition) {
    return topic + "/" + partition;
  }
}
