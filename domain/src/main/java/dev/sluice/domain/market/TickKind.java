package dev.sluice.domain.market;

/** What a {@link Tick} reports. */
public enum TickKind {
  /** A trade print: {@link Tick#price()} and {@link Tick#size()} are set. */
  TRADE,
  /** A best bid and offer: bid, ask and their sizes are set. */
  QUOTE
}
