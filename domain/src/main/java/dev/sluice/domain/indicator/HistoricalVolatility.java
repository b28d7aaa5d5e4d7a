package dev.sluice.domain.indicator;

/**
 * Historical volatility: the sample (n - 1) standard deviation of the last n log returns of closes,
 * times the square root of the bars in a year (Hull, Options, Futures, and Other Derivatives,
 * "Estimating volatility from historical data"). A fraction: 0.2 is 20 % a year. O(1) a close. NaN
 * before n returns, that is n + 1 closes.
 */
public final class HistoricalVolatility {
  private final Window returns;
  private final RollingMoments moments;
  private final double barsPerYear;

  /** NaN before the first bar. */
  private double previousClose = Double.NaN;

  /**
   * Over {@code period} returns, usually 20, from 2 to 32767.
   *
   * @param barsPerYear as {@link BarsPerYear} gives them: 252 for sessions, 52 for weeks
   */
  public HistoricalVolatility(int period, double barsPerYear) {
    if (period < 2) {
      throw new IllegalArgumentException("period: " + period + " is not above 1");
    }
    this.returns = new Window(period);
    this.moments = new RollingMoments(period);
    this.barsPerYear = barsPerYear;
  }

  /** Takes the next close, above 0, and gives the volatility. */
  public double update(double close) {
    if (!Double.isNaN(previousClose)) {
      returns.push(logReturn(previousClose, close));
      moments.slide(returns);
    }
    previousClose = close;
    return value();
  }

  /** A fraction a year; NaN before n returns. */
  public double value() {
    return annualised(moments, returns, barsPerYear);
  }

  static double logReturn(double previousClose, double close) {
    // Math.log may differ by its last bit from one kind of processor to another.
    return StrictMath.log(close / previousClose);
  }

  static double annualised(RollingMoments moments, Window returns, double barsPerYear) {
    double variance = moments.squaredDeviations(returns) / (moments.period - 1);
    return Math.sqrt(variance * barsPerYear);
  }
}
