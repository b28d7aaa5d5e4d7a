package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A bar in the making, or one that is closed and may still be revised. Mutable; times are epoch
 * milliseconds, UTC.
 */
final class OpenBar {
  /** What tells the bars of a timeframe apart: the start, or for a week its Monday's epoch day. */
  final long bucket;

  /** Event time at which it closes. */
  final long due;

  /**
   * Bucket of the bar of the next longer timeframe that it is a part of; another one where other
   * timeframes are built.
   */
  long parent;

  private BarBuilder content = new BarBuilder();

  /** Start of the bar, or of the first session in it. */
  private long start;

  /** End of the bar, or of the last session in it. */
  private long end;

  /** The exchange's date of the last session in it, as an epoch day. */
  private long date;

  private int revision;
  private boolean closed;

  /** Whether its content is what a feed said of it, which stands for all trades of its time. */
  private boolean given;

  /** Of the corporate actions that this bar is the first of its timeframe to say; 1 for none. */
  private double splitFactor = 1;

  /** See {@link #splitFactor}; 0 for none. */
  private double dividend;

  OpenBar(long bucket, long parent, long due, long start, long end, long date) {
    this.bucket = bucket;
    this.parent = parent;
    this.due = due;
    this.start = start;
    this.end = end;
    this.date = date;
  }

  BarBuilder content() {
    return content;
  }

  /** Forgets what was added: a bar that the feed gave stands for all of it. */
  void replace(RawBar bar) {
    content = new BarBuilder();
    content.add(bar);
    given = true;
  }

  /** Whether a feed gave it, so that nothing is to be added. */
  boolean isGiven() {
    return given;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  long date() {
    return date;
  }

  /**
   * Says a corporate action in each edition. The content stays as it is: a week's gets it by {@link
   * #follow}.
   */
  void say(double factor, double cash) {
    splitFactor *= factor;
    dividend = dividend / factor + cash;
  }

  /** Puts the content on the scale of a session that is added next and says a corporate action. */
  void follow(OpenBar session) {
    content.split(session.splitFactor, session.dividend);
  }

  boolean isClosed() {
    return closed;
  }

  /** Takes in the hours of a session of the week. */
  void span(OpenBar part) {
    start = Math.min(start, part.start);
    if (part.end >= end) {
      end = part.end;
      date = part.date;
    }
  }

  /**
   * The first edition of the bar.
   *
   * @param complete whether event time has reached its end
   */
  Bar close(String symbol, Timeframe timeframe, boolean complete) {
    closed = true;
    return bar(symbol, timeframe, complete);
  }

  /** The next edition of a closed bar. */
  Bar revise(String symbol, Timeframe timeframe) {
    revision++;
    return bar(symbol, timeframe, true);
  }

  private Bar bar(String symbol, Timeframe timeframe, boolean complete) {
    return content.build(
        symbol,
        timeframe,
        Instant.ofEpochMilli(start),
        Instant.ofEpochMilli(end),
        LocalDate.ofEpochDay(date),
        revision,
        splitFactor,
        dividend,
        complete);
  }

  OpenBar copy() {
    OpenBar copy = new OpenBar(bucket, parent, due, start, end, date);
    copy.content = content.copy();
    copy.revision = revision;
    copy.closed = closed;
    copy.given = given;
    copy.splitFactor = splitFactor;
    copy.dividend = dividend;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(bucket);
    out.writeLong(parent);
    out.writeLong(due);
    out.writeLong(start);
    out.writeLong(end);
    out.writeLong(date);
    out.writeInt(revision);
    out.writeBoolean(closed);
    content.write(out);
    out.writeDouble(splitFactor);
    out.writeDouble(dividend);
    out.writeBoolean(given);
  }

  /**
   * Reads a bar.
   *
   * @param version of {@link SymbolBars}: before the second there were no corporate actions, before
   *     the third it was not known which bars were given
   */
  static OpenBar read(DataInput in, int version) throws IOException {
    OpenBar bar =
        new OpenBar(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong());
    bar.revision = in.readInt();
    bar.closed = in.readBoolean();
    bar.content = BarBuilder.read(in);
    if (version > 1) {
      bar.splitFactor = in.readDouble();
      bar.dividend = in.readDouble();
    }
    bar.given = version > 2 && in.readBoolean();
    return bar;
  }
}
