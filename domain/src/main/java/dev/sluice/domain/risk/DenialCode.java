package dev.sluice.domain.risk;

/** Why an order was denied before it reached a venue. */
public enum DenialCode {
  /** The account is halted. */
  ACCOUNT_HALTED,
  /** The account may only reduce what it holds. */
  REDUCING_ONLY,
  /** Entries are paused. */
  ENTRIES_PAUSED,
  /** Nobody knows what has become of an earlier order of the symbol: it is frozen until then. */
  ORDER_STATE_UNKNOWN,
  /** Entries cool down until a stated event time. */
  COOLING_DOWN,
  /** The symbol is on the account's restricted list. */
  RESTRICTED_SYMBOL,
  /** A sale that would open a short position. */
  SHORT_SELLING_NOT_ALLOWED,
  /** A short sale of a symbol that is hard to borrow. */
  HARD_TO_BORROW,
  /** No price is known for the symbol, so nothing can be checked. */
  NO_MARKET_PRICE,
  /** The session is over, and the account enters in sessions only. */
  MARKET_CLOSED,
  /** Trading in the symbol is halted. */
  MARKET_HALTED,
  /** The last quote is older than it may be. */
  STALE_QUOTE,
  /** The size came to less than one lot. */
  QUANTITY_TOO_SMALL,
  /** The order is for more shares than one may be. */
  ORDER_QUANTITY_LIMIT,
  /** The order's price is too far from the last trade. */
  PRICE_COLLAR,
  /** Cost and commission would exceed the cash that is not already spoken for. */
  INSUFFICIENT_BUYING_POWER,
  /** The position would exceed its share of equity. */
  POSITION_LIMIT,
  /** Positions and working entries would exceed their share of equity. */
  GROSS_EXPOSURE_LIMIT,
  /** Long less short, or short less long, would exceed its share of equity. */
  NET_EXPOSURE_LIMIT,
  /** The order's notional exceeds the limit. */
  NOTIONAL_LIMIT,
  /** The bucket's positions and working entries would exceed its share of equity. */
  BUCKET_LIMIT,
  /** The position would exceed its share of the bucket. */
  BUCKET_POSITION_LIMIT,
  /** The bucket's loss of the day has reached its limit. */
  BUCKET_LOSS_LIMIT,
  /** The day's loss has reached its limit. */
  DAILY_LOSS_LIMIT,
  /** The drawdown from the peak has reached its limit. */
  DRAWDOWN_LIMIT,
  /** As many orders as may be were made within the window. */
  ORDER_RATE_LIMIT,
  /** An order for the same signal and role exists, or one like it was made a moment ago. */
  DUPLICATE_ORDER,
  /** A figure that a check needs is missing or not finite: a check that cannot be made denies. */
  CHECK_NOT_POSSIBLE
}
