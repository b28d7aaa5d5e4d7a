package dev.sluice.domain.market;

import java.util.function.Consumer;

/**
 * The bars of one symbol in all timeframes, each a part of a longer one, and the corporate actions
 * that they are to say: how a bar is begun, closed and revised. Mutable; no clock of its own, see
 * {@link SymbolBars}.
 */
final class BarTree {
  private final String symbol;
  final BarLevels levels;

  /** Null where no corporate action is to be said. */
  BarActions actions;

  /** Whether a bar was begun; no part of the state, as what follows. */
  boolean begun;

  private int repeated;
  private int superseded;

  BarTree(String symbol, BarLevels levels) {
    this.symbol = symbol;
    this.levels = levels;
  }

  String symbol() {
    return symbol;
  }

  /** Takes a corporate action that has come into force. */
  void add(CorporateAction action) {
    if (actions == null) {
      actions = new BarActions();
    }
    actions.add(action);
  }

  /** The bar of a timeframe at a moment, and the longer ones that it lies in. */
  OpenBar at(int level, long time, SessionHours hours) {
    long bucket = levels.get(level).bucket(time, hours);
    OpenBar found = levels.get(level).find(bucket);
    if (found != null) {
      return found;
    }
    begun = true;
    long parent = level + 1 < levels.count() ? at(level + 1, time, hours).bucket : 0;
    return levels.get(level).create(bucket, parent, hours);
  }

  /** The bar that a given one is, and the longer ones that it lies in. */
  private OpenBar place(int level, RawBar given, SessionHours hours) {
    long start = given.start().toEpochMilli();
    OpenBar found = levels.get(level).find(start);
    if (found != null) {
      return found;
    }
    begun = true;
    long parent = level + 1 < levels.count() ? at(level + 1, start, hours).bucket : 0;
    return levels.get(level).create(given, parent, hours);
  }

  /** Takes a bar that a feed gives, of a time that is not over. */
  void take(RawBar given, SessionHours hours) {
    OpenBar bar = place(levels.of(given.timeframe()), given, hours);
    if (bar.isClosed()) {
      repeated++;
    } else {
      bar.replace(given);
    }
  }

  /** Whether the shortest bar of a moment is closed, or will be when event time is at a clock. */
  boolean isOver(long time, SessionHours hours, long clock) {
    long bucket = levels.get(0).bucket(time, hours);
    OpenBar bar = levels.get(0).find(bucket);
    return bar == null
        ? levels.get(0).end(bucket, hours) <= clock
        : bar.isClosed() || bar.due <= clock;
  }

  /** Revises with what came late what is closed, and adds it to what is not. */
  void take(LateArrival one, Consumer<Bar> out) {
    if (one.bar() == null) {
      passUp(0, one, null, false, out);
      return;
    }
    int level = levels.of(one.bar().timeframe());
    OpenBar bar = place(level, one.bar(), one.hours());
    if (bar.isClosed()) {
      repeated++;
      return;
    }
    bar.replace(one.bar());
    passUp(level + 1, one, bar, emit(level, bar, true, out), out);
  }

  /**
   * Adds what came late to the bars from a level up, as far as a given one stands for it.
   *
   * @param part the shorter bar that it is in already; null where there is none
   * @param says whether that one is the first to say an action
   */
  private void passUp(int from, LateArrival one, OpenBar part, boolean says, Consumer<Bar> out) {
    BarBuilder what = one.content();
    OpenBar shorter = part;
    boolean saying = says;
    for (int i = from; i < levels.count(); i++) {
      OpenBar bar = at(i, one.time(), one.hours());
      if (bar.isGiven()) {
        superseded++;
        return;
      }
      if (levels.get(i).timeframe == Timeframe.WEEK && shorter != null) {
        addToWeek(bar, what, one.hours(), shorter, saying);
      } else {
        bar.content().add(what);
      }
      if (!bar.isClosed() && bar.due > one.clock()) {
        return;
      }
      saying = emit(i, bar, true, out);
      shorter = bar;
    }
  }

  /** Adds to a week what came late to a session, on the week's scale. */
  private void addToWeek(
      OpenBar week, BarBuilder what, SessionHours hours, OpenBar session, boolean says) {
    if (says) {
      week.follow(session);
    }
    double factor = actions == null ? 1 : actions.factor(hours.date(), week.bucket);
    week.content().add(factor == 1 ? what : what.onScale(factor));
    week.span(session);
  }

  void closeDue(long due, boolean complete, Consumer<Bar> out) {
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
    boolean says = emit(level, bar, complete, out);
    OpenBar parent = level + 1 < levels.count() ? levels.get(level + 1).find(bar.parent) : null;
    if (parent == null || parent.isClosed()) {
      return;
    }
    if (parent.isGiven()) {
      superseded++;
      return;
    }
    if (levels.get(level + 1).timeframe == Timeframe.WEEK) {
      if (says) {
        parent.follow(bar);
      }
      parent.span(bar);
    }
    parent.content().add(bar.content());
  }

  /**
   * Gives the next edition of a bar.
   *
   * @param complete of its first edition, whether event time has reached its end
   * @return whether it is the first to say an action
   */
  private boolean emit(int level, OpenBar bar, boolean complete, Consumer<Bar> out) {
    Timeframe timeframe = levels.get(level).timeframe;
    if (bar.isClosed()) {
      out.accept(bar.revise(symbol, timeframe));
      return false;
    }
    boolean says = actions != null && actions.say(timeframe, bar);
    out.accept(bar.close(symbol, timeframe, complete));
    return says;
  }

  /** Forgets what can no longer be revised and was due at or before a time. */
  void forget(long time) {
    levels.forget(time);
    if (actions != null) {
      actions.forget(levels);
      actions = actions.isEmpty() ? null : actions;
    }
  }

  /** See {@link SymbolBars#takeRepeated}. */
  int takeRepeated() {
    int were = repeated;
    repeated = 0;
    return were;
  }

  /** See {@link SymbolBars#takeSuperseded}. */
  int takeSuperseded() {
    int were = superseded;
    superseded = 0;
    return were;
  }

  BarTree copy() {
    BarTree copy = new BarTree(symbol, levels.copy());
    copy.actions = actions == null ? null : actions.copy();
    return copy;
  }
}
