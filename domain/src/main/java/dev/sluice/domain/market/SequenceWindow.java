package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells the second copy of a trade from one that comes out of order, by the sequence numbers of a
 * symbol: they rise, so a number that is not above the highest is new only where it was skipped.
 * What is kept is therefore the gaps, of which a feed without losses that numbers its trades by
 * themselves has none; mutable, bounded.
 *
 * <p>Only trades are noted. Feeds differ in whether quotes take numbers of the same sequence, where
 * each run of quotes is a gap, or have one of their own, where noting them would take good trades
 * for copies. What is kept is right for both.
 *
 * <p>A number of zero says nothing and is always new. Numbering may begin again: a number that is
 * not above the highest, of a trade later than all so far by more than the lateness, is a new
 * beginning. Of more than {@value #MAX_GAPS} gaps the oldest is forgotten; a number at or below it
 * is taken for new, since losing a trade is worse than counting one twice. Copies that are older
 * than the allowed lateness do not come here, so that many gaps are more than a symbol has in that
 * time.
 */
public final class SequenceWindow {
  /** Gaps that are kept; a power of two. */
  public static final int MAX_GAPS = 1024;

  private static final int VERSION = 2;

  /** Highest number seen; 0 before the first. */
  private long highest;

  /** Latest event time seen, epoch milliseconds, UTC. */
  private long latest = Long.MIN_VALUE;

  /** Numbers at or below this one can no longer be told. */
  private long forgotten;

  private SequenceGaps gaps = new SequenceGaps();

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
      gaps.clear();
      return true;
    }
    latest = Math.max(latest, time);
    return sequence <= forgotten || fill(sequence);
  }

  private void skip(long first, long last) {
    makeRoom();
    gaps.add(first, last);
  }

  private void makeRoom() {
    if (gaps.isFull()) {
      forgotten = gaps.removeOldest();
    }
  }

  /** Takes a number out of the gap that it is in; false where it is in none. */
  private boolean fill(long sequence) {
    int gap = gaps.find(sequence);
    if (gap < 0) {
      return false;
    }
    if (gaps.surrounds(gap, sequence) && gaps.isFull()) {
      makeRoom();
      gap--;
    }
    if (gap >= 0) {
      gaps.fill(gap, sequence);
    }
    return true;
  }

  /** A window of its own with the same content. */
  public SequenceWindow copy() {
    SequenceWindow copy = new SequenceWindow();
    copy.highest = highest;
    copy.latest = latest;
    copy.forgotten = forgotten;
    copy.gaps = gaps.copy();
    return copy;
  }

  /** Writes the version and the window. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(highest);
    out.writeLong(latest);
    out.writeLong(forgotten);
    gaps.write(out, forgotten);
  }

  /**
   * The window that {@link #write} wrote.
   *
   * @throws IOException where the bytes end early or are of a version that this one does not know
   */
  public static SequenceWindow read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException("sequence window: version " + version + ", expected 1 to " + VERSION);
    }
    SequenceWindow window = new SequenceWindow();
    window.highest = in.readLong();
    window.latest = in.readLong();
    window.forgotten = in.readLong();
    if (version > 1) {
      window.gaps.read(in, window.forgotten);
    } else {
      for (int left = in.readByte(); left > 0; left--) {
        window.gaps.add(in.readLong(), in.readLong());
      }
    }
    return window;
  }
}
