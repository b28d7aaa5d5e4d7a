package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What an account holds of a symbol.
 *
 * @param account account name
 * @param symbol ticker
 * @param quantity positive for long, negative for short, 0 once closed
 * @param averagePrice average cost per share, commissions not included; 0 while flat
 * @param realizedPnl since the start, commissions not included
 * @param marketPrice last mark; null before the first
 * @param unrealizedPnl at the last mark; 0 while flat
 * @param updatedAt event time, UTC
 * @param version rises with each change
 * @param simulated true where the prices are not a market's
 */
public record Position(
    String account,
    String symbol,
    BigDecimal quantity,
    BigDecimal averagePrice,
    BigDecimal realizedPnl,
    BigDecimal marketPrice,
    BigDecimal unrealizedPnl,
    Instant updatedAt,
    long version,
    boolean simulated) {}
