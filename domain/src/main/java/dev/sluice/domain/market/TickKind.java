package dev.sluice.domain.market;

/** What a {@link Tick} reports. */
public enum TickKind {
  /** A trade print: {@link Tick#price()} and {@link Tick#size()} are set. */
  TRADE,
  /** A best bid and offer: bid, ask and their sizes are set. */
  QUOTE,
  /**
   * A stock split: {@link Tick#price()} is the number of new shares for an old one. It is no
   * market: it changes the scale of prices and quantities from its time on. The market job makes it
   * from a bar's split factor; a feed sends none.
   */
  SPLIT
}
