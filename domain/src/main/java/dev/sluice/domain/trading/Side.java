package dev.sluice.domain.trading;

/** Side of an order or fill (FIX tag 54). */
public enum Side {
  BUY,
  SELL
}
