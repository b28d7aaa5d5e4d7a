package dev.sluice.domain.performance;

/**
 * How many strategies, or sets of parameters, were tried before this one was chosen: what the
 * deflated Sharpe ratio holds against it.
 *
 * @param count number of independent trials, this one included, at least 1
 * @param sharpeVariance variance of the trials' Sharpe ratios of a day (mean ÷ deviation, not
 *     annualised; that of annualised ones is 252 times as large), finite and not below 0
 */
public record Trials(int count, double sharpeVariance) {
  /** Euler's constant. */
  private static final double EULER = 0.57721566490153286061;

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public Trials {
    if (count < 1) {
      throw new IllegalArgumentException("trials: " + count + ", expected at least 1");
    }
    if (!(sharpeVariance >= 0) || Double.isInfinite(sharpeVariance)) {
      throw new IllegalArgumentException(
          "variance of trials: " + sharpeVariance + ", expected a finite number of at least 0");
    }
  }

  /**
   * The Sharpe ratio of a day that the best of the trials is expected to have by luck alone: the
   * expected maximum of N draws from a normal distribution around 0, √V · ((1 − γ) Φ⁻¹(1 − 1/N) + γ
   * Φ⁻¹(1 − 1/(N e))), with Euler's γ (Bailey and López de Prado, "The Deflated Sharpe Ratio",
   * Journal of Portfolio Management 40(5), 2014). Of a single trial it is the mean, 0.
   */
  double expectedMaximumSharpe() {
    if (count == 1) {
      return 0;
    }
    double expected =
        (1 - EULER) * NormalDistribution.exceededWith(1.0 / count)
            + EULER * NormalDistribution.exceededWith(1 / (count * Math.E));
    return Math.sqrt(sharpeVariance) * expected;
  }
}
