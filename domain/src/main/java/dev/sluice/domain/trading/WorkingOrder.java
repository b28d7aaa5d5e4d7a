package dev.sluice.domain.trading;

import dev.sluice.domain.risk.Denial;
import dev.sluice.domain.risk.DenialCode;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** An order that the account is making or has at the venue. */
final class WorkingOrder {
  private static final int PRICE_SCALE = 4;
  private static final BigDecimal LEAST_PRICE = BigDecimal.ONE.movePointLeft(PRICE_SCALE);

  String id;
  String signalId;
  String executionId;
  String parentId;
  OrderRole role;
  String symbol;
  Side side;
  OrderType type;
  TimeInForce timeInForce;
  BigDecimal quantity;
  BigDecimal filled = BigDecimal.ZERO;
  BigDecimal limitPrice;
  BigDecimal stopPrice;

  /** What the fills so far came to, quantity times price. */
  BigDecimal notional = BigDecimal.ZERO;

  BigDecimal commission = BigDecimal.ZERO;
  OrderStatus status = OrderStatus.CREATED;

  /** Epoch milliseconds, UTC. */
  long createdAt;

  /** When it reached the market: epoch milliseconds, UTC; nothing at or before it can fill it. */
  long activeAt;

  long updatedAt;
  int version;
  int fills;
  boolean simulated;

  /** True once a stop was reached; it then works as a market order. */
  boolean triggered;

  /** Price that an entry's cash was set aside at; null for what needs none. */
  BigDecimal reservePrice;

  /** Where an entry is to be protected; null for none. */
  BigDecimal protectiveStop;

  BigDecimal profitTarget;

  /** Distance of a trailing stop in currency, or in percent; the other is null. */
  BigDecimal trailingAmount;

  BigDecimal trailingPercent;

  /** Orders of a group share one quantity: one cancels the other. Null for none. */
  String ocoGroup;

  /** What the others of its group have filled. */
  BigDecimal filledByOthers = BigDecimal.ZERO;

  /** True once a limit order has met a quote that did not fill it, where a queue is kept. */
  boolean resting;

  /** Shares ahead of it in the queue; null where it is not in one or that is not known. */
  BigDecimal queueAhead;

  /** Shares that the account had traded in the month before its first fill; null before that. */
  BigDecimal monthVolume;

  /** What the venue outside the job has said of it; of no use at the paper venue inside. */
  final RemoteMemory remote = new RemoteMemory();

  /** What stops and targets were made for so far, and how many times. */
  BigDecimal protectedQuantity = BigDecimal.ZERO;

  int protections;

  BigDecimal remaining() {
    return quantity.subtract(filled);
  }

  /** What it may still fill: less than what remains where others of its group have filled. */
  BigDecimal open() {
    return remaining().subtract(filledByOthers);
  }

  /** True where it meets the quotes of a session; an order on open only those of a later one. */
  boolean continuous(long sessionOpen) {
    return switch (type) {
      case MARKET_ON_CLOSE -> false;
      case MARKET_ON_OPEN -> activeAt < sessionOpen;
      default -> true;
    };
  }

  /**
   * True where its time in force is over when a session closes. What was made at the close or after
   * it is for the next session, and so is an order on open that came after the open.
   *
   * @param open of that session, epoch milliseconds, UTC
   * @param close of that session, epoch milliseconds, UTC
   */
  boolean endsWith(long open, long close) {
    boolean forNext = createdAt >= close || (type == OrderType.MARKET_ON_OPEN && activeAt >= open);
    return timeInForce != TimeInForce.GTC && !forNext;
  }

  /** An entry whose stop and target could not protect it is not made. */
  Optional<Denial> protectionFlaw() {
    BigDecimal stop = protectiveStop;
    BigDecimal target = profitTarget;
    boolean flawed =
        (stop != null && stop.signum() <= 0)
            || (target != null && target.signum() <= 0)
            || (stop != null
                && target != null
                && (side == Side.BUY) != (stop.compareTo(target) < 0));
    return flawed
        ? Optional.of(
            new Denial(
                DenialCode.CHECK_NOT_POSSIBLE,
                "stop " + stop + " and target " + target + " cannot protect a " + side))
        : Optional.empty();
  }

  /** Puts quantities and prices on the scale of {@code factor} new shares for an old one. */
  void split(BigDecimal factor) {
    quantity = Decimals.plain(quantity.multiply(factor));
    filled = Decimals.plain(filled.multiply(factor));
    filledByOthers = Decimals.plain(filledByOthers.multiply(factor));
    protectedQuantity = Decimals.plain(protectedQuantity.multiply(factor));
    limitPrice = split(limitPrice, factor);
    stopPrice = split(stopPrice, factor);
    protectiveStop = split(protectiveStop, factor);
    profitTarget = split(profitTarget, factor);
    trailingAmount = split(trailingAmount, factor);
    if (queueAhead != null) {
      queueAhead = Decimals.plain(queueAhead.multiply(factor));
    }
    if (reservePrice != null) {
      reservePrice = Decimals.average(reservePrice, factor);
    }
    if (remote.endsWith != null) {
      remote.endsWith = Decimals.plain(remote.endsWith.multiply(factor));
    }
  }

