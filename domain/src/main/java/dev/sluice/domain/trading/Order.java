package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An order in its latest state. Every change is published anew with a higher version. A split of
 * the symbol is such a change: it puts quantities and prices on the new scale, while earlier
 * versions and fills stay as they were.
 *
 * @param id the client order id, derived from account, signal and role; the same on every run
 * @param account account name
 * @param signalId signal of the entry that it belongs to; for stops, targets and flattening orders
 *     too; null only for a manual order
 * @param executionId execution of that signal; null where there is none
 * @param parentId entry order that a stop or target protects; null for an entry
 * @param role ENTRY, EXIT, STOP, TARGET or FLATTEN
 * @param symbol ticker
 * @param side BUY or SELL
 * @param type see {@link OrderType}
 * @param timeInForce see {@link TimeInForce}
 * @param quantity ordered, positive
 * @param filledQuantity filled so far
 * @param limitPrice null except for LIMIT and STOP_LIMIT
 * @param stopPrice null except for STOP, STOP_LIMIT and TRAILING_STOP; of the latter the price at
 *     this change (it moves without a change of its own), null before it has met the market
 * @param averageFillPrice null before the first fill
 * @param status latest state
 * @param denialCode why it was denied, see {@code risk.DenialCode}; null unless DENIED
 * @param reason cause of the latest change, for people
 * @param createdAt event time of the decision, UTC
 * @param updatedAt event time of the latest change, UTC
 * @param version 1 for the first state, then rising by one
 * @param simulated true where the prices are not a market's
 * @param trailingAmount distance of a TRAILING_STOP in currency; null where it has none
 * @param trailingPercent distance of a TRAILING_STOP in percent of the price; null where it has
 *     none
 * @param ocoGroup orders of the same group share one quantity, one cancelling the other; null for
 *     none
 */
public record Order(
    String id,
    String account,
    String signalId,
    String executionId,
    String parentId,
    String role,
    String symbol,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    BigDecimal quantity,
    BigDecimal filledQuantity,
    BigDecimal limitPrice,
    BigDecimal stopPrice,
    BigDecimal averageFillPrice,
    OrderStatus status,
    String denialCode,
    String reason,
    Instant createdAt,
    Instant updatedAt,
    int version,
    boolean simulated,
    BigDecimal trailingAmount,
    BigDecimal trailingPercent,
    String ocoGroup) {

  /** An order that neither trails nor is of a group. */
  public Order(
      String id,
      String account,
      String signalId,
      String executionId,
      String parentId,
      String role,
      String symbol,
      Side side,
      OrderType type,
      TimeInForce timeInForce,
      BigDecimal quantity,
      BigDecimal filledQuantity,
      BigDecimal limitPrice,
      BigDecimal stopPrice,
      BigDecimal averageFillPrice,
      OrderStatus status,
      String denialCode,
      String reason,
      Instant createdAt,
      Instant updatedAt,
      int version,
      boolean simulated) {
    this(
        id,
        account,
        signalId,
        executionId,
        parentId,
        role,
        symbol,
        side,
        type,
        timeInForce,
        quantity,
        filledQuantity,
        limitPrice,
        stopPrice,
        averageFillPrice,
        status,
        denialCode,
        reason,
        createdAt,
        updatedAt,
        version,
        simulated,
        null,
        null,
        null);
  }
}
