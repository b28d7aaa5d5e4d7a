package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Historical volatility: the sample (n - 1) standard deviation of the last n log returns of closes,
 * times the square root of the bars in a year (Hull, Options, Futures, and Other Derivatives,
 * "Estimating volatility from historical data"). A fraction: 0.2 is 20 % a year. NaN before n
 * returns, that is n + 1 closes.
 */
public final class HistoricalVolatility {
  final Window returns;
  final double barsPerYear;

  /** NaN before the first bar. */
  double previousClose;

  /** Over {@code period} returns, usually 20; 252 bars a year for sessions, 52 for weeks. */
  public HistoricalVolatility(int period, double barsPerYear) {
    this(new Window(period), barsPerYear, Double.NaN);
    if (period < 2) {
      throw new IllegalArgumentException("period: " + period + " is not above 1");
    }
  }

  private HistoricalVolatility(Window returns, double barsPerYear, double previousClose) {
    this.returns = returns;
    this.barsPerYear = barsPerYear;
    this.previousClose = previousClose;
  }

  /** Takes the next close, above 0, and gives the volatility. */
  public double update(double close) {
    if (!Double.isNaN(previousClose)) {
      returns.push(Math.log(close / previousClose));
    }
    previousClose = close;
    return value();
  }

  /** A fraction a year; NaN before n returns. */
  public double value() {
    if (!returns.isFull()) {
      return Double.NaN;
    }
    double squares = returns.squaredDeviations(returns.mean());
    return Math.sqrt(squares / (returns.values.length - 1)) * Math.sqrt(barsPerYear);
  }

  /** Puts the state on another price scale: each price it holds is multiplied. */
  public void rescale(double factor) {
    previousClose *= factor;
  }

  /** A state of its own with the same content. */
  public HistoricalVolatility copy() {
    return new HistoricalVolatility(returns.copy(), barsPerYear, previousClose);
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    returns.write(out);
    out.writeDouble(barsPerYear);
    out.writeDouble(previousClose);
  }

  /** The state that {@link #write} wrote. */
  public static HistoricalVolatility read(DataInput in) throws IOException {
    return new HistoricalVolatility(Window.read(in), in.readDouble(), in.readDouble());
  }
}
