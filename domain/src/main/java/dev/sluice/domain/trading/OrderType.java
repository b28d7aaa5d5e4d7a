package dev.sluice.domain.trading;

/** Type of an order (FIX tag 40). */
public enum OrderType {
  MARKET,
  LIMIT,
  STOP
}
