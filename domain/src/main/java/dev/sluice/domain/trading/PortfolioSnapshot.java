package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * An account at a moment: at each fill, each minute of a session and each close.
 *
 * @param id derives from account and version
 * @param account account name
 * @param eventTime UTC
 * @param sessionDate exchange's date
 * @param cash in the account's currency
 * @param equity cash + positions at their marks
 * @param dayPnl equity − equity when the session began, at its first input
 * @param realizedPnl since the start, commissions not included
 * @param unrealizedPnl of the open positions
 * @param commissions paid since the start
 * @param peakEquity highest equity so far
 * @param drawdown 1 − equity ÷ peak, a fraction ≥ 0
 * @param maxDrawdown largest drawdown so far
 * @param state ACTIVE, or what the kill switch or a limit made of it: PAUSED, HALTED
 * @param reason why it is not ACTIVE; null while it is
 * @param positions those that are open, and with quantity 0 those that closed since the last
 *     snapshot, in the order of symbols
 * @param workingOrders number of orders at the venue
 * @param version rises with each snapshot
 * @param simulated true where the prices are not a market's
 */
public record PortfolioSnapshot(
    String id,
    String account,
    Instant eventTime,
    LocalDate sessionDate,
    BigDecimal cash,
    BigDecimal equity,
    BigDecimal dayPnl,
    BigDecimal realizedPnl,
    BigDecimal unrealizedPnl,
    BigDecimal commissions,
    BigDecimal peakEquity,
    BigDecimal drawdown,
    BigDecimal maxDrawdown,
    String state,
    String reason,
    List<Position> positions,
    int workingOrders,
    long version,
    boolean simulated) {}
