package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The bars of one symbol in several timeframes, from its trades or from bars that a feed gives.
 * Mutable; bounded by the bars that are open or may still be revised. All times are epoch
 * milliseconds, UTC.
 *
 * <p>A trade is added to the shortest timeframe only; when a bar closes, what it consists of is
 * added to the bar of the next longer timeframe that it lies in. A trade that comes behind its
 * partition's clock makes the next revision of each of its bars that the clock has closed, and is
 * in the first edition of those that it has not. So every edition of a bar follows from the log of
 * the symbol's partition alone: not from how fast it is read, nor from other partitions.
 *
 * <p>A closed bar is kept for the allowed lateness, since trades older than that are refused before
 * they come here.
 */
public final class SymbolBars {
  private static final int VERSION = 2;

  private final String symbol;
  private final BarLevel[] levels;
  private long timer = Long.MAX_VALUE;
  private boolean begun;

  /** Null where no corporate action is to be said. */
  private BarActions actions;

  /**
   * The shortest bar that was added to last, with the times of its trades; no part of the state.
   */
  private OpenBar current;

  private long currentFrom;
  private long currentTo;

  /**
   * No bars.
   *
   * @param symbol ticker
   * @param timeframes those to build; minutes and sessions are built in any case, since they are
   *     what feeds give and longer bars consist of
   */
  public SymbolBars(String symbol, Set<Timeframe> timeframes) {
    this(symbol, levels(timeframes));
  }

  private SymbolBars(String symbol, BarLevel[] levels) {
    this.symbol = symbol;
    this.levels = levels;
  }

  private static BarLevel[] levels(Set<Timeframe> timeframes) {
    EnumSet<Timeframe> built = EnumSet.of(Timeframe.MINUTE, Timeframe.SESSION);
    built.addAll(timeframes);
    return built.stream().map(BarLevel::new).toArray(BarLevel[]::new);
  }

  /**
   * These bars in other timeframes: those that there were go on, others begin with what comes next.
   */
  public SymbolBars in(Set<Timeframe> timeframes) {
    BarLevel[] wanted = levels(timeframes);
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
    SymbolBars other = new SymbolBars(symbol, wanted);
    other.timer = timer;
    other.actions = actions;
    return other;
  }

  /**
   * Takes a corporate action that has come into force. Of each timeframe the first bar that closes
   * of a session on or after the ex-date says it; a week puts what it holds of before on the new
   * scale.
   */
  public void add(CorporateAction action) {
    if (actions == null) {
      actions = new BarActions();
    }
    actions.add(action);
  }

  /**
   * Takes a trade.
   *
   * @param trade within the session
   * @param hours the session
   * @param clock what the clock of the trade's partition had passed when it came
   * @param out gets each bar that is closed or revised
   */
  public void add(Tick trade, SessionHours hours, long clock, Consumer<Bar> out) {
    long time = trade.eventTime();
    if (time <= clock) {
      advance(clock, Long.MIN_VALUE, out);
    } else if (current != null && time >= currentFrom && time < currentTo) {
      // Nearly every trade is of the bar of the trade before it, and on time.
      current.content().add(trade);
      return;
    }
    OpenBar part = null;
    boolean says = false;
    for (int i = 0; i < levels.length; i++) {
      OpenBar bar = at(i, time, hours);
      Timeframe timeframe = levels[i].timeframe;
      if (actions != null && timeframe == Timeframe.WEEK) {
        addToWeek(bar, trade, hours, says ? part : null);
      } else {
        bar.content().add(trade);
      }
      if (i == 0) {
        remember(bar);
      }
      if (part != null && timeframe == Timeframe.WEEK) {
        bar.span(part);
      }
      if (!bar.isClosed() && bar.due > clock) {
        return;
      }
      if (bar.isClosed()) {
        out.accept(bar.revise(symbol, timeframe));
        says = false;
      } else {
        says = actions != null && actions.say(timeframe, bar);
        out.accept(bar.close(symbol, timeframe, true));
      }
      part = bar;
    }
  }

  /**
   * Adds a trade to a week, on its scale.
   *
   * @param saying the trade's session where it has just closed and says an action; otherwise null
   */
  private void addToWeek(OpenBar week, Tick trade, SessionHours hours, OpenBar saying) {
    if (saying != null) {
      week.follow(saying);
    }
    week.content().add(trade.afterSplit(actions.factor(hours.date(), week.bucket)));
  }

  /**
   * Takes a bar that a feed gives, to be closed at its end. Of two of the same time the later one
   * stands, and it stands for all trades of its time.
   *
   * @param given a minute's or a session's
   * @param hours the session; for a session's bar its own hours
   * @return false where that bar is closed already, and nothing was changed
   */
  public boolean add(RawBar given, SessionHours hours) {
    int level = 0;
    while (levels[level].timeframe != given.timeframe()) {
      level++;
    }
    long start = given.start().toEpochMilli();
    OpenBar bar = levels[level].find(start);
    if (bar == null) {
      long parent = level + 1 < levels.length ? at(level + 1, start, hours).bucket : 0;
      bar = levels[level].create(given, parent, hours);
      begun = true;
    }
    if (bar.isClosed()) {
      return false;
    }
    bar.replace(given);
    return true;
  }

