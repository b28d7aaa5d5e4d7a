package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The highest high and the lowest low of the last n bars. */
final class PriceRange {
  private final Window highs;
  private final Window lows;
  private final RollingExtreme highest;
  private final RollingExtreme lowest;

  PriceRange(int period) {
    this(
        new Window(period),
        new Window(period),
        new RollingExtreme(period, true),
        new RollingExtreme(period, false));
  }

  private PriceRange(Window highs, Window lows, RollingExtreme highest, RollingExtreme lowest) {
    this.highs = highs;
    this.lows = lows;
    this.highest = highest;
    this.lowest = lowest;
  }

  void push(double high, double low) {
    highs.push(high);
    lows.push(low);
    highest.slide(highs);
    lowest.slide(lows);
  }

  void undo() {
    highs.undo();
    lows.undo();
    highest.undo();
    lowest.undo();
  }

  boolean isFull() {
    return highs.isFull();
  }

  /** The last bar's high; NaN before the first. */
  double high() {
    return highs.newest();
  }

  /** The last bar's low; NaN before the first. */
  double low() {
    return lows.newest();
  }

  double highest() {
    return highest.value(highs);
  }

  double lowest() {
    return lowest.value(lows);
  }

  /** Multiplies all prices; their order, and with it the extremes' places, stays. */
  void rescale(double factor) {
    highs.rescale(factor);
    lows.rescale(factor);
  }

  PriceRange copy() {
    return new PriceRange(highs.copy(), lows.copy(), highest.copy(), lowest.copy());
  }

  void write(DataOutput out, int undone) throws IOException {
    highs.write(out, undone);
    lows.write(out, undone);
  }

  /** Takes over what {@link #write} wrote; only into a range that has taken nothing. */
  void read(DataInput in) throws IOException {
    Window readHighs = new Window(highs.length());
    Window readLows = new Window(lows.length());
    readHighs.read(in);
    readLows.read(in);
    if (readHighs.count() != readLows.count()) {
      throw new IOException(
          "price range: %d highs, but %d lows".formatted(readHighs.count(), readLows.count()));
    }
    for (int i = readHighs.count() - 1; i >= 0; i--) {
      push(readHighs.ago(i), readLows.ago(i));
    }
  }
}
