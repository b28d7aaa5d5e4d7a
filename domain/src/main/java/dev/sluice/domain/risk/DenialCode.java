package dev.sluice.domain.risk;

/** Why an order was denied before it reached a venue. */
public enum DenialCode {
  /** The account is halted. */
  ACCOUNT_HALTED,
  /** Entries are paused. */
  ENTRIES_PAUSED,
  /** Cost and commission would exceed the cash that is not already spoken for. */
  INSUFFICIENT_BUYING_POWER,
  /** The position would exceed its share of equity. */
  POSITION_LIMIT,
  /** The order's notional exceeds the limit. */
  NOTIONAL_LIMIT,
  /** The day's loss has reached its limit. */
  DAILY_LOSS_LIMIT,
  /** The drawdown from the peak has reached its limit. */
  DRAWDOWN_LIMIT,
  /** A sale that would open a short position. */
  SHORT_SELLING_NOT_ALLOWED,
  /** The size came to less than one lot. */
  QUANTITY_TOO_SMALL,
  /** No price is known for the symbol, so nothing can be checked. */
  NO_MARKET_PRICE,
  /** An order for the same signal and role exists. */
  DUPLICATE_ORDER,
  /** A figure that a check needs is missing or not finite: a check that cannot be made denies. */
  CHECK_NOT_POSSIBLE
}
