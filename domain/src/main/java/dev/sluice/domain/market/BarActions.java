package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The corporate actions that are in force and not yet in all bars of a symbol: of each timeframe
 * the first bar that closes on or after the ex-date says the factor and the dividend. A week has
 * them from the session that does. Mutable and bounded.
 */
final class BarActions {
  /**
   * Of a symbol that has not traded since the first of them, or that has no bars of a timeframe
   * that is configured; two become one beyond that.
   */
  private static final int MOST = 16;

  private static final long NONE = Long.MIN_VALUE;

  /** An action, and which bars have said it. */
  private static final class InForce {
    final long exDay;
    final double factor;
    final double dividend;

    /** A bit for each timeframe, by its place among them. */
    int said;

    /** Bucket of the week whose content is on the new scale. */
    long week = NONE;

    InForce(long exDay, double factor, double dividend) {
      this.exDay = exDay;
      this.factor = factor;
      this.dividend = dividend;
    }
  }

  /** By ex-date. */
  private final List<InForce> actions = new ArrayList<>(1);

  /** Takes an action that has come into force. One of each ex-date is taken. */
  void add(CorporateAction action) {
    long day = action.exDate().toEpochDay();
    int at = actions.size();
    while (at > 0 && actions.get(at - 1).exDay >= day) {
      at--;
    }
    if (at < actions.size() && actions.get(at).exDay == day) {
      return;
    }
    actions.add(at, new InForce(day, action.splitFactor(), action.dividend()));
    if (actions.size() > MOST) {
      join(alike());
    }
  }

  /**
   * Place of the first of two that the same bars have said: a bar that has said one of them must
   * not say it again with the other. There are such two, since what is older is said by no fewer.
   */
  private int alike() {
    for (int i = 0; i + 1 < actions.size(); i++) {
      if (actions.get(i).said == actions.get(i + 1).said) {
        return i;
      }
    }
    return 0;
  }

  private void join(int at) {
    InForce first = actions.remove(at);
    InForce second = actions.remove(at);
    InForce both =
        new InForce(
            second.exDay,
            first.factor * second.factor,
            first.dividend / second.factor + second.dividend);
    both.said = first.said | second.said;
    both.week = second.week;
    actions.add(at, both);
  }

  /**
   * Gives a bar that closes what it is the first of its timeframe to say.
   *
   * @return whether there was something
   */
  boolean say(Timeframe timeframe, OpenBar bar) {
    if (timeframe == Timeframe.WEEK) {
      return false;
    }
    int bit = 1 << timeframe.ordinal();
    boolean says = false;
    for (InForce action : actions) {
      if (action.exDay <= bar.date() && (action.said & bit) == 0) {
        action.said |= bit;
        if (timeframe == Timeframe.SESSION) {
          action.week = bar.parent;
        }
        bar.say(action.factor, action.dividend);
        says = true;
      }
    }
    return says;
  }

  /** What divides a price of a session of a week to be on the scale of the week's bar so far. */
  double factor(long date, long week) {
    double factor = 1;
    for (InForce action : actions) {
      if (action.week == week && action.exDay > date) {
        factor *= action.factor;
      }
    }
    return factor;
  }

  /** Forgets those that all timeframes have said and no trade of before can meet any more. */
  void forget(BarLevels levels) {
    actions.removeIf(action -> isDone(action, levels));
  }

  private static boolean isDone(InForce action, BarLevels levels) {
    for (int i = 0; i < levels.count(); i++) {
      BarLevel level = levels.get(i);
      boolean open =
          level.timeframe == Timeframe.WEEK
              ? level.find(action.week) != null
              : (action.said & 1 << level.timeframe.ordinal()) == 0;
      if (open) {
        return false;
      }
    }
    return true;
  }

  boolean isEmpty() {
    return actions.isEmpty();
  }

  BarActions copy() {
    BarActions copy = new BarActions();
    for (InForce action : actions) {
      InForce one = new InForce(action.exDay, action.factor, action.dividend);
      one.said = action.said;
      one.week = action.week;
      copy.actions.add(one);
    }
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(actions.size());
    for (InForce action : actions) {
      out.writeLong(action.exDay);
      out.writeDouble(action.factor);
      out.writeDouble(action.dividend);
      out.writeLong(action.week);
      int said = Integer.bitCount(action.said);
      out.writeByte(said);
      for (Timeframe timeframe : Timeframe.values()) {
        if ((action.said & 1 << timeframe.ordinal()) != 0) {
          out.writeUTF(timeframe.code());
        }
      }
    }
  }

  static BarActions read(DataInput in) throws IOException {
    BarActions actions = new BarActions();
    for (int left = in.readInt(); left > 0; left--) {
      InForce action = new InForce(in.readLong(), in.readDouble(), in.readDouble());
      action.week = in.readLong();
      for (int said = in.readByte(); said > 0; said--) {
        action.said |= 1 << Timeframe.of(in.readUTF()).ordinal();
      }
      actions.actions.add(action);
    }
    return actions;
  }
}
