package dev.sluice.jobs;

import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.kafka.Watermarks;
import dev.sluice.operators.stream.StreamTypes;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The execution environment of every job: what must hold wherever it runs. */
public final class FlinkEnvironment {
  /** Never to be changed: keyed state is distributed by it. */
  public static final int MAX_PARALLELISM = 128;

  /**
   * States are small: a checkpoint that takes longer has met something. Where a task dies while a
   * checkpoint holds back what the coordinators of aligned sources say, Flink forgets what it held
   * back, and the next checkpoint waits for it until this is over; the one after it is whole.
   */
  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(1);

  private FlinkEnvironment() {}

  /** An environment on the cluster that the process belongs to. */
  public static StreamExecutionEnvironment create(SluiceConfig config) {
    StreamTypes.register();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings(config));
    env.setParallelism(config.parallelism());
    return env;
  }

  /** The settings that a job needs, beside those of its cluster. */
  public static Configuration settings(SluiceConfig config) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    // Every stream type is an immutable record, so passing the object itself is safe.
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Watermarks.PERIOD);
    // Operators change state in place, which only the heap backend sees (docs/decisions/0012).
    settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    settings.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, config.get(SluiceOptions.CHECKPOINT_INTERVAL));
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
    // A checkpoint that fails while a store is away is tried again, not a reason to restart.
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 1000);
    config
        .optional(SluiceOptions.CHECKPOINT_DIRECTORY)
        .ifPresent(d -> settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, d));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(15));
    return settings;
  }
}
