package dev.sluice.domain.trading;

import java.math.BigDecimal;

/**
 * A bucket of an account at a moment, in the account's currency.
 *
 * @param name of the bucket
 * @param share of the equity in force, a fraction
 * @param budget share × equity
 * @param exposure absolute values of its positions and of its entries at work
 * @param maxPositionShare largest position in force, a fraction of the budget
 * @param largestPosition absolute value of its largest position, entries at work counted
 * @param largestSymbol of that position; null where it holds nothing
 * @param maxDailyLoss loss of the day in force at which its entries stop, a fraction of the budget
 * @param dayPnl realised and unrealised since the day's start, commissions taken off
 */
public record BucketUsage(
    String name,
    BigDecimal share,
    BigDecimal budget,
    BigDecimal exposure,
    BigDecimal maxPositionShare,
    BigDecimal largestPosition,
    String largestSymbol,
    BigDecimal maxDailyLoss,
    BigDecimal dayPnl) {}
