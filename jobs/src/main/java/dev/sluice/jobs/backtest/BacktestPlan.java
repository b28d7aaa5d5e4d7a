package dev.sluice.jobs.backtest;

import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.operators.strategy.StrategyConfig;
import java.util.List;

/**
 * What is tried on what.
 *
 * @param feeds market data, bounded
 * @param strategy decides
 * @param account trades what it decides
 */
public record BacktestPlan(List<FeedSource> feeds, StrategyConfig strategy, AccountConfig account) {
  /** Keeps a list of its own. */
  public BacktestPlan {
    feeds = List.copyOf(feeds);
  }

  /** All symbols of the feeds, each once. */
  public List<String> symbols() {
    return feeds.stream().flatMap(feed -> feed.symbols().stream()).distinct().sorted().toList();
  }
}
