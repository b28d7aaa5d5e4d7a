package dev.sluice.domain.market;

/** What kind of instrument a symbol is. */
public enum ListingCategory {
  /** A company's share that trades in size. */
  CORE,
  /** A company's share that trades for little, as a rule below 5 units of its currency. */
  PENNY,
  /** A fund that trades as a share does. */
  ETF
}
