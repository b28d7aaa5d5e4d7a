package dev.sluice.jobs.market;

import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.sinks.kafka.KafkaSinks;

/** {@code sluice-market}: ticks in, bars and indicators out. */
public final class MarketJob {
  public static final String NAME = "sluice-market";

  private MarketJob() {}

  public static void main(String[] args) throws Exception {
    var config = SluiceConfig.from(args);
    var env = FlinkEnvironment.create(config);
    MarketTopology.define(
        env,
        KafkaSources.marketData(config),
        KafkaSinks.atLeastOnce(config.bootstrapServers()),
        config);
    env.execute(NAME);
  }
}
