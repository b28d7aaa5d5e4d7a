package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last n values of a series in a ring of primitives.
 *
 * <p>The ring has room for one value more, so that the value which has just left the window can
 * still be read, by sums that take it off, and the last push can be undone. What comes out depends
 * on the values and their order alone, never on where in the ring they lie.
 */
final class Window {
  private final double[] ring;
  private int next;

  /** Values in the ring: those of the window and, where one has left, that one. */
  private int held;

  Window(int length) {
    if (length < 1 || length > Short.MAX_VALUE) {
      throw new IllegalArgumentException("length: " + length + " is not from 1 to 32767");
    }
    ring = new double[length + 1];
  }

  /** Takes a value in; the oldest of a full window leaves it. */
  void push(double value) {
    ring[next] = value;
    next++;
    if (next == ring.length) {
      next = 0;
    }
    if (held < ring.length) {
      held++;
    }
  }

  /** Takes the newest value out again; once between two pushes. */
  void undo() {
    next = (next == 0 ? ring.length : next) - 1;
    held--;
  }

  int length() {
    return ring.length - 1;
  }

  /** Values in the window. */
  int count() {
    return Math.min(held, ring.length - 1);
  }

  boolean isFull() {
    return held >= ring.length - 1;
  }

  /** The value taken in last; NaN before the first. */
  double newest() {
    return held == 0 ? Double.NaN : ago(0);
  }

  /** The value {@code pushes} before the newest; of a window's length: the one that left last. */
  double ago(int pushes) {
    return ring[slot(pushes)];
  }

  /** Whether the last push moved a value out of the last {@code period} values. */
  boolean hasLeft(int period) {
    return held > period;
  }

  /** Where {@link #ago} lies; stays the same until the value is gone. */
  int slot(int pushes) {
    int slot = next - 1 - pushes;
    return slot < 0 ? slot + ring.length : slot;
  }

  double at(int slot) {
    return ring[slot];
  }

  /** The plain mean of the values in the window. */
  double mean() {
    double sum = 0;
    int count = count();
    for (int i = count - 1; i >= 0; i--) {
      sum += ago(i);
    }
    return sum / count;
  }

  void rescale(double factor) {
    for (int i = 0; i < ring.length; i++) {
      ring[i] *= factor;
    }
  }

  /** Takes over the content of another window of this length. */
  void set(Window other) {
    System.arraycopy(other.ring, 0, ring, 0, ring.length);
    next = other.next;
    held = other.held;
  }

  Window copy() {
    Window copy = new Window(length());
    copy.set(this);
    return copy;
  }

  void clear() {
    Arrays.fill(ring, 0);
    next = 0;
    held = 0;
  }

  /** Writes the values, oldest first, as they were {@code undone} (0 or 1) pushes ago. */
  void write(DataOutput out, int undone) throws IOException {
    int count = Math.min(held - undone, length());
    out.writeShort(count);
    for (int i = count - 1; i >= 0; i--) {
      out.writeDouble(ago(i + undone));
    }
  }

  /** Takes over what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    int count = in.readShort();
    if (count < 0 || count > length()) {
      throw new IOException("window: " + count + " values, expected 0 to " + length());
    }
    clear();
    for (int i = 0; i < count; i++) {
      push(in.readDouble());
    }
  }
}
