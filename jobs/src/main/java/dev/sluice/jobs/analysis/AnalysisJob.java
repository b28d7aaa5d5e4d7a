package dev.sluice.jobs.analysis;

import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.Topics;

/** {@code sluice-analysis}: indicators in, charts, analyses and signals out. */
public final class AnalysisJob {
  public static final String NAME = "sluice-analysis";

  private AnalysisJob() {}

  public static void main(String[] args) throws Exception {
    var config = SluiceConfig.from(args);
    var env = FlinkEnvironment.create(config);
    AnalysisTopology.define(
        env,
        KafkaSources.topic(config, Topics.INDICATORS, NAME),
        KafkaSinks.atLeastOnce(config.bootstrapServers()),
        AnalysisSettings.from(config),
        config);
    env.execute(NAME);
  }
}
