package dev.sluice.domain.performance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How a strategy has done: daily simple returns, 252 days a year, risk-free rate 0. Fractions are
 * fractions: 0.1 is 10 %. docs/performance-metrics.md has all formulas with their sources.
 *
 * @param days number of daily returns n
 * @param totalReturn ∏(1 + r) − 1, that is last ÷ first equity − 1
 * @param cagr compound annual growth rate: ∏(1 + r)^(252/n) − 1
 * @param volatility a year: deviation (n − 1) × √252
 * @param sharpe mean ÷ deviation (n − 1) × √252
 * @param sortino mean ÷ √(Σ min(r, 0)² ÷ n) × √252
 * @param maxDrawdown the greatest loss from a peak, the start being the first one; a positive
 *     fraction
 * @param calmar cagr ÷ maxDrawdown
 * @param winRate closed trades with a profit ÷ closed trades
 * @param profitFactor profits ÷ losses of closed trades
 * @param expectancy mean profit or loss of a closed trade, in the account's currency
 * @param exposure mean over days of gross exposure ÷ equity
 * @param turnover traded notional, buys and sells, a year ÷ mean equity
 * @param psr probabilistic Sharpe ratio against 0
 * @param dsr deflated Sharpe ratio: the same against the best of the trials by luck
 */
public record PerformanceMetrics(
    int days,
    Metric totalReturn,
    Metric cagr,
    Metric volatility,
    Metric sharpe,
    Metric sortino,
    Metric maxDrawdown,
    Metric calmar,
    Metric winRate,
    Metric profitFactor,
    Metric expectancy,
    Metric exposure,
    Metric turnover,
    Metric psr,
    Metric dsr) {
  /** All figures of an input. */
  public static PerformanceMetrics of(PerformanceInput input) {
    DailySeries series = input.series();
    TradeFigures trades = TradeFigures.of(input.trades());
    Metric cagr = series.cagr();
    Metric maxDrawdown = maxDrawdown(series);
    return new PerformanceMetrics(
        series.days(),
        series.totalReturn(0, series.days()),
        cagr,
        ofReturns(series, Ratios::volatility),
        ofReturns(series, Ratios::sharpe),
        ofReturns(series, Ratios::sortino),
        maxDrawdown,
        Ratios.calmar(cagr, maxDrawdown),
        trades.winRate(),
        trades.profitFactor(),
        trades.expectancy(),
        exposure(input),
        turnover(input),
        ofReturns(series, Ratios::probabilisticSharpe),
        ofReturns(series, moments -> Ratios.deflatedSharpe(moments, input.trials())));
  }

  /** The figures under the keys that commands, files and topics give them, in this order. */
  public Map<String, Metric> byKey() {
    Map<String, Metric> figures = new LinkedHashMap<>();
    figures.put("total_return", totalReturn);
    figures.put("cagr", cagr);
    figures.put("volatility", volatility);
    figures.put("sharpe", sharpe);
    figures.put("sortino", sortino);
    figures.put("max_drawdown", maxDrawdown);
    figures.put("calmar", calmar);
    figures.put("win_rate", winRate);
    figures.put("profit_factor", profitFactor);
    figures.put("expectancy", expectancy);
    figures.put("exposure", exposure);
    figures.put("turnover", turnover);
    figures.put("psr", psr);
    figures.put("dsr", dsr);
    return figures;
  }

  private static Metric ofReturns(DailySeries series, Function<ReturnMoments, Metric> ratio) {
    return series.missing() == null
        ? ratio.apply(ReturnMoments.of(series.returns()))
        : Metric.undefined(series.missing());
  }

  private static Metric maxDrawdown(DailySeries series) {
    if (series.days() == 0) {
      return Metric.undefined(Ratios.tooFew(1, 0));
    }
    double greatest = 0;
    for (double drawdown : series.drawdowns()) {
      greatest = Math.max(greatest, drawdown);
    }
    return Metric.of(greatest);
  }

  private static Metric exposure(PerformanceInput input) {
    if (input.exposures() == null) {
      return Metric.undefined("no exposures were given");
    }
    if (input.exposures().isEmpty()) {
      return Metric.undefined(Ratios.tooFew(1, 0));
    }
    double days = input.exposures().size();
    return Metric.of(input.exposures().stream().mapToDouble(exposure -> exposure / days).sum());
  }

  private static Metric turnover(PerformanceInput input) {
    if (input.tradedNotional() == null) {
      return Metric.undefined("no traded notional was given");
    }
    Metric equity = input.series().meanEquity();
    if (!equity.isDefined()) {
      return equity;
    }
    if (equity.value() <= 0) {
      return Metric.undefined("mean equity is not above 0");
    }
    double years = (double) input.series().days() / Ratios.DAYS_PER_YEAR;
    return Metric.of(input.tradedNotional() / equity.value() / years);
  }
}
