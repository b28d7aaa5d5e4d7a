package dev.sluice.bench.flink;

import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.jobs.config.SluiceConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one side of a row runs. Crosses to the side's process as JSON.
 *
 * @param bootstrap the broker that has the log, {@code host:port}; null where none is needed
 * @param symbols number of symbols
 * @param ticksPerBar trades of a symbol in a minute
 * @param ticks how many in all, rounded up to whole minutes
 * @param parallelism of the job
 * @param timeframes codes of the bars to publish
 * @param checkpointMillis time between checkpoints; 0 for none
 * @param genericTypes serialize stream types with Flink's generic POJO serializer
 */
public record JobSpec(
    String bootstrap,
    int symbols,
    int ticksPerBar,
    long ticks,
    int parallelism,
    List<String> timeframes,
    long checkpointMillis,
    boolean genericTypes) {

  /** The bars of row P1. */
  public static final List<String> TIMEFRAMES = List.of("1m", "1d", "1w");

  /** The desk's own time between checkpoints. */
  private static final long DESK_CHECKPOINTS = Duration.ofSeconds(10).toMillis();

  /** Of every topic. */
  private static final int PARTITIONS = 2;

  /** P1's job on a broker's log. */
  public static JobSpec market(
      String bootstrap, int symbols, int ticksPerBar, long ticks, int parallelism) {
    return new JobSpec(
        bootstrap, symbols, ticksPerBar, ticks, parallelism, TIMEFRAMES, DESK_CHECKPOINTS, false);
  }

  /** The same with other timeframes. */
  public JobSpec withTimeframes(List<String> codes) {
    return with(symbols, ticks, parallelism, codes, checkpointMillis, genericTypes);
  }

  /** The same with another time between checkpoints; 0 for none. */
  public JobSpec withCheckpoints(long millis) {
    return with(symbols, ticks, parallelism, timeframes, millis, genericTypes);
  }

  /** The same with Flink's generic POJO serializer. */
  public JobSpec withGenericTypes() {
    return with(symbols, ticks, parallelism, timeframes, checkpointMillis, true);
  }

  /** The same with another parallelism. */
  public JobSpec withParallelism(int slots) {
    return with(symbols, ticks, slots, timeframes, checkpointMillis, genericTypes);
  }

  /** The same with another number of symbols. */
  public JobSpec withSymbols(int number) {
    return with(number, ticks, parallelism, timeframes, checkpointMillis, genericTypes);
  }

  /** The same with another number of ticks. */
  public JobSpec withTicks(long number) {
    return with(symbols, number, parallelism, timeframes, checkpointMillis, genericTypes);
  }

  private JobSpec with(
      int newSymbols,
      long newTicks,
      int newParallelism,
      List<String> newTimeframes,
      long newCheckpointMillis,
      boolean newGenericTypes) {
    return new JobSpec(
        bootstrap,
        newSymbols,
        ticksPerBar,
        newTicks,
        newParallelism,
        newTimeframes,
        newCheckpointMillis,
        newGenericTypes);
  }

  int partitions() {
    return PARTITIONS;
  }

  TickPlan plan() {
    return new TickPlan(symbols, ticksPerBar, ticks);
  }

  /** The job's configuration. */
  SluiceConfig config() {
    return SluiceConfig.from(
        new String[] {
          "--sluice.kafka.bootstrap-servers",
          bootstrap == null ? "127.0.0.1:9" : bootstrap,
          "--sluice.kafka.partitions",
          Integer.toString(PARTITIONS),
          "--sluice.parallelism",
          Integer.toString(parallelism),
          "--sluice.symbols",
          String.join(";", plan().symbols()),
          "--sluice.market.timeframes",
          String.join(";", timeframes),
          "--sluice.market.indicator-timeframes",
          String.join(";", timeframes),
          // The rows are of bars and indicators; a record for each tick would measure the broker.
          "--sluice.market.publish-quotes",
          "false",
          "--sluice.checkpoint.interval",
          Math.max(1, checkpointMillis) + " ms"
        },
        Map.of());
  }
}