  private void remember(OpenBar bar) {
    current = bar;
    currentFrom = bar.start();
    currentTo = bar.end();
  }

  /** The bar of a timeframe at a moment, and the longer ones that it lies in. */
  private OpenBar at(int level, long time, SessionHours hours) {
    long bucket = levels[level].bucket(time, hours);
    OpenBar found = levels[level].find(bucket);
    if (found != null) {
      return found;
    }
    begun = true;
    long parent = level + 1 < levels.length ? at(level + 1, time, hours).bucket : 0;
    return levels[level].create(bucket, parent, hours);
  }

  /** Whether a bar was begun since this was asked last, so that there may be something new due. */
  public boolean takeBegun() {
    boolean was = begun;
    begun = false;
    return was;
  }

  /**
   * Closes what is due and forgets what can no longer be revised.
   *
   * @param time event time that has passed
   * @param forgettable bars that were due at or before this time are forgotten
   * @param out gets each bar that is closed, in order of end and length
   */
  public void advance(long time, long forgettable, Consumer<Bar> out) {
    current = null;
    for (long due = firstOpenDue(); due <= time; due = firstOpenDue()) {
      closeDue(due, true, out);
    }
    for (BarLevel level : levels) {
      level.forget(forgettable);
    }
    if (actions != null) {
      actions.forget(levels);
      actions = actions.isEmpty() ? null : actions;
    }
  }

  /**
   * Gives what is left at the end of the data: each bar so far, in order of end and length.
   *
   * @param clock event time that has passed; a bar that ends later is not complete
   */
  public void finish(long clock, Consumer<Bar> out) {
    current = null;
    for (long due = firstOpenDue(); due != Long.MAX_VALUE; due = firstOpenDue()) {
      closeDue(due, due <= clock, out);
    }
  }

  private long firstOpenDue() {
    long due = Long.MAX_VALUE;
    for (BarLevel level : levels) {
      OpenBar open = level.firstOpen();
      if (open != null && open.due < due) {
        due = open.due;
      }
    }
    return due;
  }

  private void closeDue(long due, boolean complete, Consumer<Bar> out) {
    for (int i = 0; i < levels.length; i++) {
      OpenBar bar = levels[i].firstOpen();
      while (bar != null && bar.due == due) {
        close(i, bar, complete, out);
        bar = levels[i].firstOpen();
      }
    }
  }

  private void close(int level, OpenBar bar, boolean complete, Consumer<Bar> out) {
    if (bar.content().isEmpty()) {
      // Made for a part that was never filled.
      levels[level].remove(bar);
      return;
    }
    boolean says = actions != null && actions.say(levels[level].timeframe, bar);
    out.accept(bar.close(symbol, levels[level].timeframe, complete));
    if (level + 1 < levels.length) {
      OpenBar parent = levels[level + 1].find(bar.parent);
      if (parent != null && !parent.isClosed()) {
        if (says && levels[level + 1].timeframe == Timeframe.WEEK) {
          parent.follow(bar);
        }
        parent.content().add(bar.content());
        if (levels[level + 1].timeframe == Timeframe.WEEK) {
          parent.span(bar);
        }
      }
    }
  }

  /**
   * When something is to be done if nothing comes: a bar is due, or can be forgotten.
   *
   * @param lateness how long a closed bar is kept, milliseconds
   * @return {@link Long#MAX_VALUE} where there is nothing
   */
  public long nextDue(long lateness) {
    long due = firstOpenDue();
    for (BarLevel level : levels) {
      long oldest = level.firstDue();
      if (oldest != Long.MAX_VALUE) {
        due = Math.min(due, oldest + lateness);
      }
    }
    return due;
  }

  /** The time for which its user has asked to be woken; {@link Long#MAX_VALUE} for none. */
  public long timer() {
    return timer;
  }

  /** Notes the time for which its user has asked to be woken. */
  public void setTimer(long time) {
    timer = time;
  }

  /** Whether no bar is open or may be revised. */
  public boolean isEmpty() {
    for (BarLevel level : levels) {
      if (!level.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Bars of their own with the same content. */
  public SymbolBars copy() {
    BarLevel[] copies = new BarLevel[levels.length];
    for (int i = 0; i < levels.length; i++) {
      copies[i] = levels[i].copy();
    }
    SymbolBars copy = new SymbolBars(symbol, copies);
    copy.timer = timer;
    copy.actions = actions == null ? null : actions.copy();
    return copy;
  }

  /** Writes the version and the bars. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(symbol);
    out.writeLong(timer);
    out.writeByte(levels.length);
    for (BarLevel level : levels) {
      level.write(out);
    }
    (actions == null ? new BarActions() : actions).write(out);
  }

  /**
   * The bars that {@link #write} wrote.
   *
   * @throws IOException where the bytes end early or are of a version that this one does not know
   */
  public static SymbolBars read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException("symbol bars: version " + version + ", expected 1 to " + VERSION);
    }
    String symbol = in.readUTF();
    long timer = in.readLong();
    BarLevel[] levels = new BarLevel[in.readByte()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = BarLevel.read(in, version);
    }
    SymbolBars bars = new SymbolBars(symbol, levels);
    bars.timer = timer;
    if (version > 1) {
      BarActions actions = BarActions.read(in);
      bars.actions = actions.isEmpty() ? null : actions;
    }
    return bars;
  }
}
