package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
   * These bars in other timeframes: those that there were go on, others begin with the shorter bars
   * that are open. What is in an open bar of a timeframe that is no longer built goes to the longer
   * one that it lies in.
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
    List<BarLevel> all = new ArrayList<>(List.of(levels));
    for (int i = all.size() - 1; i >= 0; i--) {
      if (place(wanted, all.get(i).timeframe) < 0) {
        BarLevels.remove(all, i);
      }
    }
    // The longest first, so that what is put below it finds what it is a part of.
    for (int i = wanted.length - 1; i >= 0; i--) {
      if (place(levels, wanted[i].timeframe) < 0) {
        insert(all, wanted[i]);
      }
    }
    return new BarLevels(all.toArray(BarLevel[]::new));
  }

  private static int place(BarLevel[] levels, Timeframe timeframe) {
    for (int i = 0; i < levels.length; i++) {
      if (levels[i].timeframe == timeframe) {
        return i;
      }
    }
    return -1;
  }

  private static void remove(List<BarLevel> all, int at) {
    BarLevel level = all.remove(at);
    for (OpenBar bar : level.open()) {
      OpenBar parent = at < all.size() ? all.get(at).find(bar.parent) : null;
      if (parent != null && !parent.isClosed() && !parent.isGiven() && !bar.content().isEmpty()) {
        parent.content().add(bar.content());
      }
      for (OpenBar child : at > 0 ? all.get(at - 1).open() : List.<OpenBar>of()) {
        if (child.parent == bar.bucket) {
          child.parent = bar.parent;
        }
      }
    }
  }

  private static void insert(List<BarLevel> all, BarLevel level) {
    int at = 0;
    while (at < all.size() && all.get(at).timeframe.compareTo(level.timeframe) < 0) {
      at++;
    }
    if (at > 0 && level.timeframe.isIntraday()) {
      for (OpenBar child : all.get(at - 1).open()) {
        OpenBar session = session(all, at - 1, child);
        if (session != null) {
          child.parent = level.around(child, session).bucket;
        }
      }
    }
    all.add(at, level);
  }

  /** The session that a bar lies in; null where it is not there. */
  private static OpenBar session(List<BarLevel> all, int level, OpenBar of) {
    OpenBar bar = of;
    for (int i = level; bar != null && all.get(i).timeframe != Timeframe.SESSION; i++) {
      bar = all.get(i + 1).find(bar.parent);
    }
    return bar;
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
