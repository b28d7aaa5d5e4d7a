package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
 * <p>A bar that a feed gives goes the same ways: on time it is closed at its end, late it comes
 * when event time has reached its clock and revises the longer bars. It stands for all trades and
 * shorter bars of its time, whether they come before it or after it: what does not count is said by
 * {@link #takeSuperseded}.
 *
 * <p>A closed bar is kept for the allowed lateness, since trades older than that are refused before
 * they come here.
 */
public final class SymbolBars {
  private static final int VERSION = 3;

  private final BarTree tree;
  private long timer = Long.MAX_VALUE;

  /** Null where nothing waits. */
  private LateArrivals late;

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
    this(new BarTree(symbol, new BarLevels(timeframes)));
  }

  private SymbolBars(BarTree tree) {
    this.tree = tree;
  }

  /**
   * These bars in other timeframes: those that there were go on with all that was added, others
   * begin with the shorter bars that are open.
   */
  public SymbolBars in(Set<Timeframe> timeframes) {
    BarLevels wanted = tree.levels.in(timeframes);
    if (wanted == tree.levels) {
      return this;
    }
    SymbolBars other = new SymbolBars(new BarTree(tree.symbol(), wanted));
    other.timer = timer;
    other.tree.actions = tree.actions;
    other.late = late;
    return other;
  }

  /**
   * Takes a corporate action that has come into force. Of each timeframe the first bar that closes
   * of a session on or after the ex-date says it; a week puts what it holds of before on the new
   * scale.
   */
  public void add(CorporateAction action) {
    tree.add(action);
  }

  /**
   * Takes a trade; one of a bar that is over is kept until {@link #nextLate}.
   *
   * @param trade within the session
   * @param hours the session
   * @param clock what the clock of the trade's partition had passed when it came
   * @return false where it does not count, since a given bar stands for it
   */
  public boolean add(Tick trade, SessionHours hours, long clock) {
    long time = trade.eventTime();
    if (time > clock && current != null && time >= currentFrom && time < currentTo) {
      // Nearly every trade is of the bar of the trade before it, and on time.
      current.content().add(trade);
      return true;
    }
    if (tree.isOver(time, hours, clock)) {
      keep(new LateArrival(trade, null, hours, clock));
      return true;
    }
    OpenBar bar = tree.at(0, time, hours);
    if (bar.isGiven()) {
      return false;
    }
    bar.content().add(trade);
    remember(bar);
    return true;
  }

  private void keep(LateArrival one) {
    if (late == null) {
      late = new LateArrivals();
    }
    late.add(one);
    tree.begun = true;
  }

  /**
   * When the next trade or given bar that is kept can be taken; {@link Long#MAX_VALUE} where none
   * is.
   *
   * @return the clock that it came with
   */
  public long nextLate() {
    return late == null ? Long.MAX_VALUE : late.next();
  }

  /**
   * Takes a bar that a feed gives, to be closed at its end; one that is over is kept until {@link
   * #nextLate}. Of two of the same time the later one stands, but one that is closed is not taken
   * again, see {@link #takeRepeated}.
   *
   * @param given a minute's or a session's
   * @param hours the session; for a session's bar its own hours
   * @param clock what the clock of the bar's partition had passed when it came
   */
  public void add(RawBar given, SessionHours hours, long clock) {
    current = null;
    if (Math.min(given.end().toEpochMilli(), hours.close()) <= clock) {
      keep(new LateArrival(null, given, hours, clock));
      return;
    }
    tree.take(given, hours);
  }

  /** How many given bars were not taken since this was asked last: theirs were closed already. */
  public int takeRepeated() {
    return tree.takeRepeated();
  }

  /**
   * How many shorter bars, and trades that had been kept, were not added since this was asked last:
   * a given bar stands for them. What a given session stands for is in the bars within it.
   */
  public int takeSuperseded() {
    return tree.takeSuperseded();
  }

  private void remember(OpenBar bar) {
    current = bar;
    currentFrom = bar.start();
    currentTo = bar.end();
  }

  /**
   * Whether a bar was begun or something late kept since this was asked last, so that there may be
   * something new due.
   */
  public boolean takeBegun() {
    boolean was = tree.begun;
    tree.begun = false;
    return was;
  }

  /**
   * Closes what is due, takes what came late and whose time has come and forgets what can no longer
   * be revised.
   *
   * @param time event time that has passed
   * @param forgettable bars that were due at or before this time are forgotten
   * @param out gets each bar that is closed, in order of end and length, with the revisions between
   */
  public void advance(long time, long forgettable, Consumer<Bar> out) {
    current = null;
    goOn(time, time, out);
    tree.forget(forgettable);
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
      long due = tree.levels.firstOpenDue();
      long taken = nextLate();
      long next = Math.min(due, taken);
      if (next > time || next == Long.MAX_VALUE) {
        return;
      }
      if (due == next) {
        tree.closeDue(due, due <= clock, out);
      } else {
        LateArrival one = late.poll();
        late = late.isEmpty() ? null : late;
        tree.take(one, out);
      }
    }
  }

  /**
   * When something is to be done if nothing comes: a bar is due or can be forgotten, or what came
   * late can be taken.
   *
   * @param lateness how long a closed bar is kept, milliseconds
   * @return {@link Long#MAX_VALUE} where there is nothing
   */
  public long nextDue(long lateness) {
    long due = Math.min(tree.levels.firstOpenDue(), nextLate());
    long oldest = tree.levels.firstDue();
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

  /** Whether no bar is open or may be revised and nothing late is kept. */
  public boolean isEmpty() {
    return tree.levels.isEmpty() && late == null;
  }

  /** Bars of their own with the same content. */
  public SymbolBars copy() {
    SymbolBars copy = new SymbolBars(tree.copy());
    copy.timer = timer;
    copy.late = late == null ? null : late.copy();
    return copy;
  }

  /** Writes the version and the bars. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(tree.symbol());
    out.writeLong(timer);
    tree.levels.write(out);
    (tree.actions == null ? new BarActions() : tree.actions).write(out);
    (late == null ? new LateArrivals() : late).write(out);
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
    SymbolBars bars = new SymbolBars(new BarTree(symbol, BarLevels.read(in, version)));
    bars.timer = timer;
    if (version > 1) {
      BarActions actions = BarActions.read(in);
      bars.tree.actions = actions.isEmpty() ? null : actions;
    }
    if (version > 2) {
      LateArrivals late = LateArrivals.read(symbol, in);
      bars.late = late.isEmpty() ? null : late;
    }
    return bars;
  }
}
