package dev.sluice.bench.flink;

import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.operators.stream.StreamTypes;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs' own environment, but for what a measurement needs. */
final class Environments {
  private Environments() {}

  /**
   * An environment as the desk's.
   *
   * @param checkpoints where checkpoints are kept while the job runs
   */
  static StreamExecutionEnvironment of(JobSpec spec, Path checkpoints) {
    StreamTypes.register();
    SluiceConfig config = spec.config();
    Configuration settings = FlinkEnvironment.settings(config);
    if (spec.checkpointMillis() == 0) {
      settings.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    }
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
    // A run that had to start again measures nothing.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(spec.parallelism());
    return env;
  }
}
