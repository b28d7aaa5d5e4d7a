package dev.sluice.domain.strategy;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/**
 * The last bars of a symbol in one timeframe, as strategies are shown them: a ring of fixed size.
 * Mutable. A split puts the bars before it on the new scale; a revision of the newest bar takes its
 * place, an older bar's is dropped, since what it led to has been decided.
 */
public final class StrategySeries implements StrategyView {
  private static final int VERSION = 1;
  private static final int OPEN = 0;
  private static final int HIGH = 1;
  private static final int LOW = 2;
  private static final int CLOSE = 3;
  private static final int VOLUME = 4;
  private static final int COLUMNS = 5;
  private static final long NONE = Long.MIN_VALUE;

  private final int length;
  private final double[] ring;
  private int count;
  private int newest = -1;

  /** Start of the newest bar, epoch milliseconds, UTC. */
  private long start = NONE;

  /** Of the newest bar and of the one before it: what of them is looked at again. */
  private IndicatorSnapshot now;

  private IndicatorSnapshot before;

  // What is shown during a call; no part of the state.
  private Bar bar;

  /**
   * An empty series.
   *
   * @param length how many bars are kept, at least 1
   */
  public StrategySeries(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("length is " + length + ", expected at least 1");
    }
    this.length = length;
    ring = new double[length * COLUMNS];
  }

  /**
   * Takes a bar.
   *
   * @return true where it is a new one, which may be decided on; false for a revision
   */
  public boolean add(IndicatedBar indicated) {
    Bar next = indicated.bar();
    long nextStart = next.start().toEpochMilli();
    if (nextStart < start) {
      return false;
    }
    bar = next;
    if (nextStart == start) {
      now = indicated.indicators();
      put(next);
      return false;
    }
    if (next.splitFactor() != 1) {
      rescale(next.splitFactor());
    }
    before = now;
    now = indicated.indicators();
    start = nextStart;
    newest = (newest + 1) % length;
    count = Math.min(count + 1, length);
    put(next);
    return true;
  }

  private void put(Bar taken) {
    int at = newest * COLUMNS;
    ring[at + OPEN] = taken.open();
    ring[at + HIGH] = taken.high();
    ring[at + LOW] = taken.low();
    ring[at + CLOSE] = taken.close();
    ring[at + VOLUME] = taken.volume();
  }

  private void rescale(double factor) {
    for (int i = 0; i < ring.length; i++) {
      ring[i] = i % COLUMNS == VOLUME ? ring[i] * factor : ring[i] / factor;
    }
  }

  @Override
  public Bar bar() {
    return bar;
  }

  @Override
  public IndicatorSnapshot indicators() {
    return now;
  }

  @Override
  public IndicatorSnapshot before() {
    return before;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public double open(int ago) {
    return value(ago, OPEN);
  }

  @Override
  public double high(int ago) {
    return value(ago, HIGH);
  }

  @Override
  public double low(int ago) {
    return value(ago, LOW);
  }

  @Override
  public double close(int ago) {
    return value(ago, CLOSE);
  }

  @Override
  public double volume(int ago) {
    return value(ago, VOLUME);
  }

  private double value(int ago, int column) {
    Objects.checkIndex(ago, count);
    int place = newest - ago;
    return ring[(place < 0 ? place + length : place) * COLUMNS + column];
  }

  /** The same bars in a series of another length: the newest that it has room for. */
  public StrategySeries withLength(int newLength) {
    if (newLength == length) {
      return this;
    }
    StrategySeries other = new StrategySeries(newLength);
    int kept = Math.min(count, newLength);
    for (int i = 0; i < kept; i++) {
      for (int column = 0; column < COLUMNS; column++) {
        other.ring[i * COLUMNS + column] = value(kept - 1 - i, column);
      }
    }
    other.count = kept;
    other.newest = kept - 1;
    other.start = start;
    other.now = now;
    other.before = before;
    return other;
  }

  /** An independent copy. */
  public StrategySeries copy() {
    StrategySeries copy = new StrategySeries(length);
    System.arraycopy(ring, 0, copy.ring, 0, ring.length);
    copy.count = count;
    copy.newest = newest;
    copy.start = start;
    copy.now = now;
    copy.before = before;
    return copy;
  }

  /** Writes the version and the series. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(length);
    out.writeInt(count);
    for (int ago = count - 1; ago >= 0; ago--) {
      for (int column = 0; column < COLUMNS; column++) {
        out.writeDouble(value(ago, column));
      }
    }
    out.writeLong(start);
    SnapshotIo.write(now, out);
    SnapshotIo.write(before, out);
  }

  /**
   * The series that {@link #write} wrote.
   *
   * @throws IOException where the bytes end early or are of a version that this one does not know
   */
  public static StrategySeries read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("strategy series: version " + version + ", expected " + VERSION);
    }
    StrategySeries series = new StrategySeries(in.readInt());
    series.count = in.readInt();
    if (series.count < 0 || series.count > series.length) {
      throw new IOException(
          "strategy series: " + series.count + " bars, expected 0 to " + series.length);
    }
    for (int i = 0; i < series.count * COLUMNS; i++) {
      series.ring[i] = in.readDouble();
    }
    series.newest = series.count - 1;
    series.start = in.readLong();
    series.now = SnapshotIo.read(in);
    series.before = SnapshotIo.read(in);
    return series;
  }
}
