package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The last market of a symbol.
 *
 * @param bid best bid
 * @param bidSize shares at the bid; null where not limited
 * @param ask best offer
 * @param askSize shares at the offer; null where not limited
 * @param time epoch milliseconds, UTC
 * @param quoted true once a quote was seen, after which trade prints are not taken as prices
 * @param simulated true where the price is not a market's
 */
record Mark(
    BigDecimal bid,
    BigDecimal bidSize,
    BigDecimal ask,
    BigDecimal askSize,
    long time,
    boolean quoted,
    boolean simulated) {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** The middle of bid and offer, to 0.0001, at which positions are valued. */
  BigDecimal mid() {
    return bid.add(ask).divide(TWO, 4, RoundingMode.HALF_EVEN);
  }

  BigDecimal touch(Side side) {
    return side == Side.BUY ? ask : bid;
  }

  BigDecimal touchSize(Side side) {
    return side == Side.BUY ? askSize : bidSize;
  }

  void write(DataOutput out) throws IOException {
    StateIo.writeDecimal(out, bid);
    StateIo.writeDecimal(out, bidSize);
    StateIo.writeDecimal(out, ask);
    StateIo.writeDecimal(out, askSize);
    out.writeLong(time);
    out.writeBoolean(quoted);
    out.writeBoolean(simulated);
  }

  static Mark read(DataInput in) throws IOException {
    return new Mark(
        StateIo.readDecimal(in),
        StateIo.readDecimal(in),
        StateIo.readDecimal(in),
        StateIo.readDecimal(in),
        in.readLong(),
        in.readBoolean(),
        in.readBoolean());
  }
}
