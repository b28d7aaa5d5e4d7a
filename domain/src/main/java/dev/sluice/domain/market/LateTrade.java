package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A trade of a bar that its partition's clock had passed, waiting until event time reaches that
 * clock.
 *
 * @param trade the trade
 * @param hours its session
 * @param clock what its partition's clock had passed when it came, epoch milliseconds, UTC
 */
record LateTrade(Tick trade, SessionHours hours, long clock) {

  /** Writes all but the symbol, which is that of the bars. */
  void write(DataOutput out) throws IOException {
    out.writeLong(trade.sequence());
    out.writeLong(trade.eventTime());
    out.writeDouble(trade.price());
    out.writeDouble(trade.size());
    out.writeUTF(trade.source());
    out.writeBoolean(trade.simulated());
    out.writeLong(hours.date());
    out.writeLong(hours.open());
    out.writeLong(hours.close());
    out.writeLong(hours.monday());
    out.writeLong(hours.weekClose());
    out.writeLong(clock);
  }

  static LateTrade read(String symbol, DataInput in) throws IOException {
    Tick trade =
        Tick.trade(
            symbol,
            in.readLong(),
            in.readLong(),
            in.readDouble(),
            in.readDouble(),
            in.readUTF(),
            in.readBoolean());
    SessionHours hours =
        new SessionHours(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    return new LateTrade(trade, hours, in.readLong());
  }
}
