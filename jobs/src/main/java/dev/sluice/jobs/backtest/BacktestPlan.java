package dev.sluice.jobs.backtest;

import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.operators.strategy.StrategyConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What is tried on what.
 *
 * @param feeds market data, bounded
 * @param strategy decides
 * @param account trades what it decides
 * @param decisionLatency time from a bar's end to a decision's effect, as {@code
 *     sluice.decision.latency} of the running desk
 */
public record BacktestPlan(
    List<FeedSource> feeds,
    StrategyConfig strategy,
    AccountConfig account,
    Duration decisionLatency) {
  /** Keeps a list of its own. */
  public BacktestPlan {
    feeds = List.copyOf(feeds);
    Objects.requireNonNull(decisionLatency, "decisionLatency");
  }

  /** Decides at the bar's very end. */
  public BacktestPlan(List<FeedSource> feeds, StrategyConfig strategy, AccountConfig account) {
    this(feeds, strategy, account, Duration.ZERO);
  }

  /** All symbols of the feeds, each once. */
  public List<String> symbols() {
    return feeds.stream().flatMap(feed -> feed.symbols().stream()).distinct().sorted().toList();
  }
}
