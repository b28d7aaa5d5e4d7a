package dev.sluice.domain.trading;

/** State of an order (FIX tag 39, with DENIED for what never reached a venue). */
public enum OrderStatus {
  CREATED,
  DENIED,
  ACCEPTED,
  PARTIALLY_FILLED,
  FILLED,
  CANCELLED,
  EXPIRED,
  REJECTED;

  /** True where no further change can come. */
  public boolean terminal() {
    return switch (this) {
      case DENIED, FILLED, CANCELLED, EXPIRED, REJECTED -> true;
      case CREATED, ACCEPTED, PARTIALLY_FILLED -> false;
    };
  }
}