  /** A price of an order after a split: rounded half up to 0.0001, and never below that. */
  static BigDecimal split(BigDecimal price, BigDecimal factor) {
    return price == null
        ? null
        : price.divide(factor, PRICE_SCALE, RoundingMode.HALF_UP).max(LEAST_PRICE);
  }

  /** The published form. */
  Order toOrder(String account, String denialCode, String reason) {
    return new Order(
        id,
        account,
        signalId,
        executionId,
        parentId,
        role.name(),
        symbol,
        side,
        type,
        timeInForce,
        Decimals.plain(quantity),
        Decimals.plain(filled),
        Decimals.plain(limitPrice),
        Decimals.plain(stopPrice),
        filled.signum() == 0 ? null : Decimals.plain(Decimals.average(notional, filled)),
        status,
        denialCode,
        reason,
        Instant.ofEpochMilli(createdAt),
        Instant.ofEpochMilli(updatedAt),
        version,
        simulated,
        Decimals.plain(trailingAmount),
        Decimals.plain(trailingPercent),
        ocoGroup);
  }

  void write(DataOutput out) throws IOException {
    for (String text : new String[] {id, signalId, executionId, parentId, symbol}) {
      StateIo.writeString(out, text);
    }
    StateIo.writeEnum(out, role);
    StateIo.writeEnum(out, side);
    StateIo.writeEnum(out, type);
    StateIo.writeEnum(out, timeInForce);
    StateIo.writeEnum(out, status);
    for (BigDecimal figure :
        new BigDecimal[] {
          quantity,
          filled,
          limitPrice,
          stopPrice,
          notional,
          commission,
          reservePrice,
          protectiveStop,
          profitTarget
        }) {
      StateIo.writeDecimal(out, figure);
    }
    out.writeLong(createdAt);
    out.writeLong(updatedAt);
    out.writeInt(version);
    out.writeInt(fills);
    out.writeBoolean(simulated);
    out.writeBoolean(triggered);
    out.writeLong(activeAt);
    StateIo.writeString(out, ocoGroup);
    for (BigDecimal figure :
        new BigDecimal[] {
          trailingAmount, trailingPercent, filledByOthers, queueAhead, monthVolume
        }) {
      StateIo.writeDecimal(out, figure);
    }
    out.writeBoolean(resting);
    StateIo.writeDecimal(out, protectedQuantity);
    out.writeInt(protections);
    remote.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param version of the account's binary form
   */
  static WorkingOrder read(DataInput in, int version) throws IOException {
    WorkingOrder order = new WorkingOrder();
    order.id = StateIo.readString(in);
    order.signalId = StateIo.readString(in);
    order.executionId = StateIo.readString(in);
    order.parentId = StateIo.readString(in);
    order.symbol = StateIo.readString(in);
    order.role = StateIo.readEnum(in, OrderRole.class);
    order.side = StateIo.readEnum(in, Side.class);
    order.type = StateIo.readEnum(in, OrderType.class);
    order.timeInForce = StateIo.readEnum(in, TimeInForce.class);
    order.status = StateIo.readEnum(in, OrderStatus.class);
    order.quantity = StateIo.readDecimal(in);
    order.filled = StateIo.readDecimal(in);
    order.limitPrice = StateIo.readDecimal(in);
    order.stopPrice = StateIo.readDecimal(in);
    order.notional = StateIo.readDecimal(in);
    order.commission = StateIo.readDecimal(in);
    order.reservePrice = StateIo.readDecimal(in);
    order.protectiveStop = StateIo.readDecimal(in);
    order.profitTarget = StateIo.readDecimal(in);
    order.createdAt = in.readLong();
    order.updatedAt = in.readLong();
    order.version = in.readInt();
    order.fills = in.readInt();
    order.simulated = in.readBoolean();
    order.triggered = in.readBoolean();
    if (version < 2) {
      order.activeAt = order.createdAt;
      // Version 1 had protections in pairs without a name for the pair.
      order.ocoGroup = order.parentId;
      order.monthVolume = order.fills == 0 ? null : BigDecimal.ZERO;
    } else {
      order.readVersion2(in);
    }
    if (version >= 3) {
      order.protectedQuantity = StateIo.readDecimal(in);
      order.protections = in.readInt();
      order.remote.read(in);
    }
    return order;
  }

  private void readVersion2(DataInput in) throws IOException {
    activeAt = in.readLong();
    ocoGroup = StateIo.readString(in);
    trailingAmount = StateIo.readDecimal(in);
    trailingPercent = StateIo.readDecimal(in);
    filledByOthers = StateIo.readDecimal(in);
    queueAhead = StateIo.readDecimal(in);
    monthVolume = StateIo.readDecimal(in);
    resting = in.readBoolean();
  }
}
