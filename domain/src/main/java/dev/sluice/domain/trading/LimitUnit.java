package dev.sluice.domain.trading;

/** What the figures of a limit are in. */
public enum LimitUnit {
  /** A fraction of what the limit is measured by: 0.025 is 2.5 %. */
  FRACTION,
  /** The account's currency. */
  MONEY,
  /** A number of orders. */
  ORDERS
}
