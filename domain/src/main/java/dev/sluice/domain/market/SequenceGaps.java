package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Runs of numbers that were skipped, in rising order, the newest {@link SequenceWindow#MAX_GAPS} of
 * them: a ring, so that one more costs the same however many there are. Mutable; as large as it has
 * ever had to be.
 */
final class SequenceGaps {
  private static final int SMALLEST = 4;

  /** First and last numbers of the gaps; the lengths are a power of two, or 0. */
  private long[] firsts = {};

  private long[] lasts = {};

  /** Place of the oldest. */
  private int head;

  private int count;

  private int place(int i) {
    return head + i & firsts.length - 1;
  }

  boolean isFull() {
    return count == SequenceWindow.MAX_GAPS;
  }

  /** Takes out the oldest and gives its last number. */
  long removeOldest() {
    long last = lasts[head];
    head = place(1);
    count--;
    return last;
  }

  /** Adds a gap above all others; there is room. */
  void add(long first, long last) {
    if (count == firsts.length) {
      grow();
    }
    int at = place(count++);
    firsts[at] = first;
    lasts[at] = last;
  }

  private void grow() {
    int length = Math.max(SMALLEST, 2 * firsts.length);
    firsts = straight(firsts, length);
    lasts = straight(lasts, length);
    head = 0;
  }

  private long[] straight(long[] ring, int length) {
    long[] copy = new long[length];
    for (int i = 0; i < count; i++) {
      copy[i] = ring[place(i)];
    }
    return copy;
  }

  void clear() {
    head = 0;
    count = 0;
  }

  /** The gap that a number is in; -1 where it is in none. */
  int find(long number) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      if (number < firsts[place(middle)]) {
        high = middle - 1;
      } else if (number > lasts[place(middle)]) {
        low = middle + 1;
      } else {
        return middle;
      }
    }
    return -1;
  }

  /** Whether a gap goes on at both sides of a number that is in it. */
  boolean surrounds(int gap, long number) {
    return firsts[place(gap)] < number && number < lasts[place(gap)];
  }

  /** Takes a number out of the gap that it is in; where it makes two of one there is room. */
  void fill(int gap, long number) {
    int at = place(gap);
    long last = lasts[at];
    if (surrounds(gap, number)) {
      lasts[at] = number - 1;
      insert(gap + 1, number + 1, last);
    } else if (firsts[at] == last) {
      remove(gap);
    } else if (firsts[at] == number) {
      firsts[at]++;
    } else {
      lasts[at]--;
    }
  }

  private void insert(int gap, long first, long last) {
    add(0, 0);
    for (int i = count - 1; i > gap; i--) {
      move(i - 1, i);
    }
    firsts[place(gap)] = first;
    lasts[place(gap)] = last;
  }

  private void remove(int gap) {
    for (int i = gap; i < count - 1; i++) {
      move(i + 1, i);
    }
    count--;
  }

  private void move(int from, int to) {
    firsts[place(to)] = firsts[place(from)];
    lasts[place(to)] = lasts[place(from)];
  }

  SequenceGaps copy() {
    SequenceGaps copy = new SequenceGaps();
    copy.firsts = Arrays.copyOf(firsts, firsts.length);
    copy.lasts = Arrays.copyOf(lasts, lasts.length);
    copy.head = head;
    copy.count = count;
    return copy;
  }

  /**
   * Writes how many there are and each as two distances, from the last number of the one before and
   * from its own first: they are short, so a gap is two bytes as a rule.
   *
   * @param before a number below the first gap
   */
  void write(DataOutput out, long before) throws IOException {
    out.writeShort(count);
    long from = before;
    for (int i = 0; i < count; i++) {
      writeShortly(out, firsts[place(i)] - from);
      writeShortly(out, lasts[place(i)] - firsts[place(i)]);
      from = lasts[place(i)];
    }
  }

  /** Reads what {@link #write} wrote. */
  void read(DataInput in, long before) throws IOException {
    long from = before;
    for (int left = in.readShort(); left > 0; left--) {
      long first = from + readShort(in);
      from = first + readShort(in);
      add(first, from);
    }
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private static void writeShortly(DataOutput out, long value) throws IOException {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.writeByte((int) rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long readShort(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("sequence window: a number has more than 64 bits");
  }
}
