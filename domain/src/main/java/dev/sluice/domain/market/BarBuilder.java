package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Builds one bar from trades or shorter bars, in any order of arrival: the first price is that of
 * the lowest (time, sequence) and the last that of the highest. Mutable and constant in size.
 */
public final class BarBuilder {
  private long firstTime = Long.MAX_VALUE;
  private long firstSequence = Long.MAX_VALUE;
  private long lastTime = Long.MIN_VALUE;
  private long lastSequence = Long.MIN_VALUE;
  private double open;
  private double high = Double.NEGATIVE_INFINITY;
  private double low = Double.POSITIVE_INFINITY;
  private double close;
  private double volume;
  private double volumeRest;
  private double notional;
  private double notionalRest;
  private long trades;
  private boolean tradesKnown = true;
  private boolean notionalKnown = true;
  private double splitFactor = 1;
  private double dividend;
  private boolean simulated;
  private boolean history;
  private String source = "";

  /** Adds a trade. */
  public void add(Tick trade) {
    extendFirst(trade.eventTime(), trade.sequence(), trade.price());
    extendLast(trade.eventTime(), trade.sequence(), trade.price());
    high = Math.max(high, trade.price());
    low = Math.min(low, trade.price());
    addVolume(trade.size());
    addNotional(trade.price() * trade.size());
    trades++;
    simulated |= trade.simulated();
    keepSource(trade.source());
  }

  /**
   * Nearly always the one that is there: then nothing is written, which a collector would track.
   */
  @SuppressWarnings("ReferenceEquality")
  private void keepSource(String last) {
    if (source != last) {
      source = last;
    }
  }

  /**
   * Adds a bar that the feed gave: this one, or a shorter one that lies wholly within. A split that
   * takes effect with it puts what was added so far on its scale.
   */
  public void add(RawBar bar) {
    if (bar.splitFactor() != 1 && !isEmpty()) {
      rescale(bar.splitFactor());
    }
    long start = bar.start().toEpochMilli();
    extendFirst(start, 0, bar.open());
    extendLast(start, 0, bar.close());
    high = Math.max(high, bar.high());
    low = Math.min(low, bar.low());
    addVolume(bar.volume());
    tradesKnown = false;
    notionalKnown &= bar.volume() == 0;
    splitFactor *= bar.splitFactor();
    dividend += bar.dividend();
    simulated |= bar.simulated();
    history = bar.history();
    source = bar.source();
  }

  /**
   * Adds what a shorter bar consists of, which lies wholly within this one and was not added
   * before. A split that takes effect with it puts what was before it on its scale: prices divided
   * by the factor, volume multiplied. What was added so far is before it, unless the part came
   * late. The whole counts as history where its last part does.
   */
  public void add(BarBuilder part) {
    if (part.splitFactor != 1 && !isEmpty() && lastTime < part.firstTime) {
      rescale(part.splitFactor);
    }
    if (part.lastTime >= lastTime) {
      history = part.history;
    }
    extendFirst(part.firstTime, part.firstSequence, part.open);
    extendLast(part.lastTime, part.lastSequence, part.close);
    high = Math.max(high, part.high);
    low = Math.min(low, part.low);
    addVolume(part.volume);
    volumeRest += part.volumeRest;
    addNotional(part.notional);
    notionalRest += part.notionalRest;
    notionalKnown &= part.notionalKnown;
    trades += part.trades;
    tradesKnown &= part.tradesKnown;
    splitFactor *= part.splitFactor;
    dividend += part.dividend;
    simulated |= part.simulated;
    source = part.source;
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return firstTime == Long.MAX_VALUE;
  }

  /**
   * Takes a split and a dividend that hold from what is added next on: what was added so far is put
   * on the new scale.
   *
   * @param factor new shares for an old one
   * @param cash dividend per new share
   */
  void split(double factor, double cash) {
    if (factor != 1 && !isEmpty()) {
      rescale(factor);
    }
    splitFactor *= factor;
    dividend += cash;
  }

  /** The same on the scale after a split; the split is none of its own. */
  BarBuilder onScale(double factor) {
    BarBuilder scaled = copy();
    scaled.rescale(factor);
    return scaled;
  }

  private void rescale(double factor) {
    open /= factor;
    high /= factor;
    low /= factor;
    close /= factor;
    volume *= factor;
    volumeRest *= factor;
    dividend /= factor;
  }

  /**
   * Neumaier's sum: what a sum loses to rounding is kept beside it, so that the total does not
   * depend on the order of arrival.
   */
  private void addVolume(double size) {
    double sum = volume + size;
    volumeRest += Math.abs(volume) >= Math.abs(size) ? volume - sum + size : size - sum + volume;
    volume = sum;
  }

