package dev.sluice.domain.indicator;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * All indicators of one symbol in one timeframe: constant in size, O(1) a bar, mutable.
 *
 * <p>Splits: before a bar with split factor f (new shares per old) is taken, each price held is
 * divided by f and each volume multiplied by it. So the indicators are always of split-adjusted
 * prices on the scale of the current bar, continuous across the split, without the history.
 *
 * <p>Revisions: the last bar can be taken back and another edition of it taken instead. What is
 * kept, and written, is the state before the last bar, and that bar: the rest follows from it.
 *
 * <p>The binary form starts with a version; the same state always gives the same bytes, and a state
 * that was written and read goes on bit for bit like one that was not.
 */
public final class IndicatorState {
  private static final int VERSION = 2;

  private final Timeframe timeframe;
  private final double barsPerYear;
  private Taken taken;

  /** The state before the last bar, where that had a split; null otherwise. */
  private Taken beforeSplit;

  /** False before the first bar. */
  private boolean hasLast;

  private double lastHigh;
  private double lastLow;
  private double lastClose;
  private double lastVolume;
  private double lastSplit;

  /** The state before the first bar, with the bars per year of the New York Stock Exchange. */
  public IndicatorState(Timeframe timeframe) {
    this(timeframe, BarsPerYear.of(timeframe));
  }

  /**
   * The state before the first bar.
   *
   * @param timeframe length of the bars
   * @param barsPerYear by which the volatility is made annual, as {@link BarsPerYear} gives it
   * @throws IllegalArgumentException where that is not a finite number above 0
   */
  public IndicatorState(Timeframe timeframe, double barsPerYear) {
    requireAboveZero("barsPerYear", barsPerYear);
    this.timeframe = timeframe;
    this.barsPerYear = barsPerYear;
    this.taken = new Taken();
  }

  /** The length of the bars that this state takes. */
  public Timeframe timeframe() {
    return timeframe;
  }

  /** Bars in a year, by which the volatility is made annual. */
  public double barsPerYear() {
    return barsPerYear;
  }

  /**
   * Takes the next closed bar and gives the indicators as of its close.
   *
   * @throws IllegalArgumentException naming field, value and what was expected, where a price or
   *     the split factor is not a finite number above 0, the volume not one from 0 up, or the bar
   *     is of another timeframe; the state is then as it was
   */
  public IndicatorSnapshot update(Bar bar) {
    requireUsable(bar);
    take(bar.high(), bar.low(), bar.close(), bar.volume(), bar.splitFactor());
    return snapshot();
  }

  /**
   * Replaces the last bar by another edition of it and gives the indicators as of its close; they,
   * and all that follows, are bit for bit what they were had this edition been taken at once. The
   * caller knows that it is the same bar. O(1), save where either edition has a split.
   *
   * @throws IllegalStateException where no bar was taken yet
   * @throws IllegalArgumentException as {@link #update}; the state is then as it was
   */
  public IndicatorSnapshot revise(Bar bar) {
    if (!hasLast) {
      throw new IllegalStateException("no bar was taken that could be revised");
    }
    requireUsable(bar);
    if (beforeSplit != null) {
      taken = beforeSplit;
    } else {
      taken.undo();
    }
    take(bar.high(), bar.low(), bar.close(), bar.volume(), bar.splitFactor());
    return snapshot();
  }

  private void take(double high, double low, double close, double volume, double split) {
    beforeSplit = null;
    if (split != 1) {
      beforeSplit = taken;
      beforeSplit.settle();
      taken = beforeSplit.copy();
      taken.rescale(1 / split, split);
    }
    taken.update(high, low, close, volume);
    hasLast = true;
    lastHigh = high;
    lastLow = low;
    lastClose = close;
    lastVolume = volume;
    lastSplit = split;
  }

  /** The indicators as of the last bar; NaN before warm-up. */
  public IndicatorSnapshot snapshot() {
    return taken.now.snapshot(taken.windows, barsPerYear);
  }

  private void requireUsable(Bar bar) {
    if (bar.timeframe() != timeframe) {
      throw new IllegalArgumentException(
          "timeframe: %s, expected %s".formatted(bar.timeframe().code(), timeframe.code()));
    }
    requireAboveZero("high", bar.high());
    requireAboveZero("low", bar.low());
    requireAboveZero("close", bar.close());
    requireAboveZero("splitFactor", bar.splitFactor());
    if (!Double.isFinite(bar.volume()) || bar.volume() < 0) {
      throw new IllegalArgumentException(
          "volume: " + bar.volume() + ", expected a finite number from 0 up");
    }
  }

  private static void requireAboveZero(String field, double value) {
    if (!Double.isFinite(value) || value <= 0) {
      throw new IllegalArgumentException(
          field + ": " + value + ", expected a finite number above 0");
    }
  }

  /** A state of its own with the same content. */
  public IndicatorState copy() {
    IndicatorState copy = new IndicatorState(timeframe, barsPerYear);
    copy.taken = taken.copy();
    copy.beforeSplit = beforeSplit == null ? null : beforeSplit.copy();
    copy.hasLast = hasLast;
    copy.lastHigh = lastHigh;
    copy.lastLow = lastLow;
    copy.lastClose = lastClose;
    copy.lastVolume = lastVolume;
    copy.lastSplit = lastSplit;
    return copy;
  }

  /** Writes the version and the state; at most 2,346 bytes. The state itself is not changed. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(timeframe.code());
    out.writeDouble(barsPerYear);
    (beforeSplit == null ? taken : beforeSplit).writeBeforeLast(out);
    out.writeBoolean(hasLast);
    if (hasLast) {
      out.writeDouble(lastHigh);
      out.writeDouble(lastLow);
      out.writeDouble(lastClose);
      out.writeDouble(lastVolume);
      out.writeDouble(lastSplit);
    }
  }

  /**
   * The state that {@link #write} wrote.
   *
   * @throws IOException where the bytes end early or are of a version that this one does not know
   */
  public static IndicatorState read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("indicator state: version " + version + ", expected " + VERSION);
    }
    IndicatorState state = new IndicatorState(Timeframe.of(in.readUTF()), in.readDouble());
    state.taken.read(in);
    if (in.readBoolean()) {
      state.take(
          in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }
    return state;
  }

  /** The windows and what runs over them, with what it takes to undo the last bar. */
  private static final class Taken {
    final SharedWindows windows;
    final RunningIndicators now = new RunningIndicators();
    private final RunningIndicators before = new RunningIndicators();

    /** Whether the last bar is in the windows and can be undone. */
    private boolean undoable;

    Taken() {
      this(new SharedWindows());
    }

    private Taken(SharedWindows windows) {
      this.windows = windows;
    }

    void update(double high, double low, double close, double volume) {
      before.set(now);
      now.update(windows, high, low, close, volume);
      undoable = true;
    }

    void undo() {
      windows.undo();
      now.set(before);
      undoable = false;
    }

    /** Makes this the state before the next bar: the last one is not undone any more. */
    void settle() {
      before.set(now);
      undoable = false;
    }

    void rescale(double priceFactor, double volumeFactor) {
      windows.rescale(priceFactor, volumeFactor);
      now.rescale(windows, priceFactor, volumeFactor);
    }

    Taken copy() {
      Taken copy = new Taken(windows.copy());
      copy.now.set(now);
      copy.before.set(before);
      copy.undoable = undoable;
      return copy;
    }

    void writeBeforeLast(DataOutput out) throws IOException {
      windows.write(out, undoable ? 1 : 0);
      before.write(out);
    }

    void read(DataInput in) throws IOException {
      windows.read(in);
      before.read(in);
      now.set(before);
    }
  }
}
