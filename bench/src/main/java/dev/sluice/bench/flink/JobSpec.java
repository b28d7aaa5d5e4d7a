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
 * @param ticks how many in all
 * @param partitions of every topic
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
    int partitions,
    int parallelism,
    List<String> timeframes,
    long checkpointMillis,
    boolean genericTypes) {

  /** The bars of row P1. */
  public static final List<String> TIMEFRAMES = List.of("1m", "1d", "1w");

  /** The desk's own time between checkpoints. */
  public static final long DESK_CHECKPOINTS = Duration.ofSeconds(10).toMillis();

  /** P1's job on a broker's log. */
  public static JobSpec market(
      String bootstrap, int symbols, int ticksPerBar, long ticks, int parallelism) {
    return new JobSpec(
        bootstrap,
        symbols,
        ticksPerBar,
        ticks,
        2,
        parallelism,
        TIMEFRAMES,
        DESK_CHECKPOINTS,
        false);
  }

  /** The same with other timeframes. */
  public JobSpec withTimeframes(List<String> codes) {
    return new JobSpec(
        bootstrap,
        symbols,
        ticksPerBar,
        ticks,
        partitions,
        parallelism,
        codes,
        checkpointMillis,
        genericTypes);
  }

  /** The same with another time between checkpoints; 0 for none. */
  public JobSpec withCheckpoints(long millis) {
    return new JobSpec(
        bootstrap,
        symbols,
        ticksPerBar,
        ticks,
        partitions,
        parallelism,
        timeframes,
        millis,
        genericTypes);
  }

  /** The same with Flink's generic POJO serializer. */
  public JobSpec withGenericTypes() {
    return new JobSpec(
        bootstrap,
        symbols,
        ticksPerBar,
        ticks,
        partitions,
        parallelism,
        timeframes,
        checkpointMillis,
        true);
  }

  /** The ticks. */
  public TickPlan plan() {
    return new TickPlan(symbols, ticksPerBar, ticks);
  }

  /** The job's configuration. */
  SluiceConfig config() {
    return SluiceConfig.from(
        new String[] {
          "--sluice.kafka.bootstrap-servers",
          bootstrap == null ? "127.0.0.1:9" : bootstrap,
          "--sluice.kafka.partitions",
          Integer.toString(partitions),
          "--sluice.parallelism",
          Integer.toString(parallelism),
          "--sluice.symbols",
          String.join(";", plan().symbols()),
          "--sluice.market.timeframes",
          String.join(";", timeframes),
          "--sluice.checkpoint.interval",
          Math.max(1, checkpointMillis) + " ms"
        },
        Map.of());
  }
}