  private void addNotional(double value) {
    double sum = notional + value;
    notionalRest +=
        Math.abs(notional) >= Math.abs(value) ? notional - sum + value : value - sum + notional;
    notional = sum;
  }

  private void extendFirst(long time, long sequence, double price) {
    if (time < firstTime || (time == firstTime && sequence < firstSequence)) {
      firstTime = time;
      firstSequence = sequence;
      open = price;
    }
  }

  private void extendLast(long time, long sequence, double price) {
    if (time > lastTime || (time == lastTime && sequence >= lastSequence)) {
      lastTime = time;
      lastSequence = sequence;
      close = price;
    }
  }

  /**
   * The bar of what was added so far.
   *
   * @param complete whether event time has reached the bar's end
   */
  public Bar build(
      String symbol,
      Timeframe timeframe,
      Instant start,
      Instant end,
      LocalDate sessionDate,
      int revision,
      boolean complete) {
    return build(symbol, timeframe, start, end, sessionDate, revision, 1, 0, complete);
  }

  /**
   * The bar of what was added so far.
   *
   * @param split factor of the splits that the bar says beside those that were added; 1 for none
   * @param cash dividend per share that the bar says beside those that were added; 0 for none
   * @param complete whether event time has reached the bar's end
   */
  Bar build(
      String symbol,
      Timeframe timeframe,
      Instant start,
      Instant end,
      LocalDate sessionDate,
      int revision,
      double split,
      double cash,
      boolean complete) {
    boolean fromTrades = tradesKnown && trades > 0;
    Instant first = fromTrades ? Instant.ofEpochMilli(firstTime) : null;
    Instant last = fromTrades ? Instant.ofEpochMilli(lastTime) : null;
    double total = volume + volumeRest;
    double vwap = notionalKnown && total > 0 ? (notional + notionalRest) / total : Double.NaN;
    return new Bar(
        symbol,
        timeframe,
        start,
        end,
        sessionDate,
        open,
        high,
        low,
        close,
        total,
        trades,
        vwap,
        revision,
        splitFactor * split,
        dividend + cash,
        source,
        simulated,
        history,
        first,
        last,
        complete);
  }

  /** Writes the state; version 1. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(1);
    out.writeLong(firstTime);
    out.writeLong(firstSequence);
    out.writeLong(lastTime);
    out.writeLong(lastSequence);
    out.writeDouble(open);
    out.writeDouble(high);
    out.writeDouble(low);
    out.writeDouble(close);
    out.writeDouble(volume);
    out.writeDouble(volumeRest);
    out.writeDouble(notional);
    out.writeDouble(notionalRest);
    out.writeLong(trades);
    out.writeBoolean(tradesKnown);
    out.writeBoolean(notionalKnown);
    out.writeDouble(splitFactor);
    out.writeDouble(dividend);
    out.writeBoolean(simulated);
    out.writeBoolean(history);
    out.writeUTF(source);
  }

  /** Reads what {@link #write} wrote. */
  public static BarBuilder read(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != 1) {
      throw new IOException("BarBuilder: version was " + version + ", expected 1");
    }
    BarBuilder builder = new BarBuilder();
    builder.firstTime = in.readLong();
    builder.firstSequence = in.readLong();
    builder.lastTime = in.readLong();
    builder.lastSequence = in.readLong();
    builder.open = in.readDouble();
    builder.high = in.readDouble();
    builder.low = in.readDouble();
    builder.close = in.readDouble();
    builder.volume = in.readDouble();
    builder.volumeRest = in.readDouble();
    builder.notional = in.readDouble();
    builder.notionalRest = in.readDouble();
    builder.trades = in.readLong();
    builder.tradesKnown = in.readBoolean();
    builder.notionalKnown = in.readBoolean();
    builder.splitFactor = in.readDouble();
    builder.dividend = in.readDouble();
    builder.simulated = in.readBoolean();
    builder.history = in.readBoolean();
    builder.source = in.readUTF();
    return builder;
  }

  /** An independent copy. */
  public BarBuilder copy() {
    BarBuilder copy = new BarBuilder();
    copy.firstTime = firstTime;
    copy.firstSequence = firstSequence;
    copy.lastTime = lastTime;
    copy.lastSequence = lastSequence;
    copy.open = open;
    copy.high = high;
    copy.low = low;
    copy.close = close;
    copy.volume = volume;
    copy.volumeRest = volumeRest;
    copy.notional = notional;
    copy.notionalRest = notionalRest;
    copy.trades = trades;
    copy.tradesKnown = tradesKnown;
    copy.notionalKnown = notionalKnown;
    copy.splitFactor = splitFactor;
    copy.dividend = dividend;
    copy.simulated = simulated;
    copy.history = history;
    copy.source = source;
    return copy;
  }
}
