package dev.sluice.domain.trading;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * The last market of a symbol. Of a tick's numbers the decimals are made when they are first asked
 * for: of most quotes nobody asks.
 */
final class Mark {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final double bidOfTick;
  private final double bidSizeOfTick;
  private final double askOfTick;
  private final double askSizeOfTick;
  private final double volumeOfTick;
  private final long time;
  private final boolean quoted;
  private final boolean simulated;

  // Found once. Immutable, so it does no harm where two threads find them at a time.
  private BigDecimal bid;
  private BigDecimal bidSize;
  private BigDecimal ask;
  private BigDecimal askSize;
  private BigDecimal volume;
  private BigDecimal mid;

  private Mark(
      double bid,
      double bidSize,
      double ask,
      double askSize,
      long time,
      double volume,
      boolean quoted,
      boolean simulated) {
    bidOfTick = bid;
    bidSizeOfTick = bidSize;
    askOfTick = ask;
    askSizeOfTick = askSize;
    volumeOfTick = volume;
    this.time = time;
    this.quoted = quoted;
    this.simulated = simulated;
  }

  /**
   * A market in decimals.
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
  private Mark(
      BigDecimal bid,
      BigDecimal bidSize,
      BigDecimal ask,
      BigDecimal askSize,
      long time,
      BigDecimal volume,
      boolean quoted,
      boolean simulated) {
    this(
        bid.doubleValue(),
        Double.NaN,
        ask.doubleValue(),
        Double.NaN,
        time,
        Double.NaN,
        quoted,
        simulated);
    this.bid = bid;
    this.bidSize = bidSize;
    this.ask = ask;
    this.askSize = askSize;
    this.volume = volume;
  }

  /**
   * The market after a tick; null where the tick says nothing about it.
   *
   * @param before null where there was none
   */
  static Mark after(Mark before, Tick tick) {
    if (tick.kind() == TickKind.QUOTE) {
      return price(tick.bid()) && price(tick.ask())
          ? new Mark(
              tick.bid(),
              tick.bidSize(),
              tick.ask(),
              tick.askSize(),
              tick.eventTime(),
              tick.size(),
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
    return new Mark(
        tick.price(),
        Double.NaN,
        tick.price(),
        Double.NaN,
        tick.eventTime(),
        tick.size(),
        false,
        tick.simulated());
  }

  /** Whether a number can be a price. */
  static boolean price(double value) {
    return Double.isFinite(value) && value > 0;
  }

  private static BigDecimal size(double value) {
    return Double.isFinite(value) && value > 0 ? BigDecimal.valueOf(value) : null;
  }

  /** Best bid. */
  BigDecimal bid() {
    BigDecimal made = bid;
    if (made == null) {
      made = BigDecimal.valueOf(bidOfTick);
      bid = made;
    }
    return made;
  }

  /** Best offer. */
  BigDecimal ask() {
    BigDecimal made = ask;
    if (made == null) {
      made = askOfTick == bidOfTick ? bid() : BigDecimal.valueOf(askOfTick);
      ask = made;
    }
    return made;
  }

  /** Shares at the bid; null where not limited. */
  BigDecimal bidSize() {
    BigDecimal made = bidSize;
    if (made == null) {
      made = size(bidSizeOfTick);
      bidSize = made;
    }
    return made;
  }

  /** Shares at the offer; null where not limited. */
  BigDecimal askSize() {
    BigDecimal made = askSize;
    if (made == null) {
      made = size(askSizeOfTick);
      askSize = made;
    }
    return made;
  }

  /** Shares that traded there; null where not known. */
  BigDecimal volume() {
    BigDecimal made = volume;
    if (made == null) {
      made = size(volumeOfTick);
      volume = made;
    }
    return made;
  }

  /** Epoch milliseconds, UTC. */
  long time() {
    return time;
  }

  /** True once a quote was seen, after which trade prints are not taken as prices. */
  boolean quoted() {
    return quoted;
  }

  /** True where the price is not a market's. */
  boolean simulated() {
    return simulated;
  }

  /**
   * The middle of bid and offer, at which positions are valued. To ten digits after the point, so
   * that a position is worth the same before and after a split.
   */
  BigDecimal mid() {
    BigDecimal made = mid;
    if (made == null) {
      made = bid().add(ask()).divide(TWO, Decimals.AVERAGE_SCALE, RoundingMode.HALF_EVEN);
      mid = made;
    }
    return made;
  }

  /** The middle to about fifteen digits. */
  double roughMid() {
    return (bidOfTick + askOfTick) / 2;
  }

  /** The same market in new shares, {@code factor} of them for an old one, as of a time. */
  Mark split(BigDecimal factor, long splitTime) {
    return new Mark(
        Decimals.average(bid(), factor),
        bidSize() == null ? null : Decimals.plain(bidSize().multiply(factor)),
        Decimals.average(ask(), factor),
        askSize() == null ? null : Decimals.plain(askSize().multiply(factor)),
        splitTime,
        null,
        quoted,
        simulated);
  }

  /** The same market at other prices. */
  Mark withTouches(BigDecimal newBid, BigDecimal newAsk) {
    return new Mark(newBid, bidSize(), newAsk, askSize(), time, volume(), quoted, simulated);
  }

  BigDecimal touch(Side side) {
    return side == Side.BUY ? ask() : bid();
  }

  BigDecimal touchSize(Side side) {
    return side == Side.BUY ? askSize() : bidSize();
  }

  void write(DataOutput out) throws IOException {
    StateIo.writeDecimal(out, bid());
    StateIo.writeDecimal(out, bidSize());
    StateIo.writeDecimal(out, ask());
    StateIo.writeDecimal(out, askSize());
    out.writeLong(time);
    StateIo.writeDecimal(out, volume());
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

  /** The same figures, whichever of them were made decimals so far. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Mark that
        && time == that.time
        && quoted == that.quoted
        && simulated == that.simulated
        && bid().equals(that.bid())
        && ask().equals(that.ask())
        && Objects.equals(bidSize(), that.bidSize())
        && Objects.equals(askSize(), that.askSize())
        && Objects.equals(volume(), that.volume());
  }

  @Override
  public int hashCode() {
    return Objects.hash(time, bid(), ask());
  }
}
