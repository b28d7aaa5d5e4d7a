package dev.sluice.bench.backtest;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.feed.FileFeedSource;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.SizingModels;
import dev.sluice.domain.strategy.Strategies;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.ExecutionCosts;
import dev.sluice.domain.trading.venue.Commission;
import dev.sluice.domain.trading.venue.Slippage;
import dev.sluice.domain.trading.venue.VenueModel;
import dev.sluice.jobs.backtest.Backtest;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import dev.sluice.operators.strategy.StrategyConfig;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Our side of P10: the job of {@code ./sluice backtest} on a file that was read before. Each run is
 * a job of its own, with its start; the first one writes its trades beside the file.
 */
public final class BacktestSide implements Side {
  static final String FAST = "20";
  static final String SLOW = "50";
  static final String QUANTITY = "100";
  static final String CASH = "100000000";
  private static final String STRATEGY = "sma-cross";

  private final BacktestPlan plan;
  private final Path trades;
  private boolean written;

  /** On a file of {@link BarsFile}. */
  public BacktestSide(Path file) throws Exception {
    FeedSource feed = FileFeedSource.open(file, Set.of(), ExchangeCalendar.nyse());
    Map<String, String> params = Map.of("fast", FAST, "slow", SLOW);
    plan =
        new BacktestPlan(
            List.of(feed),
            new StrategyConfig(STRATEGY, Strategies.of(STRATEGY, params), Timeframe.MINUTE),
            new AccountConfig(
                "backtest",
                Set.of(),
                Set.of(),
                new BigDecimal(CASH),
                SizingModels.parse("fixed:" + QUANTITY),
                RiskLimits.NONE,
                new ExecutionCosts(
                    VenueModel.DEFAULT
                        .withCommission(Commission.parse("none"))
                        .withSlippage(Slippage.parse("none"))),
                List.of()));
    trades = trades(file);
  }

  /** Where the trades of our side are. */
  static Path trades(Path file) {
    return file.resolveSibling("trades-sluice.csv");
  }

  @Override
  public Sample run() throws Exception {
    BacktestResult result = new Backtest(plan).run(ignored -> {});
    if (!result.refused().isEmpty() || result.denials() > 0) {
      throw new IllegalStateException(
          "%d rows refused and %d orders denied, expected none of either"
              .formatted(result.refused().size(), result.denials()));
    }
    if (!written) {
      TradeList.write(trades, result.trades());
      written = true;
    }
    return new Sample(
        result.bars() / result.seconds(),
        Map.of("seconds", result.seconds(), "trades", (double) result.trades().size()));
  }

  @Override
  public void close() {
    // A run has closed what it opened.
  }
}
