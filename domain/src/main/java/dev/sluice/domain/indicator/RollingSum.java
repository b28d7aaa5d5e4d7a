package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The sum of the last n values of a {@link Window}, which may be longer than n.
 *
 * <p>The sum is carried with the rounding error of each step (Knuth's two-sum) and summed afresh
 * every n values, so that no drift builds up however long the series: O(1) a value, whatever n.
 */
final class RollingSum {
  final int period;
  private double sum;
  private double error;

  /** Values taken since the sum was last made afresh. */
  private int age;

  RollingSum(int period) {
    if (period < 1) {
      throw new IllegalArgumentException("period: " + period + " is not above 0");
    }
    this.period = period;
  }

  /** Takes in the value that was pushed into the window. */
  void slide(Window window) {
    age++;
    if (age == period) {
      afresh(window);
      return;
    }
    add(window.ago(0));
    if (window.hasLeft(period)) {
      add(-window.ago(period));
    }
  }

  /** The mean of the last n values; NaN before there are n. */
  double mean(Window window) {
    return window.count() >= period ? (sum + error) / period : Double.NaN;
  }

  private void add(double x) {
    double total = sum + x;
    double part = total - sum;
    error += (sum - (total - part)) + (x - part);
    sum = total;
  }

  /** Sums what the window holds. */
  void afresh(Window window) {
    age = 0;
    sum = 0;
    error = 0;
    for (int i = Math.min(period, window.count()) - 1; i >= 0; i--) {
      add(window.ago(i));
    }
  }

  void set(RollingSum other) {
    sum = other.sum;
    error = other.error;
    age = other.age;
  }

  void write(DataOutput out) throws IOException {
    out.writeShort(age);
    out.writeDouble(sum);
    out.writeDouble(error);
  }

  void read(DataInput in) throws IOException {
    age = in.readShort();
    sum = in.readDouble();
    error = in.readDouble();
  }
}
