package dev.sluice.domain.performance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The performance of an account as its days go by: an equity in at each day's end, the figures of
 * all days so far out, equal to those of {@link PerformanceMetrics} over the same days to 12
 * digits. A value that does not change, of the same size however many days there are (128 bytes of
 * numbers), and made of records of numbers, so that it can be a job's state.
 *
 * @param days number of days taken
 * @param start equity at the start, above 0
 * @param last equity at the end of the last day
 * @param peak highest equity so far, the start included
 * @param maxDrawdown greatest loss from a peak so far, a fraction
 * @param lostOn the first day that ended with 0 or less; 0 where there is none
 * @param moments of the daily returns, up to the day on which equity was lost
 */
public record RunningPerformance(
    int days,
    double start,
    double last,
    double peak,
    double maxDrawdown,
    int lostOn,
    RunningMoments moments) {
  /**
   * Before the first day.
   *
   * @param equity the starting value, above 0
   * @throws IllegalArgumentException naming the value and what was expected
   */
  public static RunningPerformance startingWith(double equity) {
    DailySeries.checkEquity(equity, 0);
    return new RunningPerformance(0, equity, equity, equity, 0, 0, RunningMoments.NONE);
  }

  /**
   * With one more day.
   *
   * @param equity at its end, finite
   * @throws IllegalArgumentException naming the day, the value and what was expected
   */
  public RunningPerformance next(double equity) {
    int day = days + 1;
    DailySeries.checkEquity(equity, day);
    double highest = Math.max(peak, equity);
    return new RunningPerformance(
        day,
        start,
        equity,
        highest,
        Math.max(maxDrawdown, DailySeries.drawdown(highest, equity)),
        lostOn == 0 && equity <= 0 ? day : lostOn,
        lostOn == 0 ? moments.plus(DailySeries.dailyReturn(last, equity, day)) : moments);
  }

  /**
   * The figures so far, under the same keys as {@link PerformanceMetrics#byKey()}: {@code
   * total_return}, {@code cagr}, {@code volatility}, {@code sharpe}, {@code sortino}, {@code
   * max_drawdown}, {@code calmar}, {@code psr}.
   */
  public Map<String, Metric> byKey() {
    Metric none = days == 0 ? Metric.undefined(Ratios.tooFew(1, 0)) : null;
    Metric lost = lostOn > 0 && lostOn < days ? Metric.undefined(DailySeries.lost(lostOn)) : null;
    Metric greatest = none != null ? none : Metric.of(maxDrawdown);
    Metric cagr = none != null ? none : lost;
    if (cagr == null) {
      cagr = Ratios.cagr(DailySeries.growth(start, last), days);
    }
    ReturnMoments returns = moments.moments();
    Map<String, Metric> figures = new LinkedHashMap<>();
    figures.put("total_return", none != null ? none : Metric.of((last - start) / start));
    figures.put("cagr", cagr);
    figures.put("volatility", lost != null ? lost : Ratios.volatility(returns));
    figures.put("sharpe", lost != null ? lost : Ratios.sharpe(returns));
    figures.put("sortino", lost != null ? lost : Ratios.sortino(returns));
    figures.put("max_drawdown", greatest);
    figures.put("calmar", Ratios.calmar(cagr, greatest));
    figures.put("psr", lost != null ? lost : Ratios.probabilisticSharpe(returns));
    return figures;
  }
}
