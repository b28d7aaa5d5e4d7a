package dev.sluice.domain.performance;

/**
 * The risk-adjusted ratios of daily simple returns, risk-free rate 0, 252 days a year. All from
 * {@link ReturnMoments}, so that a whole series and a running account go through the same formulas.
 */
final class Ratios {
  /** Trading days a year. */
  static final int DAYS_PER_YEAR = 252;

  private static final double ROOT_OF_YEAR = Math.sqrt(DAYS_PER_YEAR);

  private static final String NO_DEVIATION = "all daily returns are the same, so nothing deviates";
  private static final String NO_TRIALS =
      "the number of trials and the variance of their Sharpe ratios were not given";

  private Ratios() {}

  /** A reason for figures that need more returns than there are. */
  static String tooFew(int needed, int days) {
    return "it needs %d daily return%s, there %s %d"
        .formatted(needed, needed == 1 ? "" : "s", days == 1 ? "is" : "are", days);
  }

  /** Deviation (n - 1) of daily returns × √252. 0 where all returns are the same. */
  static Metric volatility(ReturnMoments moments) {
    return moments.days() < 2
        ? Metric.undefined(tooFew(2, moments.days()))
        : Metric.of(moments.deviation() * ROOT_OF_YEAR);
  }

  /** Mean ÷ deviation (n - 1) × √252 (Sharpe, "The Sharpe Ratio", 1994). */
  static Metric sharpe(ReturnMoments moments) {
    String reason = noDeviation(moments);
    return reason == null
        ? Metric.of(moments.mean() / moments.deviation() * ROOT_OF_YEAR)
        : Metric.undefined(reason);
  }

  /**
   * Mean ÷ √(Σ min(r, 0)² ÷ n) × √252, with all n returns under the root (Sortino and Price,
   * "Performance Measurement in a Downside Risk Framework", 1994).
   */
  static Metric sortino(ReturnMoments moments) {
    if (moments.days() < 1) {
      return Metric.undefined(tooFew(1, 0));
    }
    if (moments.downsideSquares() == 0) {
      return Metric.undefined("no daily return is below 0");
    }
    double downside = moments.downsideDeviation();
    return Double.isFinite(downside)
        ? Metric.of(moments.mean() / downside * ROOT_OF_YEAR)
        : Metric.undefined(Metric.BEYOND_DOUBLES);
  }

  /** CAGR ÷ maximum drawdown, both over the whole series (Young, "Calmar Ratio", 1991). */
  static Metric calmar(Metric cagr, Metric maxDrawdown) {
    if (!cagr.isDefined()) {
      return Metric.undefined("cagr is undefined: " + cagr.reason());
    }
    if (!maxDrawdown.isDefined()) {
      return Metric.undefined("max_drawdown is undefined: " + maxDrawdown.reason());
    }
    return maxDrawdown.value() == 0
        ? Metric.undefined("there was no drawdown")
        : Metric.of(cagr.value() / maxDrawdown.value());
  }

  /**
   * ∏(1 + r)^(252/n) − 1, the compound annual growth rate. −1 where everything was lost.
   *
   * @param growth natural logarithm of last ÷ first equity: minus infinity where nothing is left,
   *     NaN where less than nothing is
   * @param days at least 1
   */
  static Metric cagr(double growth, int days) {
    return Double.isNaN(growth)
        ? Metric.undefined("more than everything was lost, which has no yearly rate")
        : Metric.of(StrictMath.expm1(growth * DAYS_PER_YEAR / days));
  }

  /**
   * The probability that the true Sharpe ratio is above 0, given length, skewness and fat tails of
   * the returns (Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier", 2012): Φ(SR
   * √(n−1) ÷ √(1 − γ₃ SR + (γ₄−1)/4 SR²)) with SR of a day, γ₃ skewness and γ₄ raw kurtosis.
   */
  static Metric probabilisticSharpe(ReturnMoments moments) {
    return probabilityAbove(0, moments);
  }

  /**
   * The probabilistic Sharpe ratio against what the best of the trials would have by luck (Bailey
   * and López de Prado, "The Deflated Sharpe Ratio", 2014).
   *
   * @param trials null where they are not known
   */
  static Metric deflatedSharpe(ReturnMoments moments, Trials trials) {
    return trials == null
        ? Metric.undefined(NO_TRIALS)
        : probabilityAbove(trials.expectedMaximumSharpe(), moments);
  }

  private static Metric probabilityAbove(double benchmark, ReturnMoments moments) {
    String reason = noDeviation(moments);
    if (reason != null) {
      return Metric.undefined(reason);
    }
    double sharpe = moments.mean() / moments.deviation();
    double variance =
        1 - moments.skewness() * sharpe + (moments.kurtosis() - 1) / 4 * sharpe * sharpe;
    if (!Double.isFinite(variance)) {
      return Metric.undefined(Metric.BEYOND_DOUBLES);
    }
    if (variance <= 0) {
      return Metric.undefined("skewness and kurtosis leave the Sharpe ratio no variance");
    }
    double z = (sharpe - benchmark) * Math.sqrt(moments.days() - 1.0) / Math.sqrt(variance);
    return Metric.of(NormalDistribution.cumulative(z));
  }

  private static String noDeviation(ReturnMoments moments) {
    if (moments.days() < 2) {
      return tooFew(2, moments.days());
    }
    double deviation = moments.deviation();
    // Divided by something infinite, a mean would be 0.
    if (!Double.isFinite(deviation)) {
      return Metric.BEYOND_DOUBLES;
    }
    return deviation == 0 ? NO_DEVIATION : null;
  }
}
