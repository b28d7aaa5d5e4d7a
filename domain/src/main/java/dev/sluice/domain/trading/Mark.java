package dev.sluice.domain.trading;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
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
 * @param volume shares that traded there: of a print its size, of a bar's path its share of the
 *     bar's volume; null where not known
 * @param quoted true once a quote was seen, after which trade prints are not taken as prices
 * @param simulated true where the price is not a market's
 */
record Mark(
    BigDecimal bid,
    BigDecimal bidSize,
    BigDecimal ask,
    BigDecimal askSize,
    long time,
    BigDecimal volume,
    boolean quoted,
    boolean simulated) {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /**
   * The market after a tick; null where the tick says nothing about it.
   *
   * @param before null where there was none
   */
  static Mark after(Mark before, Tick tick) {
    if (tick.kind() == TickKind.QUOTE) {
      return price(tick.bid()) && price(tick.ask())
          ? new Mark(
              BigDecimal.valueOf(tick.bid()),
              size(tick.bidSize()),
              BigDecimal.valueOf(tick.ask()),
              size(tick.askSize()),
              tick.eventTime(),
              size(tick.size()),
              true,
              tick.simulated())
          : null;
    }
    return (before != null && before.quoted()) || !price(tick.price()) ? null : print(tick);
  }

  /** Whether a tick is a trade print of a symbol that has quotes. */
  static boolean behindQuotes(Mark before, Tick tick) {
    return before != null
        && before.quoted()
        && tick.kind() == TickKind.TRADE
        && price(tick.price());
  }

  /** A trade print as a quote of its price on both sides, of no limit in size. */
  static Mark print(Tick tick) {
    BigDecimal price = BigDecimal.valueOf(tick.price());
    BigDecimal volume = size(tick.size());
    return new Mark(price, null, price, null, tick.eventTime(), volume, false, tick.simulated());
  }

  /** Whether a number can be a price. */
  static boolean price(double value) {
    return Double.isFinite(value) && value > 0;
  }

  private static BigDecimal size(double value) {
    return Double.isFinite(value) && value > 0 ? BigDecimal.valueOf(value) : null;
  }

  /**
   * The middle of bid and offer, at which positions are valued. To ten digits after the point, so
   * that a position is worth the same before and after a split.
   */
  BigDecimal mid() {
    return bid.add(ask).divide(TWO, Decimals.AVERAGE_SCALE, RoundingMode.HALF_EVEN);
  }

  /** The same market in new shares, {@code factor} of them for an old one, as of a time. */
  Mark split(BigDecimal factor, long splitTime) {
    return new Mark(
        Decimals.average(bid, factor),
        bidSize == null ? null : Decimals.plain(bidSize.multiply(factor)),
        Decimals.average(ask, factor),
        askSize == null ? null : Decimals.plain(askSize.multiply(factor)),
        splitTime,
        null,
        quoted,
        simulated);
  }

  /** The same market at other prices. */
  Mark withTouches(BigDecimal newBid, BigDecimal newAsk) {
    return new Mark(newBid, bidSize, newAsk, askSize, time, volume, quoted, simulated);
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
    StateIo.writeDecimal(out, volume);
    out.writeBoolean(quoted);
    out.writeBoolean(simulated);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param version of the account's binary form
   */
  static Mark read(DataInput in, int version) throws IOException {
    return new Mark(
        StateIo.readDecimal(in),
        StateIo.readDecimal(in),
        StateIo.readDecimal(in),
        StateIo.readDecimal(in),
        in.readLong(),
        version < 2 ? null : StateIo.readDecimal(in),
        in.readBoolean(),
        in.readBoolean());
  }
}
