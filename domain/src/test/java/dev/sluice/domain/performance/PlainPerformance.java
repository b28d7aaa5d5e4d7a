package dev.sluice.domain.performance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;

/**
 * The figures once more, for comparison: in decimals of 50 digits, by products of growth factors
 * and by raw power sums that are expanded by the binomial theorem, where the code under test takes
 * logarithms and deviations from the mean.
 */
final class PlainPerformance {
  private static final MathContext DIGITS = new MathContext(50);
  private static final BigDecimal YEAR = BigDecimal.valueOf(252);

  private PlainPerformance() {}

  static Map<String, Double> of(BigDecimal[] returns) {
    int n = returns.length;
    BigDecimal growth = BigDecimal.ONE;
    BigDecimal peak = BigDecimal.ONE;
    BigDecimal drawdown = BigDecimal.ZERO;
    BigDecimal[] sums = {
      BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO
    };
    BigDecimal losses = BigDecimal.ZERO;
    for (BigDecimal r : returns) {
      growth = growth.multiply(BigDecimal.ONE.add(r), DIGITS);
      peak = peak.max(growth);
      drawdown = drawdown.max(BigDecimal.ONE.subtract(growth.divide(peak, DIGITS)));
      for (int power = 1; power <= 4; power++) {
        sums[power] = sums[power].add(r.pow(power, DIGITS), DIGITS);
      }
      losses = r.signum() < 0 ? losses.add(r.pow(2, DIGITS), DIGITS) : losses;
    }
    Map<String, Double> figures = new HashMap<>();
    figures.put("total_return", growth.subtract(BigDecimal.ONE).doubleValue());
    figures.put("cagr", cagr(growth, n));
    figures.put("max_drawdown", drawdown.doubleValue());
    BigDecimal mean = over(sums[1], n);
    BigDecimal second = over(sums[2], n).subtract(mean.pow(2, DIGITS), DIGITS);
    if (losses.signum() > 0) {
      BigDecimal square = mean.pow(2, DIGITS).multiply(YEAR).divide(over(losses, n), DIGITS);
      figures.put("sortino", mean.signum() * square.sqrt(DIGITS).doubleValue());
    }
    if (n > 1) {
      ofDeviation(figures, n, mean, second, sums);
    }
    return figures;
  }

  private static void ofDeviation(
      Map<String, Double> figures, int n, BigDecimal mean, BigDecimal second, BigDecimal[] sums) {
    BigDecimal sample =
        second.multiply(BigDecimal.valueOf(n)).divide(BigDecimal.valueOf(n - 1), DIGITS);
    figures.put(
        "volatility", sample.max(BigDecimal.ZERO).multiply(YEAR).sqrt(DIGITS).doubleValue());
    if (second.signum() <= 0) {
      return;
    }
    BigDecimal sharpe = mean.divide(sample.sqrt(DIGITS), DIGITS);
    figures.put("sharpe", sharpe.multiply(YEAR.sqrt(DIGITS)).doubleValue());
    BigDecimal third =
        over(sums[3], n)
            .subtract(mean.multiply(over(sums[2], n)).multiply(BigDecimal.valueOf(3)))
            .add(mean.pow(3).multiply(BigDecimal.valueOf(2)));
    BigDecimal fourth =
        over(sums[4], n)
            .subtract(mean.multiply(over(sums[3], n)).multiply(BigDecimal.valueOf(4)))
            .add(mean.pow(2).multiply(over(sums[2], n)).multiply(BigDecimal.valueOf(6)))
            .subtract(mean.pow(4).multiply(BigDecimal.valueOf(3)));
    BigDecimal skewness = third.divide(second.multiply(second.sqrt(DIGITS)), DIGITS);
    BigDecimal kurtosis = fourth.divide(second.pow(2), DIGITS);
    BigDecimal variance =
        BigDecimal.ONE
            .subtract(skewness.multiply(sharpe))
            .add(
                kurtosis
                    .subtract(BigDecimal.ONE)
                    .multiply(sharpe.pow(2))
                    .divide(BigDecimal.valueOf(4), DIGITS));
    // The argument of the normal distribution, which tests compare instead of the probability.
    if (variance.compareTo(new BigDecimal("1e-6")) > 0) {
      BigDecimal root = BigDecimal.valueOf(n - 1).divide(variance, DIGITS).sqrt(DIGITS);
      figures.put("psr_deviations", sharpe.multiply(root).doubleValue());
    }
  }

  private static BigDecimal over(BigDecimal sum, int n) {
    return sum.divide(BigDecimal.valueOf(n), DIGITS);
  }

  /** Growth to the power of 252 a year first, which is exact, then the n-th root by doubles. */
  private static double cagr(BigDecimal growth, int n) {
    if (growth.signum() == 0) {
      return -1;
    }
    BigDecimal power = growth.pow(252, DIGITS);
    int exponent = power.precision() - power.scale() - 1;
    double mantissa = power.movePointLeft(exponent).doubleValue();
    double logarithm = Math.log(mantissa) + exponent * Math.log(10);
    return Math.expm1(logarithm / n);
  }
}
