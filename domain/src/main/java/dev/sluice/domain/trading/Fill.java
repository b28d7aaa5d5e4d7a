package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An execution of an order, whole or in part.
 *
 * @param id derives from the order and the number of the fill
 * @param orderId client order id
 * @param signalId signal of the order; null only for a manual order
 * @param executionId execution of that signal; null where there is none
 * @param account account name
 * @param symbol ticker
 * @param side BUY or SELL
 * @param quantity filled, positive
 * @param price per share, slippage included
 * @param commission in the account's currency; 0 where the order's minimum was paid by an earlier
 *     fill
 * @param realizedPnl realised by this fill before commission; 0 for one that opens
 * @param eventTime UTC
 * @param venue for example PAPER
 * @param simulated true where the prices are not a market's
 */
public record Fill(
    String id,
    String orderId,
    String signalId,
    String executionId,
    String account,
    String symbol,
    Side side,
    BigDecimal quantity,
    BigDecimal price,
    BigDecimal commission,
    BigDecimal realizedPnl,
    Instant eventTime,
    String venue,
    boolean simulated) {}
