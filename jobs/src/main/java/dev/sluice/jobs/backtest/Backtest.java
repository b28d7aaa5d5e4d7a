package dev.sluice.jobs.backtest;

import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.operators.stream.StreamTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a plan in a Flink of this process and says what came of it. */
public final class Backtest {
  private static final Map<String, List<FeedSource>> FEEDS = new ConcurrentHashMap<>();
  private static final long LOOK_MILLIS = 200;

  private final BacktestPlan plan;

  /** Of a plan. */
  public Backtest(BacktestPlan plan) {
    this.plan = plan;
  }

  /**
   * Runs to the end of the data.
   *
   * @param progress gets the newest snapshot of the account now and then
   * @throws Exception where the job fails
   */
  public BacktestResult run(Consumer<PortfolioSnapshot> progress) throws Exception {
    // The name of a run reaches no decision: it only tells ledgers in one process apart.
    String run = UUID.randomUUID().toString();
    FEEDS.put(run, plan.feeds());
    Ledger ledger = IntoLedger.open(run);
    try {
      StreamExecutionEnvironment env = environment();
      BacktestTopology.define(
          env,
          new FeedInputs(() -> FEEDS.get(run)),
          List.of(plan.strategy()),
          List.of(plan.account()),
          plan.decisionLatency(),
          run,
          config());
      long begin = System.nanoTime();
      JobClient job = env.executeAsync("sluice-backtest");
      await(job, ledger, progress);
      double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
      return BacktestResult.of(plan, ledger, seconds);
    } finally {
      IntoLedger.close(run);
      FEEDS.remove(run);
    }
  }

  private static void await(JobClient job, Ledger ledger, Consumer<PortfolioSnapshot> progress)
      throws Exception {
    var result = job.getJobExecutionResult();
    while (!result.isDone()) {
      try {
        result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        PortfolioSnapshot last = ledger.last();
        if (last != null) {
          progress.accept(last);
        }
      }
    }
    result.get();
  }

  private StreamExecutionEnvironment environment() {
    StreamTypes.register();
    Configuration settings = FlinkEnvironment.settings(config());
    // What fails would fail again: the run says so, and there is nothing to go on from.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    settings.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(1);
    return env;
  }

  private SluiceConfig config() {
    String timeframe = plan.strategy().timeframe().code();
    return SluiceConfig.from(
        new String[] {
          "--sluice.parallelism",
          "1",
          "--sluice.symbols",
          plan.symbols().stream().map(Backtest::quoted).collect(Collectors.joining(";")),
          "--sluice.market.timeframes",
          timeframe,
          "--sluice.market.indicator-timeframes",
          timeframe,
          // Files are in the order of time.
          "--sluice.market.lateness-bound",
          Duration.ZERO.toMillis() + " ms"
        },
        Map.of());
  }

  /** As an entry of a list option, in which these characters would otherwise mean something. */
  private static String quoted(String symbol) {
    return symbol.chars().anyMatch(c -> c == ';' || c == '\'' || c == '"')
        ? '\'' + symbol.replace("'", "''") + '\''
        : symbol;
  }

  /** The timeframe of decisions where none is asked for: that of the data. */
  public static Timeframe timeframeOf(List<FeedSource> feeds) {
    return feeds.stream().anyMatch(FeedSource::intraday) ? Timeframe.MINUTE : Timeframe.SESSION;
  }
}
