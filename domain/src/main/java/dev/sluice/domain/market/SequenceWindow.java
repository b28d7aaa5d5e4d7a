package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Tells the second copy of a trade from one that comes out of order, by the sequence numbers of a
 * symbol: they rise, so a number that is not above the highest is new only where it was skipped.
 * What is kept is therefore the gaps, of which a feed without losses has none; mutable, bounded.
 *
 * <p>A number of zero says nothing and is always new. Numbering may begin again: a number that is
 * not above the highest, of a trade later than all so far by more than the lateness, is a new
 * beginning. Of more than {@value #MAX_GAPS} gaps the oldest is forgotten; a number at or below it
 * is taken for new, since losing a trade is worse than counting one twice.
 */
public final class SequenceWindow {
  /** Gaps that are kept. */
  public static final int MAX_GAPS = 64;

  private static final int VERSION = 1;

  /** Highest number seen; 0 before the first. */
  private long highest;

  /** Latest event time seen, epoch milliseconds, UTC. */
  private long latest = Long.MIN_VALUE;

  /** Numbers at or below this one can no longer be told. */
  private long forgotten;

  /** First and last number of each gap, in rising order. */
  private long[] gaps = {};

  /**
   * Takes note of a trade.
   *
   * @param sequence its number; 0 where the feed gives none
   * @param time event time, epoch milliseconds, UTC
   * @param lateness how far a trade may be behind the latest, milliseconds
   * @return false where it was seen before
   */
  public boolean isNew(long sequence, long time, long lateness) {
    if (sequence <= 0) {
      return true;
    }
    if (sequence > highest) {
      if (highest > 0 && sequence > highest + 1) {
        skip(highest + 1, sequence - 1);
      } else if (highest == 0) {
        // What was before the first that is seen here cannot be told.
        forgotten = sequence - 1;
      }
      highest = sequence;
      latest = Math.max(latest, time);
      return true;
    }
    if (time > latest + lateness) {
      highest = sequence;
      latest = time;
      forgotten = sequence - 1;
      gaps = new long[0];
      return true;
    }
    latest = Math.max(latest, time);
    return sequence <= forgotten || fill(sequence);
  }

  private void skip(long first, long last) {
    int length = gaps.length;
    if (length == 2 * MAX_GAPS) {
      forgotten = gaps[1];
      System.arraycopy(gaps, 2, gaps, 0, length - 2);
    } else {
      gaps = Arrays.copyOf(gaps, length + 2);
    }
    gaps[gaps.length - 2] = first;
    gaps[gaps.length - 1] = last;
  }

  /** Takes a number out of the gap that it is in; false where it is in none. */
  private boolean fill(long sequence) {
    for (int i = 0; i < gaps.length; i += 2) {
      long first = gaps[i];
      long last = gaps[i + 1];
      if (sequence < first || sequence > last) {
        continue;
      }
      if (first == last) {
        remove(i);
      } else if (sequence == first) {
        gaps[i]++;
      } else if (sequence == last) {
        gaps[i + 1]--;
      } else {
        split(i, sequence);
      }
      return true;
    }
    return false;
  }

  private void remove(int at) {
    long[] rest = new long[gaps.length - 2];
    System.arraycopy(gaps, 0, rest, 0, at);
    System.arraycopy(gaps, at + 2, rest, at, rest.length - at);
    gaps = rest;
  }

  private void split(int at, long sequence) {
    long last = gaps[at + 1];
    gaps[at + 1] = sequence - 1;
    long[] more = new long[gaps.length + 2];
    System.arraycopy(gaps, 0, more, 0, at + 2);
    more[at + 2] = sequence + 1;
    more[at + 3] = last;
    System.arraycopy(gaps, at + 2, more, at + 4, gaps.length - at - 2);
    if (more.length > 2 * MAX_GAPS) {
      forgotten = more[1];
      more = Arrays.copyOfRange(more, 2, more.length);
    }
    gaps = more;
  }

  /** A window of its own with the same content. */
  public SequenceWindow copy() {
    SequenceWindow copy = new SequenceWindow();
    copy.highest = highest;
    copy.latest = latest;
    copy.forgotten = forgotten;
    copy.gaps = gaps.clone();
    return copy;
  }

  /** Writes the version and the window. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(highest);
    out.writeLong(latest);
    out.writeLong(forgotten);
    out.writeByte(gaps.length / 2);
    for (long bound : gaps) {
      out.writeLong(bound);
    }
  }

  /**
   * The window that {@link #write} wrote.
   *
   * @throws IOException where the bytes end early or are of a version that this one does not know
   */
  public static SequenceWindow read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("sequence window: version " + version + ", expected " + VERSION);
    }
    SequenceWindow window = new SequenceWindow();
    window.highest = in.readLong();
    window.latest = in.readLong();
    window.forgotten = in.readLong();
    window.gaps = new long[2 * in.readByte()];
    for (int i = 0; i < window.gaps.length; i++) {
      window.gaps[i] = in.readLong();
    }
    return window;
  }
}
