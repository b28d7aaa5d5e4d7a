package dev.sluice.domain.quality;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Judges the given bars of one symbol and timeframe, in the order in which they come. A bar that is
 * rejected changes nothing; one that is out of order is not compared with its neighbours. Mutable;
 * the size is bounded by {@link QualityThresholds#duplicateWindow()}.
 */
public final class BarQuality {
  private static final long NONE = Long.MIN_VALUE;
  private static final long MINUTE_MILLIS = 60_000;

  private RecentKeys recent = new RecentKeys();
  private SpikeWatch spikes = new SpikeWatch();
  private long lastKey = NONE;
  private double lastClose = Double.NaN;
  private int sameCloses;

  /** The session of the last bar that had one, to be spared a look-up; no part of the state. */
  private Session session;

  /**
   * Judges a bar.
   *
   * @param clock the feed's clock, epoch milliseconds UTC, or {@link QualityContext#NO_CLOCK}
   */
  public QualityVerdict judge(RawBar bar, long clock, QualityContext context) {
    QualityThresholds thresholds = context.thresholds();
    QualityVerdict impossible = impossible(bar, clock, thresholds);
    if (impossible != null) {
      return impossible;
    }
    long key = key(bar);
    int before = recent.find(key);
    if (before >= 0) {
      boolean equal = recent.mark(before) == fingerprint(bar);
      return QualityVerdict.reject(
          QualityRule.DUPLICATE_BAR,
          "%s was there before, with %s figures"
              .formatted(when(bar), equal ? "the same" : "other"));
    }
    recent.add(key, fingerprint(bar), thresholds.duplicateWindow());
    QualityVerdict.Draft draft = new QualityVerdict.Draft();
    judgeAlone(bar, context, draft);
    if (lastKey != NONE && key < lastKey) {
      draft.add(
          QualityRule.OUT_OF_ORDER, "%s is before %s".formatted(when(bar), when(bar, lastKey)));
    } else {
      judgeGap(bar, key, context, draft);
      judgeCloses(bar, thresholds, draft);
      lastKey = key;
    }
    return draft.verdict();
  }

  /** Changes the scale of prices: new shares for an old one, of a split that no bar says. */
  public void split(double factor) {
    spikes.split(factor);
  }

  private static QualityVerdict impossible(RawBar bar, long clock, QualityThresholds thresholds) {
    for (double price : new double[] {bar.open(), bar.high(), bar.low(), bar.close()}) {
      if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
        return QualityVerdict.reject(
            QualityRule.NON_POSITIVE_PRICE,
            "open %s, high %s, low %s, close %s"
                .formatted(bar.open(), bar.high(), bar.low(), bar.close()));
      }
    }
    double slack = thresholds.ohlcTolerance() * bar.high();
    boolean inside =
        bar.high() + slack >= Math.max(bar.low(), Math.max(bar.open(), bar.close()))
            && bar.low() - slack <= Math.min(bar.open(), bar.close());
    if (!inside) {
      return QualityVerdict.reject(
          QualityRule.OHLC_INCONSISTENT,
          "open %s, high %s, low %s, close %s"
              .formatted(bar.open(), bar.high(), bar.low(), bar.close()));
    }
    if (bar.end().toEpochMilli() - thresholds.maxAhead().toMillis() > clock) {
      return QualityVerdict.reject(
          QualityRule.FUTURE,
          "ends at %s, the clock is at %s".formatted(bar.end(), Instant.ofEpochMilli(clock)));
    }
    return null;
  }

  private void judgeAlone(RawBar bar, QualityContext context, QualityVerdict.Draft draft) {
    if (bar.volume() == 0) {
      draft.add(QualityRule.ZERO_VOLUME, when(bar));
    }
    if (bar.high() - bar.low() <= context.thresholds().flatRange() * bar.low()) {
      draft.add(QualityRule.FLAT_BAR, "%s at %s".formatted(when(bar), bar.close()));
    }
    if (bar.timeframe() == Timeframe.SESSION) {
      if (context.calendar().session(bar.sessionDate()).isEmpty()) {
        draft.add(
            QualityRule.NOT_A_SESSION,
            "%s, a %s, is none of %s"
                .formatted(
                    bar.sessionDate(),
                    bar.sessionDate().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                    context.calendar().name()));
      }
    } else if (!isInSession(bar.start(), context)) {
      draft.add(
          QualityRule.NOT_A_SESSION,
          "%s is in none of %s".formatted(bar.start(), context.calendar().name()));
    }
  }

  private boolean isInSession(Instant start, QualityContext context) {
    // Whether the closing instant is the session's or the next one's is the calendar's to say.
    if (session == null || start.isBefore(session.open()) || !start.isBefore(session.close())) {
      session = context.calendar().sessionAt(start).orElse(null);
    }
    return session != null;
  }

  private void judgeGap(RawBar bar, long key, QualityContext context, QualityVerdict.Draft draft) {
    if (lastKey == NONE) {
      return;
    }
    if (bar.timeframe() == Timeframe.SESSION) {
      int missing =
          TradingTime.sessionsBetween(
              context.calendar(), LocalDate.ofEpochDay(lastKey), bar.sessionDate());
      if (missing > context.thresholds().gapSessions()) {
        draft.add(
            QualityRule.GAP,
            "%d sessions missing between %s and %s"
                .formatted(missing, LocalDate.ofEpochDay(lastKey), bar.sessionDate()));
      }
      return;
    }
    long end = lastKey + MINUTE_MILLIS;
    if (key <= end) {
      return;
    }
    long open = TradingTime.openMillis(context.calendar(), Instant.ofEpochMilli(end), bar.start());
    long missing = open / MINUTE_MILLIS;
    if (missing > context.thresholds().gapMinutes()) {
      draft.add(
          QualityRule.GAP,
          "%d minutes missing between %s and %s"
              .formatted(missing, Instant.ofEpochMilli(lastKey), bar.start()));
    }
  }

  private void judgeCloses(RawBar bar, QualityThresholds thresholds, QualityVerdict.Draft draft) {
    boolean days = bar.timeframe() == Timeframe.SESSION;
    if (bar.splitFactor() != 1) {
      spikes.split(bar.splitFactor());
    }
    sameCloses = bar.close() == lastClose ? sameCloses + 1 : 1;
    lastClose = bar.close();
    if (sameCloses == (days ? thresholds.staleSessions() : thresholds.staleMinutes())) {
      draft.add(
          QualityRule.STALE,
          "close %s for %d bars up to %s".formatted(lastClose, sameCloses, when(bar)));
    }
    double threshold = days ? thresholds.sessionSpike() : thresholds.minuteSpike();
    double reference = spikes.reference();
    spikes.judge(bar.close(), threshold, thresholds.barConfirmations());
    draft.add(spikes, when(bar) + ": close", bar.close(), reference, threshold);
  }

  /** How many bars are held: they are neither confirmed nor refuted. */
  public int held() {
    return spikes.held();
  }

  /** Waits for nothing any more: what is held is neither confirmed nor refuted. */
  public void giveUp() {
    spikes.giveUp();
  }

  private static long key(RawBar bar) {
    return bar.timeframe() == Timeframe.SESSION
        ? bar.sessionDate().toEpochDay()
        : bar.start().toEpochMilli();
  }

  private static String when(RawBar bar) {
    return when(bar, key(bar));
  }

  private static String when(RawBar bar, long key) {
    return bar.timeframe() == Timeframe.SESSION
        ? LocalDate.ofEpochDay(key).toString()
        : Instant.ofEpochMilli(key).toString();
  }

  private static long fingerprint(RawBar bar) {
    long hash = Double.doubleToLongBits(bar.open());
    hash = RecentKeys.mix(hash) + Double.doubleToLongBits(bar.high());
    hash = RecentKeys.mix(hash) + Double.doubleToLongBits(bar.low());
    hash = RecentKeys.mix(hash) + Double.doubleToLongBits(bar.close());
    return RecentKeys.mix(hash) + Double.doubleToLongBits(bar.volume());
  }

  /** Writes the state; version 1. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(1);
    recent.write(out);
    spikes.write(out);
    out.writeLong(lastKey);
    out.writeDouble(lastClose);
    out.writeInt(sameCloses);
  }

  /** Reads what {@link #write} wrote. */
  public static BarQuality read(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != 1) {
      throw new IOException("BarQuality: version was " + version + ", expected 1");
    }
    BarQuality quality = new BarQuality();
    quality.recent = RecentKeys.read(in);
    quality.spikes = SpikeWatch.read(in);
    quality.lastKey = in.readLong();
    quality.lastClose = in.readDouble();
    quality.sameCloses = in.readInt();
    return quality;
  }

  /** An independent copy. */
  public BarQuality copy() {
    BarQuality copy = new BarQuality();
    copy.recent = recent.copy();
    copy.spikes = spikes.copy();
    copy.lastKey = lastKey;
    copy.lastClose = lastClose;
    copy.sameCloses = sameCloses;
    return copy;
  }
}
