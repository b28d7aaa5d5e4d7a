package dev.sluice.domain.performance;

import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A position from its entry to its exit.
 *
 * @param symbol ticker
 * @param entryTime UTC, of the fill that opened it
 * @param exitTime UTC, of the fill that closed it, not before the entry
 * @param side of the entry: BUY for a long trade, SELL for a short one
 * @param quantity shares, above 0
 * @param entryPrice a share, in the account's currency
 * @param exitPrice a share, in the account's currency
 * @param commission of entry and exit together, in the account's currency
 * @param pnl profit, or where negative loss, commission taken off, in the account's currency
 */
public record ClosedTrade(
    String symbol,
    Instant entryTime,
    Instant exitTime,
    Side side,
    BigDecimal quantity,
    BigDecimal entryPrice,
    BigDecimal exitPrice,
    BigDecimal commission,
    BigDecimal pnl) {
  /**
   * Checks what the figures stand on.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public ClosedTrade {
    if (pnl == null) {
      throw new IllegalArgumentException("pnl: null, expected an amount");
    }
    if (quantity != null && quantity.signum() <= 0) {
      throw new IllegalArgumentException("quantity: " + quantity + ", expected above 0");
    }
    if (entryTime != null && exitTime != null && exitTime.isBefore(entryTime)) {
      throw new IllegalArgumentException(
          "exit_time: %s, expected not before the entry at %s".formatted(exitTime, entryTime));
    }
  }
}
