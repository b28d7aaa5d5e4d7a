package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and squared deviations of the last n values of a {@link Window}, O(1) a value, whatever n.
 *
 * <p>The sum and the sum of squares are each carried as two doubles (Knuth's two-sum, with the
 * exact square from a fused multiply-add: Dekker, "A floating-point technique for extending the
 * available precision", 1971), some 106 bits. So the difference {@code n sum(x x) - sum(x)^2},
 * which cancels hopelessly in plain doubles, keeps more than the 1e-9 that is asked for as long as
 * the deviation is above 1e-11 of the mean. Both are summed afresh every n values: nothing drifts.
 */
final class RollingMoments {
  final int period;
  private double sum;
  private double sumError;
  private double squares;
  private double squaresError;

  /** Values taken since the sums were last made afresh. */
  private int age;

  RollingMoments(int period) {
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
      remove(window.ago(period));
    }
  }

  /** The plain mean; NaN before n values. */
  double mean(Window window) {
    return window.count() >= period ? (sum + sumError) / period : Double.NaN;
  }

  /** The sum of squared distances from the mean; NaN before n values. */
  double squaredDeviations(Window window) {
    if (window.count() < period) {
      return Double.NaN;
    }
    double s = sum + sumError;
    double sLow = (sum - s) + sumError;
    double ss = s * s;
    double ssLow = Math.fma(s, s, -ss) + 2 * s * sLow;
    double q = squares + squaresError;
    double qLow = (squares - q) + squaresError;
    double nq = period * q;
    double nqLow = Math.fma(period, q, -nq) + period * qLow;
    return Math.max(0, (nq - ss) + (nqLow - ssLow)) / period;
  }

  private void add(double x) {
    double square = x * x;
    addToSum(x);
    addToSquares(square);
    squaresError += Math.fma(x, x, -square);
  }

  private void remove(double x) {
    double square = x * x;
    addToSum(-x);
    addToSquares(-square);
    squaresError -= Math.fma(x, x, -square);
  }

  private void addToSum(double x) {
    double total = sum + x;
    double part = total - sum;
    sumError += (sum - (total - part)) + (x - part);
    sum = total;
  }

  private void addToSquares(double x) {
    double total = squares + x;
    double part = total - squares;
    squaresError += (squares - (total - part)) + (x - part);
    squares = total;
  }

  /** Sums what the window holds. */
  void afresh(Window window) {
    age = 0;
    sum = 0;
    sumError = 0;
    squares = 0;
    squaresError = 0;
    for (int i = Math.min(period, window.count()) - 1; i >= 0; i--) {
      add(window.ago(i));
    }
  }

  void set(RollingMoments other) {
    sum = other.sum;
    sumError = other.sumError;
    squares = other.squares;
    squaresError = other.squaresError;
    age = other.age;
  }

  void write(DataOutput out) throws IOException {
    out.writeShort(age);
    out.writeDouble(sum);
    out.writeDouble(sumError);
    out.writeDouble(squares);
    out.writeDouble(squaresError);
  }

  void read(DataInput in) throws IOException {
    age = in.readShort();
    sum = in.readDouble();
    sumError = in.readDouble();
    squares = in.readDouble();
    squaresError = in.readDouble();
  }
}
