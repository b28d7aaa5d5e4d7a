package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The windows over which the indicators of a symbol and timeframe are computed, each kept once: 200
 * closes serve all averages and the bands, 14 highs and lows the stochastic and Williams %R, 20
 * volumes their average and rate of change.
 */
final class SharedWindows {
  final Window closes;
  final PriceRange range;
  final Window volumes;

  /** Follows from the closes and is never written. */
  final Window returns = new Window(RunningIndicators.VOLATILITY);

  SharedWindows() {
    this(new Window(200), new PriceRange(14), new Window(20));
  }

  private SharedWindows(Window closes, PriceRange range, Window volumes) {
    this.closes = closes;
    this.range = range;
    this.volumes = volumes;
  }

  void push(double high, double low, double close, double volume) {
    if (closes.count() > 0) {
      returns.push(HistoricalVolatility.logReturn(closes.newest(), close));
    }
    closes.push(close);
    range.push(high, low);
    volumes.push(volume);
  }

  /** Takes the last bar out again; once between two bars. */
  void undo() {
    if (closes.count() > 1) {
      returns.undo();
    }
    closes.undo();
    range.undo();
    volumes.undo();
  }

  void rescale(double priceFactor, double volumeFactor) {
    closes.rescale(priceFactor);
    range.rescale(priceFactor);
    volumes.rescale(volumeFactor);
    // A factor rounds each close, so that the returns' last bits are others now: what follows from
    // the closes must be the same here as in a state that was written and read.
    deriveReturns();
  }

  private void deriveReturns() {
    returns.clear();
    for (int i = Math.min(returns.length(), closes.count() - 1) - 1; i >= 0; i--) {
      returns.push(HistoricalVolatility.logReturn(closes.ago(i + 1), closes.ago(i)));
    }
  }

  SharedWindows copy() {
    SharedWindows copy = new SharedWindows(closes.copy(), range.copy(), volumes.copy());
    copy.returns.set(returns);
    return copy;
  }

  /** Writes the windows as they were {@code undone} (0 or 1) bars ago. */
  void write(DataOutput out, int undone) throws IOException {
    closes.write(out, undone);
    range.write(out, undone);
    volumes.write(out, undone);
  }

  /** Takes over what {@link #write} wrote; only into windows that have taken nothing. */
  void read(DataInput in) throws IOException {
    closes.read(in);
    range.read(in);
    volumes.read(in);
    deriveReturns();
  }
}
