package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * An order that a strategy asks an account to make (NewOrderSingle, FIX message D). The account
 * passes it through its limits; the venue judges whether type, prices and time in force go
 * together.
 *
 * @param signalId what it comes of, another for each order of an account and symbol: a second one
 *     of the same is denied as a duplicate; with account and role it gives the order's id
 * @param strategy that decided it
 * @param executionId execution of that signal; null where there is none
 * @param symbol ticker
 * @param side BUY or SELL
 * @param role ENTRY, which opens or adds to a position, or EXIT, which never takes it past flat
 * @param type see {@link OrderType}
 * @param timeInForce see {@link TimeInForce}
 * @param quantity shares; null or not above 0 is denied
 * @param limitPrice of LIMIT and STOP_LIMIT, null for others
 * @param stopPrice of STOP and STOP_LIMIT, null for others
 * @param trailingAmount distance of a TRAILING_STOP in currency; null where it is a percentage
 * @param trailingPercent distance of a TRAILING_STOP in percent of the price; null where it is an
 *     amount
 * @param ocoGroup orders of the same group share one quantity, one cancelling the other; they are
 *     placed together, since what comes once one is over begins a group anew; null for none
 * @param protectiveStop stop of the bracket that follows an entry; null for none
 * @param profitTarget target of the bracket that follows an entry; null for none
 * @param reason for people
 * @param eventTime time of the decision, UTC
 * @param simulated true where the prices are not a market's
 */
public record OrderTicket(
    String signalId,
    String strategy,
    String executionId,
    String symbol,
    Side side,
    OrderRole role,
    OrderType type,
    TimeInForce timeInForce,
    BigDecimal quantity,
    BigDecimal limitPrice,
    BigDecimal stopPrice,
    BigDecimal trailingAmount,
    BigDecimal trailingPercent,
    String ocoGroup,
    BigDecimal protectiveStop,
    BigDecimal profitTarget,
    String reason,
    Instant eventTime,
    boolean simulated) {

  /**
   * Checks what no order can be without.
   *
   * @throws IllegalArgumentException where the role is neither ENTRY nor EXIT
   */
  public OrderTicket {
    Objects.requireNonNull(signalId, "signalId");
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(timeInForce, "timeInForce");
    Objects.requireNonNull(eventTime, "eventTime");
    if (role != OrderRole.ENTRY && role != OrderRole.EXIT) {
      throw new IllegalArgumentException("role is " + role + ", expected ENTRY or EXIT");
    }
  }

  /** A DAY order of a type that needs no price: MARKET, MARKET_ON_OPEN or MARKET_ON_CLOSE. */
  public static OrderTicket of(
      String signalId,
      String strategy,
      String symbol,
      OrderRole role,
      Side side,
      OrderType type,
      BigDecimal quantity,
      Instant eventTime) {
    return new OrderTicket(
        signalId,
        strategy,
        null,
        symbol,
        side,
        role,
        type,
        TimeInForce.DAY,
        quantity,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        role + " of " + strategy,
        eventTime,
        false);
  }

  /** A copy that works as long as this. */
  public OrderTicket withTimeInForce(TimeInForce value) {
    return copy(type, value, limitPrice, stopPrice, trailingAmount, trailingPercent);
  }

  /** A LIMIT order at a price, or from a STOP a STOP_LIMIT order. */
  public OrderTicket withLimit(BigDecimal price) {
    OrderType limited = type == OrderType.STOP ? OrderType.STOP_LIMIT : OrderType.LIMIT;
    return copy(limited, timeInForce, price, stopPrice, trailingAmount, trailingPercent);
  }

  /** A STOP order at a price, or from a LIMIT a STOP_LIMIT order. */
  public OrderTicket withStop(BigDecimal price) {
    OrderType stopped = type == OrderType.LIMIT ? OrderType.STOP_LIMIT : OrderType.STOP;
    return copy(stopped, timeInForce, limitPrice, price, trailingAmount, trailingPercent);
  }

  /** A TRAILING_STOP order at a distance in currency. */
  public OrderTicket withTrailingAmount(BigDecimal amount) {
    return copy(OrderType.TRAILING_STOP, timeInForce, limitPrice, stopPrice, amount, null);
  }

  /** A TRAILING_STOP order at a distance in percent of the price: 5 is 5 %. */
  public OrderTicket withTrailingPercent(BigDecimal percent) {
    return copy(OrderType.TRAILING_STOP, timeInForce, limitPrice, stopPrice, null, percent);
  }

  /** A copy of a group of which one cancels the other. */
  public OrderTicket withOcoGroup(String group) {
    return copy(executionId, group, protectiveStop, profitTarget, reason, simulated);
  }

  /** A copy of an entry that is followed by a bracket; either price may be null. */
  public OrderTicket withBracket(BigDecimal stop, BigDecimal target) {
    return copy(executionId, ocoGroup, stop, target, reason, simulated);
  }

  /** A copy that says what it comes of, why, and whether the prices are simulated. */
  public OrderTicket withOrigin(String execution, String why, boolean simulatedPrices) {
    return copy(execution, ocoGroup, protectiveStop, profitTarget, why, simulatedPrices);
  }

  private OrderTicket copy(
      OrderType newType,
      TimeInForce newTimeInForce,
      BigDecimal limit,
      BigDecimal stop,
      BigDecimal amount,
      BigDecimal percent) {
    return new OrderTicket(
        signalId,
        strategy,
        executionId,
        symbol,
        side,
        role,
        newType,
        newTimeInForce,
        quantity,
        limit,
        stop,
        amount,
        percent,
        ocoGroup,
        protectiveStop,
        profitTarget,
        reason,
        eventTime,
        simulated);
  }

  private OrderTicket copy(
      String execution,
      String group,
      BigDecimal stop,
      BigDecimal target,
      String why,
      boolean simulatedPrices) {
    return new OrderTicket(
        signalId,
        strategy,
        execution,
        symbol,
        side,
        role,
        type,
        timeInForce,
        quantity,
        limitPrice,
        stopPrice,
        trailingAmount,
        trailingPercent,
        group,
        stop,
        target,
        why,
        eventTime,
        simulatedPrices);
  }

  /**
   * The order that is to be made.
   *
   * @param attempt 1 for the first of its signal, which gives the id; a later one has another id
   */
  WorkingOrder order(String account, int attempt) {
    WorkingOrder order = new WorkingOrder();
    order.id =
        attempt == 1
            ? Ids.of("order", account, signalId, role)
            : Ids.of("order", account, signalId, role, attempt);
    order.signalId = signalId;
    order.executionId = executionId;
    order.role = role;
    order.symbol = symbol;
    order.side = side;
    order.type = type;
    order.timeInForce = timeInForce;
    order.quantity = quantity;
    order.limitPrice = limitPrice;
    order.stopPrice = stopPrice;
    order.trailingAmount = trailingAmount;
    order.trailingPercent = trailingPercent;
    order.ocoGroup = ocoGroup;
    order.protectiveStop = protectiveStop;
    order.profitTarget = profitTarget;
    order.simulated = simulated;
    return order;
  }
}
