package dev.sluice.domain.trading;

/**
 * State of an order (OrdStatus, FIX tag 39, with DENIED for what never reached a venue). What may
 * follow what is in {@link OrderLifecycle}.
 */
public enum OrderStatus {
  /** Decided, and within the limits. */
  CREATED,
  /** Not within the limits; no venue ever saw it. */
  DENIED,
  /** On its way to the venue, which has not answered. */
  SUBMITTED,
  /** At work at the venue. */
  ACCEPTED,
  /** At work, and filled in part. */
  PARTIALLY_FILLED,
  FILLED,
  /** Called off, by the account or by what it said itself (IOC, FOK, one cancels the other). */
  CANCELLED,
  /** Its time in force is over. */
  EXPIRED,
  /** The venue said no. */
  REJECTED,
  /**
   * Nobody here knows: the venue did not answer in time or the connection was lost. It may be at
   * work or filled, so it counts as open, and is neither sent again nor given up before the venue
   * was asked. It never stands for a refusal: that is REJECTED.
   */
  UNKNOWN;

  /** True where no further change can come. */
  public boolean terminal() {
    return switch (this) {
      case DENIED, FILLED, CANCELLED, EXPIRED, REJECTED -> true;
      case CREATED, SUBMITTED, ACCEPTED, PARTIALLY_FILLED, UNKNOWN -> false;
    };
  }
}
