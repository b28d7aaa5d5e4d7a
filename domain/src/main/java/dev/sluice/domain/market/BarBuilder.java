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
  private double notional;
  private long trades;
  private boolean tradesKnown = true;
  private double splitFactor = 1;
  private double dividend;
  private boolean simulated;
  private String source = "";

  /** Adds a trade. */
  public void add(Tick trade) {
    extend(trade.eventTime(), trade.sequence(), trade.price(), trade.price());
    high = Math.max(high, trade.price());
    low = Math.min(low, trade.price());
    volume += trade.size();
    notional += trade.price() * trade.size();
    trades++;
    simulated |= trade.simulated();
    source = trade.source();
  }

  /** Adds a shorter bar, which lies wholly within this one. */
  public void add(RawBar bar) {
    extend(bar.start().toEpochMilli(), 0, bar.open(), bar.close());
    high = Math.max(high, bar.high());
    low = Math.min(low, bar.low());
    volume += bar.volume();
    tradesKnown = false;
    splitFactor *= bar.splitFactor();
    dividend += bar.dividend();
    simulated |= bar.simulated();
    source = bar.source();
  }

  private void extend(long time, long sequence, double first, double last) {
    if (time < firstTime || (time == firstTime && sequence < firstSequence)) {
      firstTime = time;
      firstSequence = sequence;
      open = first;
    }
    if (time > lastTime || (time == lastTime && sequence > lastSequence)) {
      lastTime = time;
      lastSequence = sequence;
      close = last;
    }
  }

  /** The bar of what was added so far. */
  public Bar build(
      String symbol, Timeframe timeframe, Instant start, Instant end, LocalDate sessionDate) {
    boolean fromTrades = tradesKnown && trades > 0;
    Instant first = fromTrades ? Instant.ofEpochMilli(firstTime) : null;
    Instant last = fromTrades ? Instant.ofEpochMilli(lastTime) : null;
    double vwap = tradesKnown && volume > 0 ? notional / volume : Double.NaN;
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
        volume,
        tradesKnown ? trades : 0,
        vwap,
        0,
        splitFactor,
        dividend,
        source,
        simulated,
        false,
        first,
        last,
        true);
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
    out.writeDouble(notional);
    out.writeLong(trades);
    out.writeBoolean(tradesKnown);
    out.writeDouble(splitFactor);
    out.writeDouble(dividend);
    out.writeBoolean(simulated);
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
    builder.notional = in.readDouble();
    builder.trades = in.readLong();
    builder.tradesKnown = in.readBoolean();
    builder.splitFactor = in.readDouble();
    builder.dividend = in.readDouble();
    builder.simulated = in.readBoolean();
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
    copy.notional = notional;
    copy.trades = trades;
    copy.tradesKnown = tradesKnown;
    copy.splitFactor = splitFactor;
    copy.dividend = dividend;
    copy.simulated = simulated;
    copy.source = source;
    return copy;
  }
}
