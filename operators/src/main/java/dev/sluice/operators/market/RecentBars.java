package dev.sluice.operators.market;

import dev.sluice.domain.market.Bar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.num.DoubleNum;

/**
 * The last bars of a symbol and timeframe as they were traded, for indicators that are computed
 * afresh from them. Mutable; 64 bytes a bar when written.
 *
 * <p>Splits are applied when a series is made, newest bar first, and never to what is kept: so a
 * series depends on its bars alone, and the last bar can be replaced by one with another split.
 */
final class RecentBars {
  /**
   * A bar.
   *
   * @param start milliseconds since 1970
   * @param end milliseconds since 1970
   */
  private record Kept(
      long start,
      long end,
      double open,
      double high,
      double low,
      double close,
      double volume,
      double split) {
    static Kept of(Bar bar) {
      return new Kept(
          bar.start().toEpochMilli(),
          bar.end().toEpochMilli(),
          bar.open(),
          bar.high(),
          bar.low(),
          bar.close(),
          bar.volume(),
          bar.splitFactor());
    }
  }

  /** Oldest first. */
  private final Deque<Kept> bars = new ArrayDeque<>();

  /** Takes the next bar and keeps the last {@code most} bars. */
  void add(Bar bar, int most) {
    bars.addLast(Kept.of(bar));
    while (bars.size() > most) {
      bars.removeFirst();
    }
  }

  /** Takes another edition of the last bar, where that is kept. */
  void replaceLast(Bar bar) {
    if (bars.pollLast() != null) {
      bars.addLast(Kept.of(bar));
    }
  }

  int size() {
    return bars.size();
  }

  /** The last {@code count} bars, of which there must be so many, on the last one's scale. */
  BarSeries series(int count) {
    List<Kept> newestFirst = new ArrayList<>(count);
    Iterator<Kept> backwards = bars.descendingIterator();
    for (int i = 0; i < count; i++) {
      newestFirst.add(backwards.next());
    }
    double[] factors = new double[count];
    double factor = 1;
    for (int i = 0; i < count; i++) {
      factors[i] = factor;
      factor *= newestFirst.get(i).split;
    }
    BarSeries series = new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();
    for (int i = count - 1; i >= 0; i--) {
      add(series, newestFirst.get(i), factors[i]);
    }
    return series;
  }

  private static void add(BarSeries series, Kept bar, double factor) {
    series.addBar(
        Duration.ofMillis(bar.end - bar.start),
        Instant.ofEpochMilli(bar.end).atZone(ZoneOffset.UTC),
        bar.open / factor,
        bar.high / factor,
        bar.low / factor,
        bar.close / factor,
        bar.volume * factor);
  }

  RecentBars copy() {
    RecentBars copy = new RecentBars();
    copy.bars.addAll(bars);
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(bars.size());
    for (Kept bar : bars) {
      out.writeLong(bar.start);
      out.writeLong(bar.end);
      out.writeDouble(bar.open);
      out.writeDouble(bar.high);
      out.writeDouble(bar.low);
      out.writeDouble(bar.close);
      out.writeDouble(bar.volume);
      out.writeDouble(bar.split);
    }
  }

  /** Takes over what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    bars.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      bars.addLast(
          new Kept(
              in.readLong(),
              in.readLong(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble()));
    }
  }
}
