package dev.sluice.operators.market;

import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What {@link ComputeIndicators} keeps of a symbol and timeframe: the indicators' state, which
 * edition of which bar was taken last, and the last bars where custom indicators want them.
 * Mutable.
 */
final class SymbolIndicators {
  private static final int VERSION = 1;
  private static final long DAY = 86_400_000;

  /** Days from a Monday to 1970-01-01, a Thursday. */
  private static final int MONDAY = 3;

  /** What a bar is to those that were taken. */
  enum Standing {
    /** It ends after the last one. */
    NEXT,
    /** A later edition of the last one. */
    REVISION,
    /** The last one again, in this or an earlier edition, or an earlier one's first edition. */
    REPEATED,
    /** A revision of a bar before the last one. */
    TOO_LATE
  }

  private final IndicatorState indicators;
  private RecentBars recent = new RecentBars();

  /** Milliseconds since 1970; the least number before the first bar. */
  private long lastEnd = Long.MIN_VALUE;

  private int lastRevision;

  SymbolIndicators(Timeframe timeframe, double barsPerYear) {
    this.indicators = new IndicatorState(timeframe, barsPerYear);
  }

  private SymbolIndicators(IndicatorState indicators) {
    this.indicators = indicators;
  }

  Standing standing(Bar bar) {
    long end = bar.end().toEpochMilli();
    if (bar.timeframe() == Timeframe.WEEK && week(end) == week(lastEnd)) {
      // A late trade of a day that had none moves a week's end.
      return bar.revision() > lastRevision ? Standing.REVISION : Standing.REPEATED;
    }
    if (end > lastEnd) {
      return Standing.NEXT;
    }
    if (end < lastEnd) {
      return bar.revision() > 0 ? Standing.TOO_LATE : Standing.REPEATED;
    }
    return bar.revision() > lastRevision ? Standing.REVISION : Standing.REPEATED;
  }

  /**
   * The week, from Monday to Sunday, in which the last millisecond before an end lies. On each
   * calendar that there is a session's last millisecond is on its date in UTC, or in its week.
   */
  private static long week(long end) {
    return Math.floorDiv(Math.floorDiv(end - 1, DAY) + MONDAY, 7L);
  }

  /**
   * Takes the next bar, or a revision of the last one.
   *
   * @param bar as {@link #standing} says it is
   * @param kept how many of the last bars to keep
   */
  IndicatorSnapshot take(Bar bar, Standing standing, int kept) {
    IndicatorSnapshot snapshot;
    if (standing == Standing.REVISION) {
      snapshot = indicators.revise(bar);
      recent.replaceLast(bar);
    } else {
      snapshot = indicators.update(bar);
      recent.add(bar, kept);
    }
    lastEnd = bar.end().toEpochMilli();
    lastRevision = bar.revision();
    return snapshot;
  }

  RecentBars recent() {
    return recent;
  }

  SymbolIndicators copy() {
    SymbolIndicators copy = new SymbolIndicators(indicators.copy());
    copy.recent = recent.copy();
    copy.lastEnd = lastEnd;
    copy.lastRevision = lastRevision;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    indicators.write(out);
    out.writeLong(lastEnd);
    out.writeInt(lastRevision);
    recent.write(out);
  }

  static SymbolIndicators read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("symbol indicators: version " + version + ", expected " + VERSION);
    }
    SymbolIndicators state = new SymbolIndicators(IndicatorState.read(in));
    state.lastEnd = in.readLong();
    state.lastRevision = in.readInt();
    state.recent.read(in);
    return state;
  }
}
