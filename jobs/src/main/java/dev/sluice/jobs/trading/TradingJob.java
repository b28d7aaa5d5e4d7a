package dev.sluice.jobs.trading;

import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.Topics;
import java.util.List;

/** {@code sluice-trading}: quotes, signals and controls in, orders and portfolios out. */
public final class TradingJob {
  public static final String NAME = "sluice-trading";

  private TradingJob() {}

  public static void main(String[] args) throws Exception {
    var config = SluiceConfig.from(args);
    var env = FlinkEnvironment.create(config);
    TradingTopology.define(
        env,
        sources(config),
        KafkaSinks.atLeastOnce(config.bootstrapServers()),
        accounts(config),
        config);
    env.execute(NAME);
  }

  /** The job's topics. */
  public static TradingTopology.Sources sources(SluiceConfig config) {
    return new TradingTopology.Sources(
        KafkaSources.topic(config, Topics.QUOTES, NAME),
        KafkaSources.topic(config, Topics.SIGNALS, NAME),
        KafkaSources.topic(config, Topics.INPUTS, NAME));
  }

  /** The accounts of the configuration. */
  public static List<AccountConfig> accounts(SluiceConfig config) {
    return config.accounts();
  }
}
