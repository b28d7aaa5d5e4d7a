package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An account's position in a symbol at average cost, with the totals against which it is checked.
 *
 * <p>The cost of what is held is kept as a total. A reduction releases its share of it, rounded to
 * ten decimals, and closing releases all that is left; so realised and unrealised P&L add up to
 * what the fills paid and received, to the last digit, whatever was rounded on the way.
 */
final class Holding {
  /** Positive for long, negative for short. */
  BigDecimal quantity = BigDecimal.ZERO;

  /** What the held quantity cost, with the sign of the quantity. */
  BigDecimal cost = BigDecimal.ZERO;

  BigDecimal realizedPnl = BigDecimal.ZERO;

  /**
   * Shares bought and sold since the start, in shares of today, kept apart from the position to
   * check it.
   */
  BigDecimal boughtQuantity = BigDecimal.ZERO;

  BigDecimal soldQuantity = BigDecimal.ZERO;

  /** Signal, execution and entry order that opened the position; null while flat. */
  String signalId;

  String executionId;

  /** The last signal that led to an order, and how often it came, to know a duplicate. */
  String lastSignalId;

  int lastSignalCount;

  /** Epoch milliseconds of the last fill, UTC. */
  long filledAt;

  /** True where the position was closed and no snapshot has said so yet. */
  boolean closedUnreported;

  /** Of the quantity, for {@link EquityBounds}; not kept. */
  final EquityBounds.Rough rough = new EquityBounds.Rough();

  boolean flat() {
    return quantity.signum() == 0;
  }

  BigDecimal averagePrice() {
    return Decimals.average(cost, quantity);
  }

  BigDecimal unrealizedPnl(BigDecimal price) {
    return flat() ? BigDecimal.ZERO : quantity.multiply(price).subtract(cost);
  }

  /**
   * Takes a fill.
   *
   * @return what it realised before commission
   */
  BigDecimal fill(Side side, BigDecimal filled, BigDecimal price) {
    BigDecimal signed = side == Side.BUY ? filled : filled.negate();
    BigDecimal realized = BigDecimal.ZERO;
    BigDecimal opening = signed;
    if (quantity.signum() * signed.signum() < 0) {
      BigDecimal closing = signed.abs().min(quantity.abs());
      realized = close(closing, price);
      opening = signed.signum() > 0 ? signed.subtract(closing) : signed.add(closing);
    }
    quantity = quantity.add(opening);
    cost = cost.add(opening.multiply(price));
    realizedPnl = realizedPnl.add(realized);
    if (side == Side.BUY) {
      boughtQuantity = boughtQuantity.add(filled);
    } else {
      soldQuantity = soldQuantity.add(filled);
    }
    return realized;
  }

  /**
   * Counts in new shares from now on: the totals of shares as well, so that the position stays the
   * sum of its fills. The cost stays.
   *
   * @param factor new shares for an old one
   */
  void split(BigDecimal factor) {
    quantity = Decimals.plain(quantity.multiply(factor));
    boughtQuantity = Decimals.plain(boughtQuantity.multiply(factor));
    soldQuantity = Decimals.plain(soldQuantity.multiply(factor));
  }

  private BigDecimal close(BigDecimal closing, BigDecimal price) {
    BigDecimal signedClosing = quantity.signum() > 0 ? closing : closing.negate();
    boolean all = closing.compareTo(quantity.abs()) == 0;
    BigDecimal released =
        all
            ? cost
            : cost.multiply(closing)
                .divide(quantity.abs(), Decimals.AVERAGE_SCALE, RoundingMode.HALF_EVEN);
    quantity = all ? BigDecimal.ZERO : quantity.subtract(signedClosing);
    cost = all ? BigDecimal.ZERO : cost.subtract(released);
    return signedClosing.multiply(price).subtract(released);
  }

  void write(DataOutput out) throws IOException {
    StateIo.writeDecimal(out, quantity);
    StateIo.writeDecimal(out, cost);
    StateIo.writeDecimal(out, realizedPnl);
    StateIo.writeDecimal(out, boughtQuantity);
    StateIo.writeDecimal(out, soldQuantity);
    StateIo.writeString(out, signalId);
    StateIo.writeString(out, executionId);
    StateIo.writeString(out, lastSignalId);
    out.writeInt(lastSignalCount);
    out.writeLong(filledAt);
    out.writeBoolean(closedUnreported);
  }

  static Holding read(DataInput in) throws IOException {
    Holding holding = new Holding();
    holding.quantity = StateIo.readDecimal(in);
    holding.cost = StateIo.readDecimal(in);
    holding.realizedPnl = StateIo.readDecimal(in);
    holding.boughtQuantity = StateIo.readDecimal(in);
    holding.soldQuantity = StateIo.readDecimal(in);
    holding.signalId = StateIo.readString(in);
    holding.executionId = StateIo.readString(in);
    holding.lastSignalId = StateIo.readString(in);
    holding.lastSignalCount = in.readInt();
    holding.filledAt = in.readLong();
    holding.closedUnreported = in.readBoolean();
    return holding;
  }
}
