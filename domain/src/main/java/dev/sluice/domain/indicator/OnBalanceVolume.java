package dev.sluice.domain.indicator;

/**
 * On-balance volume (Joseph Granville, New Key to Stock Market Profits, 1963): the volume is added
 * on a higher close, taken off on a lower one. Starts at 0 on the first bar.
 */
public final class OnBalanceVolume {
  double value;

  private double previousClose = Double.NaN;

  /** Takes the next bar's close and volume and gives the balance. */
  public double update(double close, double volume) {
    step(previousClose, close, volume);
    previousClose = close;
    return value;
  }

  /** As {@link #update}, where the caller keeps the previous close; NaN for the first bar. */
  void step(double previousClose, double close, double volume) {
    if (close > previousClose) {
      value += volume;
    } else if (close < previousClose) {
      value -= volume;
    }
  }

  /** In the volume's unit; 0 before and at the first bar. */
  public double value() {
    return value;
  }
}
