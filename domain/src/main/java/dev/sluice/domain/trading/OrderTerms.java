package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * Of which type an order is to be and how long it works: what a decision may say of the order that
 * it leads to. Where it says nothing the order is MARKET and DAY.
 *
 * <p>Type, prices and time in force go together, or there are no such terms: what the constructor
 * takes no venue rejects for its terms. Decimals are kept without trailing zeros, so that equal
 * terms are equal.
 *
 * @param type see {@link OrderType}
 * @param timeInForce see {@link TimeInForce}; null counts as DAY
 * @param limitPrice of LIMIT and STOP_LIMIT; null for others
 * @param stopPrice of STOP and STOP_LIMIT; null for others
 * @param trailingAmount distance of a TRAILING_STOP in currency; null where it is a percentage
 * @param trailingPercent distance of a TRAILING_STOP in percent of the price, below 100; null where
 *     it is an amount
 */
public record OrderTerms(
    OrderType type,
    TimeInForce timeInForce,
    BigDecimal limitPrice,
    BigDecimal stopPrice,
    BigDecimal trailingAmount,
    BigDecimal trailingPercent) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Digits before and after the point that a price may have, so that it can be written plain. */
  private static final int MOST_DIGITS = 40;

  private static final int PRICE_SCALE = 4;

  /**
   * Checks that all of it goes together.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public OrderTerms {
    if (type == null) {
      throw new IllegalArgumentException("type is null, expected a type of order such as LIMIT");
    }
    timeInForce = timeInForce == null ? TimeInForce.DAY : timeInForce;
    limitPrice = price("limitPrice", limitPrice, type.limits(), type);
    stopPrice =
        price("stopPrice", stopPrice, type == OrderType.STOP || type == OrderType.STOP_LIMIT, type);
    boolean trails = type == OrderType.TRAILING_STOP;
    if (trails && (trailingAmount == null) == (trailingPercent == null)) {
      throw new IllegalArgumentException(
          "trailingAmount is %s and trailingPercent is %s, expected one of them for TRAILING_STOP"
              .formatted(trailingAmount, trailingPercent));
    }
    trailingAmount =
        price("trailingAmount", trailingAmount, trails && trailingAmount != null, type);
    trailingPercent =
        price("trailingPercent", trailingPercent, trails && trailingPercent != null, type);
    if (trailingPercent != null && trailingPercent.compareTo(HUNDRED) >= 0) {
      throw new IllegalArgumentException(
          "trailingPercent is " + trailingPercent + ", expected below 100");
    }
    boolean auction = type == OrderType.MARKET_ON_OPEN || type == OrderType.MARKET_ON_CLOSE;
    if (auction && timeInForce.immediate()) {
      throw new IllegalArgumentException(
          "timeInForce is " + timeInForce + ", expected DAY or GTC for " + type);
    }
  }

  private static BigDecimal price(String field, BigDecimal value, boolean wanted, OrderType type) {
    if (!wanted) {
      if (value != null) {
        throw new IllegalArgumentException(field + " is " + value + ", expected none for " + type);
      }
      return null;
    }
    if (value == null || value.signum() <= 0) {
      throw new IllegalArgumentException(field + " is " + value + ", expected above 0 for " + type);
    }
    if (value.scale() > MOST_DIGITS || (long) value.precision() - value.scale() > MOST_DIGITS) {
      throw new IllegalArgumentException(
          "%s is %s, expected at most %d digits before and after the point"
              .formatted(field, value, MOST_DIGITS));
    }
    return Decimals.plain(value);
  }

  private static OrderTerms of(OrderType type, BigDecimal limit, BigDecimal stop) {
    return new OrderTerms(type, TimeInForce.DAY, limit, stop, null, null);
  }

  /** A MARKET order, for the day. */
  public static OrderTerms market() {
    return of(OrderType.MARKET, null, null);
  }

  /** A LIMIT order, for the day. */
  public static OrderTerms limit(BigDecimal price) {
    return of(OrderType.LIMIT, price, null);
  }

  /** A STOP order, for the day. */
  public static OrderTerms stop(BigDecimal price) {
    return of(OrderType.STOP, null, price);
  }

  /** A STOP_LIMIT order, for the day: reached at {@code stop}, never worse than {@code limit}. */
  public static OrderTerms stopLimit(BigDecimal stop, BigDecimal limit) {
    return of(OrderType.STOP_LIMIT, limit, stop);
  }

  /** A TRAILING_STOP order at a distance in currency, for the day. */
  public static OrderTerms trailingAmount(BigDecimal amount) {
    return new OrderTerms(OrderType.TRAILING_STOP, TimeInForce.DAY, null, null, amount, null);
  }

  /** A TRAILING_STOP order at a distance in percent of the price, 5 for 5 %, for the day. */
  public static OrderTerms trailingPercent(BigDecimal percent) {
    return new OrderTerms(OrderType.TRAILING_STOP, TimeInForce.DAY, null, null, null, percent);
  }

  /** A MARKET_ON_OPEN order: at the open of the next session. */
  public static OrderTerms onOpen() {
    return of(OrderType.MARKET_ON_OPEN, null, null);
  }

  /** A MARKET_ON_CLOSE order: at the close of the session. */
  public static OrderTerms onClose() {
    return of(OrderType.MARKET_ON_CLOSE, null, null);
  }

  /**
   * A price of an order from a figure that was computed in doubles: rounded half up to 0.0001.
   *
   * @throws IllegalArgumentException where it is not finite
   */
  public static BigDecimal price(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("price is " + value + ", expected a finite number");
    }
    return BigDecimal.valueOf(value).setScale(PRICE_SCALE, RoundingMode.HALF_UP);
  }

  /** The same until the close of the session. */
  public OrderTerms day() {
    return with(TimeInForce.DAY);
  }

  /** The same until it is filled or called off. */
  public OrderTerms goodTillCancelled() {
    return with(TimeInForce.GTC);
  }

  /** The same for what the first quote that it meets gives; the rest is cancelled. */
  public OrderTerms immediateOrCancel() {
    return with(TimeInForce.IOC);
  }

  /** The same for all of it at the first quote that it meets, or nothing. */
  public OrderTerms fillOrKill() {
    return with(TimeInForce.FOK);
  }

  private OrderTerms with(TimeInForce newTimeInForce) {
    return new OrderTerms(
        type, newTimeInForce, limitPrice, stopPrice, trailingAmount, trailingPercent);
  }

  /** The same on the scale of {@code factor} new shares for an old one; percentages stay. */
  OrderTerms split(BigDecimal factor) {
    return new OrderTerms(
        type,
        timeInForce,
        WorkingOrder.split(limitPrice, factor),
        WorkingOrder.split(stopPrice, factor),
        WorkingOrder.split(trailingAmount, factor),
        trailingPercent);
  }

  /** Makes an order one of these terms; null leaves it as it is. */
  static void apply(OrderTerms terms, WorkingOrder order) {
    if (terms != null) {
      order.type = terms.type;
      order.timeInForce = terms.timeInForce;
      order.limitPrice = terms.limitPrice;
      order.stopPrice = terms.stopPrice;
      order.trailingAmount = terms.trailingAmount;
      order.trailingPercent = terms.trailingPercent;
    }
  }

  /** True where terms are those of an order of which nothing is said: MARKET and DAY. */
  static boolean plain(OrderTerms terms) {
    return terms == null
        || (terms.type == OrderType.MARKET && terms.timeInForce == TimeInForce.DAY);
  }

  /**
   * True where an order is one of these terms; null stands for a MARKET DAY order. Where a stop
   * trails, its price is not of the terms but of the market.
   */
  static boolean same(OrderTerms terms, WorkingOrder order) {
    if (terms == null) {
      return order.type == OrderType.MARKET && order.timeInForce == TimeInForce.DAY;
    }
    return terms.type == order.type
        && terms.timeInForce == order.timeInForce
        && Objects.equals(terms.limitPrice, Decimals.plain(order.limitPrice))
        && (order.type == OrderType.TRAILING_STOP
            || Objects.equals(terms.stopPrice, Decimals.plain(order.stopPrice)))
        && Objects.equals(terms.trailingAmount, Decimals.plain(order.trailingAmount))
        && Objects.equals(terms.trailingPercent, Decimals.plain(order.trailingPercent));
  }
}
