package dev.sluice.domain.indicator;

/**
 * Williams %R (Larry Williams): {@code -100 (highest high - close) / (highest high - lowest low)}
 * over n bars, O(1) a bar. NaN before n bars; -100 where the window is flat, as the stochastic is 0
 * there.
 */
public final class WilliamsR {
  private final PriceRange range;
  private double close = Double.NaN;

  /** Over {@code period} bars, usually 14, from 1 to 32767. */
  public WilliamsR(int period) {
    this.range = new PriceRange(period);
  }

  /** Takes the next bar's prices and gives the value. */
  public double update(double high, double low, double close) {
    range.push(high, low);
    this.close = close;
    return value();
  }

  /** From -100 to 0; NaN before n bars. */
  public double value() {
    return of(range, close);
  }

  static double of(PriceRange range, double close) {
    if (!range.isFull()) {
      return Double.NaN;
    }
    double highest = range.highest();
    double height = highest - range.lowest();
    return height == 0 ? -100 : -100 * (highest - close) / height;
  }
}
