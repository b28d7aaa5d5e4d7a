package dev.sluice.domain.strategy;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.trading.OrderTerms;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a strategy wants of a symbol from a bar's close on. What becomes of it is the account's to
 * decide: its sizing, its limits, and what it holds already.
 *
 * @param type BUY to be long, EXIT to be flat, SELL to be short, HOLD for nothing
 * @param confidence 0 to 1; what it is worth is the account's sizing to say
 * @param stop price of a protective stop; null for none
 * @param target price at which to take the profit; null for none
 * @param reason the figures that led to it, for people; null for HOLD
 * @param terms of the order that opens or closes for it; null for a MARKET order of the day
 */
public record Intent(
    SignalType type,
    double confidence,
    BigDecimal stop,
    BigDecimal target,
    String reason,
    OrderTerms terms) {
  /** Nothing is wanted. */
  public static final Intent HOLD = new Intent(SignalType.HOLD, 0, null, null, null);

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException naming the field and its value
   */
  public Intent {
    Objects.requireNonNull(type, "type");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence is " + confidence + ", expected 0 to 1");
    }
  }

  /** What is wanted by a MARKET order of the day. */
  public Intent(
      SignalType type, double confidence, BigDecimal stop, BigDecimal target, String reason) {
    this(type, confidence, stop, target, reason, null);
  }

  /** To be long, with all confidence and without a bracket. */
  public static Intent buy(String reason) {
    return new Intent(SignalType.BUY, 1, null, null, reason);
  }

  /** To be flat: what is held is closed and nothing is opened. */
  public static Intent exit(String reason) {
    return new Intent(SignalType.EXIT, 1, null, null, reason);
  }

  /** To be short, with all confidence; an account that may not be short denies it where flat. */
  public static Intent sell(String reason) {
    return new Intent(SignalType.SELL, 1, null, null, reason);
  }

  /** The same with a stop and a target. */
  public Intent within(BigDecimal newStop, BigDecimal newTarget) {
    return new Intent(type, confidence, newStop, newTarget, reason, terms);
  }

  /**
   * The same by an order of other terms: of the entry, or of the order that closes what is held.
   *
   * @param newTerms null for a MARKET order of the day
   */
  public Intent with(OrderTerms newTerms) {
    return new Intent(type, confidence, stop, target, reason, newTerms);
  }

  /** Whether something is wanted. */
  public boolean isWanted() {
    return type != SignalType.HOLD;
  }
}
