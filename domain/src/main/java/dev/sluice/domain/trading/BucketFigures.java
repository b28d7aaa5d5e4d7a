package dev.sluice.domain.trading;

import dev.sluice.domain.risk.BucketLimits;
import java.math.BigDecimal;

/**
 * A bucket of an account at a moment, in the account's currency.
 *
 * @param name of the bucket
 * @param limits in force
 * @param budget share × equity
 * @param exposure absolute values of its positions and of its entries at work
 * @param dayPnl realised and unrealised since the day's start, commissions taken off
 */
public record BucketFigures(
    String name, BucketLimits limits, BigDecimal budget, BigDecimal exposure, BigDecimal dayPnl) {}
