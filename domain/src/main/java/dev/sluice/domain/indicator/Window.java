package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last n values of a series in a ring of primitives.
 *
 * <p>The position in the ring is part of the state, so that a window that was written and read goes
 * on bit for bit like one that was not.
 */
final class Window {
  final double[] values;
  int next;
  int count;

  Window(int length) {
    if (length < 1 || length > Short.MAX_VALUE) {
      throw new IllegalArgumentException("length: " + length + " is not from 1 to 32767");
    }
    values = new double[length];
  }

  private Window(double[] values, int next, int count) {
    this.values = values;
    this.next = next;
    this.count = count;
  }

  /** Takes a value in and gives the one that falls out; 0 while the window fills. */
  double push(double value) {
    double out = isFull() ? values[next] : 0;
    values[next] = value;
    next = (next + 1) % values.length;
    count = Math.min(count + 1, values.length);
    return out;
  }

  boolean isFull() {
    return count == values.length;
  }

  /** The value taken in last. */
  double newest() {
    return values[(next + values.length - 1) % values.length];
  }

  /** The oldest value of a full window. */
  double oldest() {
    return values[next];
  }

  double max() {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
  }

  double min() {
    double min = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, values[i]);
    }
    return min;
  }

  /** The plain mean of the values held. */
  double mean() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum / count;
  }

  /** The sum of squared distances from the mean, in two passes: nothing cancels. */
  double squaredDeviations(double mean) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double distance = values[i] - mean;
      sum += distance * distance;
    }
    return sum;
  }

  void rescale(double factor) {
    for (int i = 0; i < count; i++) {
      values[i] *= factor;
    }
  }

  Window copy() {
    return new Window(Arrays.copyOf(values, values.length), next, count);
  }

  void write(DataOutput out) throws IOException {
    out.writeShort(values.length);
    out.writeShort(next);
    out.writeShort(count);
    for (int i = 0; i < count; i++) {
      out.writeDouble(values[i]);
    }
  }

  static Window read(DataInput in) throws IOException {
    int length = in.readShort();
    int next = in.readShort();
    int count = in.readShort();
    if (length < 1 || next < 0 || next >= length || count < 0 || count > length) {
      throw new IOException(
          "window: length %d, next %d, count %d do not fit together"
              .formatted(length, next, count));
    }
    double[] values = new double[length];
    for (int i = 0; i < count; i++) {
      values[i] = in.readDouble();
    }
    return new Window(values, next, count);
  }
}
