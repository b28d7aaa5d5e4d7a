package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The bars of one symbol in all of its timeframes, shortest first. Mutable. */
final class BarLevels {
  private final BarLevel[] levels;

  /**
   * No bars.
   *
   * @param timeframes those to build; minutes and sessions are built in any case
   */
  BarLevels(Set<Timeframe> timeframes) {
    EnumSet<Timeframe> built = EnumSet.of(Timeframe.MINUTE, Timeframe.SESSION);
    built.addAll(timeframes);
    levels = built.stream().map(BarLevel::new).toArray(BarLevel[]::new);
  }

  private BarLevels(BarLevel[] levels) {
    this.levels = levels;
  }

  /**
   * These bars in other timeframes: those that there were go on, others begin with what comes next.
   *
   * @return this one where the timeframes are the same
   */
  BarLevels in(Set<Timeframe> timeframes) {
    BarLevel[] wanted = new BarLevels(timeframes).levels;
    boolean same = wanted.length == levels.length;
    for (int i = 0; same && i < wanted.length; i++) {
      same = wanted[i].timeframe == levels[i].timeframe;
    }
    if (same) {
      return this;
    }
    for (int i = 0; i < wanted.length; i++) {
      for (BarLevel level : levels) {
        if (level.timeframe == wanted[i].timeframe) {
          wanted[i] = level;
        }
      }
    }
    return new BarLevels(wanted);
  }

  int count() {
    return levels.length;
  }

  BarLevel get(int level) {
    return levels[level];
  }

  /** The level of a timeframe that is built. */
  int of(Timeframe timeframe) {
    int level = 0;
    while (levels[level].timeframe != timeframe) {
      level++;
    }
    return level;
  }

  /** When the first bar that is not closed is due; {@link Long#MAX_VALUE} where there is none. */
  long firstOpenDue() {
    long due = Long.MAX_VALUE;
    for (BarLevel level : levels) {
      OpenBar open = level.firstOpen();
      if (open != null && open.due < due) {
        due = open.due;
      }
    }
    return due;
  }

  /** When the first of all bars was or is due; {@link Long#MAX_VALUE} where there is none. */
  long firstDue() {
    long due = Long.MAX_VALUE;
    for (BarLevel level : levels) {
      due = Math.min(due, level.firstDue());
    }
    return due;
  }

  /** Forgets closed bars that were due at or before a time. */
  void forget(long time) {
    for (BarLevel level : levels) {
      level.forget(time);
    }
  }

  boolean isEmpty() {
    for (BarLevel level : levels) {
      if (!level.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  BarLevels copy() {
    BarLevel[] copies = new BarLevel[levels.length];
    for (int i = 0; i < levels.length; i++) {
      copies[i] = levels[i].copy();
    }
    return new BarLevels(copies);
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(levels.length);
    for (BarLevel level : levels) {
      level.write(out);
    }
  }

  /**
   * Reads bars.
   *
   * @param version of {@link SymbolBars}
   */
  static BarLevels read(DataInput in, int version) throws IOException {
    BarLevel[] levels = new BarLevel[in.readByte()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = BarLevel.read(in, version);
    }
    return new BarLevels(levels);
  }
}
