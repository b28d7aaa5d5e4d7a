package dev.sluice.bench.flink;

import dev.sluice.bench.ticks.OrdersLog;
import dev.sluice.bench.ticks.OrdersPlan;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.SizingModels;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.ExecutionCosts;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.trading.TradingJob;
import dev.sluice.jobs.trading.TradingTopology;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The trading job that P11 is of: the desk's own topology, with one account on all symbols. */
final class TradingBench {
  /** Signals a second of a plan. */
  static final int SIGNALS_A_SECOND = 100;

  private TradingBench() {}

  /** The topics that it reads and writes. */
  static List<String> topics() {
    List<String> topics = new ArrayList<>(OrdersLog.TOPICS);
    topics.addAll(
        List.of(
            Topics.ORDERS,
            Topics.EXECUTIONS,
            Topics.PORTFOLIO,
            Topics.RISK,
            Topics.CONTROLS,
            Topics.VENUE_REQUESTS,
            Topics.ARTIFACTS,
            Topics.DEAD_LETTERS));
    return topics;
  }

  /**
   * The job.
   *
   * @param checkpoints where checkpoints are kept while it runs
   */
  static StreamExecutionEnvironment environment(JobSpec spec, Path checkpoints) {
    SluiceConfig config = spec.config();
    StreamExecutionEnvironment env = Environments.of(spec, checkpoints);
    TradingTopology.define(
        env,
        TradingJob.sources(config),
        KafkaSinks.atLeastOnce(config.bootstrapServers()),
        List.of(account()),
        config);
    return env;
  }

  /** Cash and limits wide enough that each signal makes an order; all of them are looked at. */
  private static AccountConfig account() {
    return new AccountConfig(
        "main",
        Set.of(OrdersPlan.STRATEGY),
        Set.of(),
        new BigDecimal("100000000"),
        SizingModels.parse("fixed:10"),
        RiskLimits.NONE,
        ExecutionCosts.DEFAULT,
        List.of());
  }
}
