package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The corporate actions of one symbol that its log has announced: those that are still to come into
 * force, one for each ex-date, and the last ones that have. Mutable; bounded by {@link
 * #MOST_PENDING} and {@value #MOST_IN_FORCE}. Times are epoch milliseconds, UTC; days are epoch
 * days of the exchange.
 *
 * <p>An action is taken as long as its partition's log has not reached the open of its first
 * session, which is a fact of the log. Until then the same one again changes nothing and one for
 * the same ex-date that was announced later takes its place.
 */
public final class CorporateActions {
  /** Actions that may wait for their ex-date: thirty years of quarterly dividends. */
  public static final int MOST_PENDING = 128;

  private static final int VERSION = 1;
  private static final int MOST_IN_FORCE = 16;

  /** What becomes of an action that is announced. */
  public enum Verdict {
    /** It will come into force, in the place of another one for its ex-date where there was one. */
    TAKEN,
    /** It has been taken before, or another one that was announced later. */
    REPEATED,
    /** The log has reached the session from which on it would hold. */
    TOO_LATE,
    /** So many wait that no more are taken. */
    TOO_MANY
  }

  /** Is told what comes into force. */
  @FunctionalInterface
  public interface Begun {
    /**
     * An action is in force.
     *
     * @param open open of its first session
     */
    void begun(CorporateAction action, long open);
  }

  /**
   * An action that is to come into force.
   *
   * @param open open of its first session
   * @param announced when
   */
  private record Pending(CorporateAction action, long open, long announced) {
    long day() {
      return action.exDate().toEpochDay();
    }
  }

  /** By ex-date. */
  private final List<Pending> pending = new ArrayList<>(0);

  /** In the order in which they came into force. */
  private final List<CorporateAction> inForce = new ArrayList<>(0);

  /** The last session date that has begun. */
  private long lastDay = Long.MIN_VALUE;

  private long nextDay = Long.MIN_VALUE;
  private long lastSplitDay = Long.MIN_VALUE;

  /**
   * Takes what a log announces.
   *
   * @param open open of the action's first session
   * @param reached how far the log of its partition had come, see {@link PartitionClock#highest()}
   * @param announced when it came to the log by the broker's clock: of two copies of a log that
   *     says one thing and then another, neither may bring the first one back
   */
  public Verdict take(CorporateAction action, long open, long reached, long announced) {
    for (CorporateAction known : inForce) {
      if (known.saysTheSameAs(action)) {
        return Verdict.REPEATED;
      }
    }
    long day = action.exDate().toEpochDay();
    int at = 0;
    while (at < pending.size() && pending.get(at).day() < day) {
      at++;
    }
    boolean known = at < pending.size() && pending.get(at).day() == day;
    if (known
        && (pending.get(at).action.saysTheSameAs(action)
            || announced < pending.get(at).announced)) {
      return Verdict.REPEATED;
    }
    if (reached >= open || day <= lastDay) {
      return Verdict.TOO_LATE;
    }
    if (known) {
      pending.set(at, new Pending(action, open, announced));
    } else if (pending.size() == MOST_PENDING) {
      return Verdict.TOO_MANY;
    } else {
      pending.add(at, new Pending(action, open, announced));
    }
    plan();
    return Verdict.TAKEN;
  }

  /** The first session date that has not begun: {@link #begin} wants to know of it. */
  public long nextDay() {
    return nextDay;
  }

  /**
   * When the next one comes into force at the latest: the last millisecond before its first session
   * opens; {@link Long#MAX_VALUE} for none.
   */
  public long due() {
    return pending.isEmpty() ? Long.MAX_VALUE : pending.get(0).open - 1;
  }

  /**
   * Brings into force what is due.
   *
   * @param day a session date that has begun; {@link Long#MIN_VALUE} where none has
   * @param time a time that has passed
   * @param out gets each, by ex-date
   */
  public void begin(long day, long time, Begun out) {
    lastDay = Math.max(lastDay, day);
    while (!pending.isEmpty() && (pending.get(0).day() <= day || due() <= time)) {
      Pending first = pending.remove(0);
      if (inForce.size() == MOST_IN_FORCE) {
        inForce.remove(0);
      }
      inForce.add(first.action);
      out.begun(first.action, first.open);
    }
    plan();
  }

  /**
   * A tick on the scale of the last split that is in force, to be compared with those behind it.
   *
   * @param day date of the tick's session
   * @return the tick itself where no split came between
   */
  public Tick onScale(Tick tick, long day) {
    if (!scales(day)) {
      return tick;
    }
    double factor = 1;
    for (CorporateAction action : inForce) {
      if (action.exDate().toEpochDay() > day) {
        factor *= action.splitFactor();
      }
    }
    return tick.afterSplit(factor);
  }

  /**
   * Whether prices of a session are on another scale than today's.
   *
   * @param day epoch day of the session
   */
  public boolean scales(long day) {
    return day < lastSplitDay;
  }

  private void plan() {
    nextDay = lastDay + 1;
    lastSplitDay = Long.MIN_VALUE;
    for (CorporateAction action : inForce) {
      if (action.splitFactor() != 1) {
        lastSplitDay = Math.max(lastSplitDay, action.exDate().toEpochDay());
      }
    }
  }

  /** An independent copy. */
  public CorporateActions copy() {
    CorporateActions copy = new CorporateActions();
    copy.pending.addAll(pending);
    copy.inForce.addAll(inForce);
    copy.lastDay = lastDay;
    copy.plan();
    return copy;
  }

  /** Writes the version and the actions. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(lastDay);
    out.writeInt(pending.size());
    for (Pending one : pending) {
      write(one.action, out);
      out.writeLong(one.open);
      out.writeLong(one.announced);
    }
    out.writeInt(inForce.size());
    for (CorporateAction action : inForce) {
      write(action, out);
    }
  }

  private static void write(CorporateAction action, DataOutput out) throws IOException {
    out.writeUTF(action.symbol());
    out.writeLong(action.exDate().toEpochDay());
    out.writeDouble(action.splitFactor());
    out.writeDouble(action.dividend());
    out.writeUTF(action.source());
  }

  /**
   * The actions that {@link #write} wrote.
   *
   * @throws IOException where the bytes end early or are of a version that this one does not know
   */
  public static CorporateActions read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("corporate actions: version " + version + ", expected " + VERSION);
    }
    CorporateActions actions = new CorporateActions();
    actions.lastDay = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      actions.pending.add(new Pending(readAction(in), in.readLong(), in.readLong()));
    }
    for (int left = in.readInt(); left > 0; left--) {
      actions.inForce.add(readAction(in));
    }
    actions.plan();
    return actions;
  }

  private static CorporateAction readAction(DataInput in) throws IOException {
    return new CorporateAction(
        in.readUTF(),
        LocalDate.ofEpochDay(in.readLong()),
        in.readDouble(),
        in.readDouble(),
        in.readUTF());
  }
}
