package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The bars of one symbol in several timeframes, from its trades or from bars that a feed gives.
 * Mutable; bounded by the bars that are open or may still be revised. All times are epoch
 * milliseconds, UTC.
 *
 * <p>A trade is added to the shortest timeframe only; when a bar closes, what it consists of is
 * added to the bar of the next longer timeframe that it lies in. A trade that comes behind its
 * partition's clock makes the next revision of each of its bars that the clock has passed, and is
 * in the first edition of those that it has not. So every edition of a bar follows from the log of
 * the symbol's partition alone: not from how fast it is read, nor from other partitions.
 *
 * <p>Event time, which waits for all partitions, may be behind that clock. Such a trade is kept
 * until event time reaches the clock that it came with, and taken then. So bars come in order of
 * time, and hold all that is given for them, whatever topic it is on.
 *
 * <p>A closed bar is kept for the allowed lateness, since trades older than that are refused before
 * they come here.
 */
public final class SymbolBars {
  private static final int VERSION = 3;

  private final String symbol;
  private final BarLevels levels;
  private long timer = Long.MAX_VALUE;
  private boolean begun;

  /** Null where no corporate action is to be said. */
  private BarActions actions;

  /** In order of arrival; null where none waits. */
  private ArrayDeque<LateTrade> late;

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
    this(symbol, new BarLevels(timeframes));
  }

  private SymbolBars(String symbol, BarLevels levels) {
    this.symbol = symbol;
    this.levels = levels;
  }

  /**
   * These bars in other timeframes: those that there were go on, others begin with what comes next.
   */
  public SymbolBars in(Set<Timeframe> timeframes) {
    BarLevels wanted = levels.in(timeframes);
    if (wanted == levels) {
      return this;
    }
    SymbolBars other = new SymbolBars(symbol, wanted);
    other.timer = timer;
    other.actions = actions;
    other.late = late;
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
   * Takes a trade; one of a bar that is over is kept until {@link #nextLate}.
   *
   * @param trade within the session
   * @param hours the session
   * @param clock what the clock of the trade's partition had passed when it came
   */
  public void add(Tick trade, SessionHours hours, long clock) {
    long time = trade.eventTime();
    if (time > clock && current != null && time >= currentFrom && time < currentTo) {
      // Nearly every trade is of the bar of the trade before it, and on time.
      current.content().add(trade);
      return;
    }
    if (isOver(time, hours, clock)) {
      keep(new LateTrade(trade, hours, clock));
      return;
    }
    OpenBar bar = at(0, time, hours);
    bar.content().add(trade);
    remember(bar);
  }

  /** Whether the shortest bar of a moment is closed, or will be when event time is at a clock. */
  private boolean isOver(long time, SessionHours hours, long clock) {
    long bucket = levels.get(0).bucket(time, hours);
    OpenBar bar = levels.get(0).find(bucket);
    return bar == null
        ? levels.get(0).end(bucket, hours) <= clock
        : bar.isClosed() || bar.due <= clock;
  }

  private void keep(LateTrade trade) {
    if (late == null) {
      late = new ArrayDeque<>(2);
    }
    late.add(trade);
    begun = true;
  }

  /**
   * When the next trade that is kept can be taken; {@link Long#MAX_VALUE} where none is.
   *
   * @return the clock that it came with
   */
  public long nextLate() {
    return late == null ? Long.MAX_VALUE : late.peek().clock();
  }

  /** Revises with a late trade what is closed, and adds it to what is not. */
  private void takeLate(Consumer<Bar> out) {
    LateTrade one = late.poll();
    late = late.isEmpty() ? null : late;
    Tick trade = one.trade();
    OpenBar part = null;
    boolean says = false;
    for (int i = 0; i < levels.count(); i++) {
      OpenBar bar = at(i, trade.eventTime(), one.hours());
      Timeframe timeframe = levels.get(i).timeframe;
      if (actions != null && timeframe == Timeframe.WEEK) {
        addToWeek(bar, trade, one.hours(), says ? part : null);
      } else {
        bar.content().add(trade);
      }
      if (part != null && timeframe == Timeframe.WEEK) {
        bar.span(part);
      }
      if (!bar.isClosed() && bar.due > one.clock()) {
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
    int level = levels.of(given.timeframe());
    long start = given.start().toEpochMilli();
    OpenBar bar = levels.get(level).find(start);
    if (bar == null) {
      long parent = level + 1 < levels.count() ? at(level + 1, start, hours).bucket : 0;
      bar = levels.get(level).create(given, parent, hours);
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
    long bucket = levels.get(level).bucket(time, hours);
    OpenBar found = levels.get(level).find(bucket);
    if (found != null) {
      return found;
    }
    begun = true;
    long parent = level + 1 < levels.count() ? at(level + 1, time, hours).bucket : 0;
    return levels.get(level).create(bucket, parent, hours);
  }

  /**
   * Whether a bar was begun or a late trade kept since this was asked last, so that there may be
   * something new due.
   */
  public boolean takeBegun() {
    boolean was = begun;
    begun = false;
    return was;
  }

  /**
   * Closes what is due, takes the late trades whose time has come and forgets what can no longer be
   * revised.
   *
   * @param time event time that has passed
   * @param forgettable bars that were due at or before this time are forgotten
   * @param out gets each bar that is closed, in order of end and length, with the revisions between
   */
  public void advance(long time, long forgettable, Consumer<Bar> out) {
    current = null;
    goOn(time, time, out);
    levels.forget(forgettable);
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
    goOn(Long.MAX_VALUE, clock, out);
  }

  /**
   * Goes through what is to be done, in order of time.
   *
   * @param time up to here
   * @param clock a bar that ends later is not complete
   */
  private void goOn(long time, long clock, Consumer<Bar> out) {
    while (true) {
      long due = levels.firstOpenDue();
      long taken = nextLate();
      long next = Math.min(due, taken);
      if (next > time || next == Long.MAX_VALUE) {
        return;
      }
      if (due == next) {
        closeDue(due, due <= clock, out);
      } else {
        takeLate(out);
      }
    }
  }

  private void closeDue(long due, boolean complete, Consumer<Bar> out) {
    for (int i = 0; i < levels.count(); i++) {
      OpenBar bar = levels.get(i).firstOpen();
      while (bar != null && bar.due == due) {
        close(i, bar, complete, out);
        bar = levels.get(i).firstOpen();
      }
    }
  }

  private void close(int level, OpenBar bar, boolean complete, Consumer<Bar> out) {
    if (bar.content().isEmpty()) {
      // Made for a part that was never filled.
      levels.get(level).remove(bar);
      return;
    }
    boolean says = actions != null && actions.say(levels.get(level).timeframe, bar);
    out.accept(bar.close(symbol, levels.get(level).timeframe, complete));
    if (level + 1 < levels.count()) {
      OpenBar parent = levels.get(level + 1).find(bar.parent);
      if (parent != null && !parent.isClosed()) {
        if (says && levels.get(level + 1).timeframe == Timeframe.WEEK) {
          parent.follow(bar);
        }
        parent.content().add(bar.content());
        if (levels.get(level + 1).timeframe == Timeframe.WEEK) {
          parent.span(bar);
        }
      }
    }
  }

  /**
   * When something is to be done if nothing comes: a bar is due or can be forgotten, or a late
   * trade can be taken.
   *
   * @param lateness how long a closed bar is kept, milliseconds
   * @return {@link Long#MAX_VALUE} where there is nothing
   */
  public long nextDue(long lateness) {
    long due = Math.min(levels.firstOpenDue(), nextLate());
    long oldest = levels.firstDue();
    return oldest == Long.MAX_VALUE ? due : Math.min(due, oldest + lateness);
  }

  /** The time for which its user has asked to be woken; {@link Long#MAX_VALUE} for none. */
  public long timer() {
    return timer;
  }

  /** Notes the time for which its user has asked to be woken. */
  public void setTimer(long time) {
    timer = time;
  }

  /** Whether no bar is open or may be revised and no late trade is kept. */
  public boolean isEmpty() {
    return levels.isEmpty() && late == null;
  }

  /** Bars of their own with the same content. */
  public SymbolBars copy() {
    SymbolBars copy = new SymbolBars(symbol, levels.copy());
    copy.timer = timer;
    copy.actions = actions == null ? null : actions.copy();
    copy.late = late == null ? null : late.clone();
    return copy;
  }

  /** Writes the version and the bars. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(symbol);
    out.writeLong(timer);
    levels.write(out);
    (actions == null ? new BarActions() : actions).write(out);
    out.writeInt(late == null ? 0 : late.size());
    if (late != null) {
      for (LateTrade trade : late) {
        trade.write(out);
      }
    }
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
    SymbolBars bars = new SymbolBars(symbol, BarLevels.read(in, version));
    bars.timer = timer;
    if (version > 1) {
      BarActions actions = BarActions.read(in);
      bars.actions = actions.isEmpty() ? null : actions;
    }
    if (version > 2) {
      for (int left = in.readInt(); left > 0; left--) {
        bars.keep(LateTrade.read(symbol, in));
      }
      bars.begun = false;
    }
    return bars;
  }
}
