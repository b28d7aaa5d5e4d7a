package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A trade, or a bar that a feed gives, of a bar that its partition's clock had passed, waiting
 * until event time reaches that clock.
 *
 * @param trade null where it is a bar
 * @param bar null where it is a trade
 * @param hours its session
 * @param clock what its partition's clock had passed when it came, epoch milliseconds, UTC
 */
record LateArrival(Tick trade, RawBar bar, SessionHours hours, long clock) {

  /** When it happened; of a bar its start. Epoch milliseconds, UTC. */
  long time() {
    return trade != null ? trade.eventTime() : bar.start().toEpochMilli();
  }

  /** What it adds to a bar. */
  BarBuilder content() {
    BarBuilder content = new BarBuilder();
    if (trade != null) {
      content.add(trade);
    } else {
      content.add(bar);
    }
    return content;
  }

  /** Writes all but the symbol, which is that of the bars. */
  void write(DataOutput out) throws IOException {
    if (trade != null) {
      writeTrade(out);
    } else {
      writeBar(out);
    }
    out.writeLong(hours.date());
    out.writeLong(hours.open());
    out.writeLong(hours.close());
    out.writeLong(hours.monday());
    out.writeLong(hours.weekClose());
    out.writeLong(clock);
  }

  private void writeTrade(DataOutput out) throws IOException {
    out.writeLong(trade.sequence());
    out.writeLong(trade.eventTime());
    out.writeDouble(trade.price());
    out.writeDouble(trade.size());
    out.writeUTF(trade.source());
    out.writeBoolean(trade.simulated());
  }

  private void writeBar(DataOutput out) throws IOException {
    out.writeUTF(bar.timeframe().code());
    out.writeLong(bar.start().toEpochMilli());
    out.writeLong(bar.end().toEpochMilli());
    out.writeLong(bar.sessionDate().toEpochDay());
    out.writeDouble(bar.open());
    out.writeDouble(bar.high());
    out.writeDouble(bar.low());
    out.writeDouble(bar.close());
    out.writeDouble(bar.volume());
    out.writeDouble(bar.splitFactor());
    out.writeDouble(bar.dividend());
    out.writeUTF(bar.source());
    out.writeBoolean(bar.simulated());
    out.writeBoolean(bar.history());
  }

  static LateArrival readTrade(String symbol, DataInput in) throws IOException {
    Tick trade =
        Tick.trade(
            symbol,
            in.readLong(),
            in.readLong(),
            in.readDouble(),
            in.readDouble(),
            in.readUTF(),
            in.readBoolean());
    return new LateArrival(trade, null, readHours(in), in.readLong());
  }

  static LateArrival readBar(String symbol, DataInput in) throws IOException {
    RawBar bar =
        new RawBar(
            symbol,
            Timeframe.of(in.readUTF()),
            Instant.ofEpochMilli(in.readLong()),
            Instant.ofEpochMilli(in.readLong()),
            LocalDate.ofEpochDay(in.readLong()),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readUTF(),
            in.readBoolean(),
            in.readBoolean());
    return new LateArrival(null, bar, readHours(in), in.readLong());
  }

  private static SessionHours readHours(DataInput in) throws IOException {
    return new SessionHours(
        in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }
}
