package dev.sluice.domain.indicator;

/**
 * Bollinger bands (John Bollinger, Bollinger on Bollinger Bands, 2001): the plain mean of the last
 * n closes, and the mean plus and less k population standard deviations, O(1) a close. NaN before n
 * closes.
 */
public final class BollingerBands {
  private final Window window;
  private final RollingMoments moments;
  private final double width;

  /** The usual bands are 20 closes and 2 deviations; the period is from 1 to 32767. */
  public BollingerBands(int period, double deviations) {
    this.window = new Window(period);
    this.moments = new RollingMoments(period);
    this.width = deviations;
  }

  /** Takes the next close. */
  public void update(double close) {
    window.push(close);
    moments.slide(window);
  }

  /** The mean; NaN before n closes. */
  public double middle() {
    return moments.mean(window);
  }

  /** The population standard deviation; NaN before n closes. */
  public double deviation() {
    return deviation(moments, window);
  }

  static double deviation(RollingMoments moments, Window window) {
    return Math.sqrt(moments.squaredDeviations(window) / moments.period);
  }

  /** The mean plus the deviations; NaN before n closes. */
  public double upper() {
    return middle() + width * deviation();
  }

  /** The mean less the deviations; NaN before n closes. */
  public double lower() {
    return middle() - width * deviation();
  }
}
