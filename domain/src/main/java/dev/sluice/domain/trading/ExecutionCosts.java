package dev.sluice.domain.trading;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * What trading costs on the paper venue.
 *
 * @param slippageBps added to a buyer's price and taken from a seller's, in hundredths of a percent
 * @param commissionPerShare in the account's currency
 * @param minCommission least commission of an order, however many fills it has
 */
public record ExecutionCosts(
    BigDecimal slippageBps, BigDecimal commissionPerShare, BigDecimal minCommission)
    implements Serializable {

  /** 1 basis point, 0.005 a share, at least 1.00 an order. */
  public static final ExecutionCosts DEFAULT =
      new ExecutionCosts(BigDecimal.ONE, new BigDecimal("0.005"), new BigDecimal("1.00"));

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException naming the field and its value if one is below zero
   */
  public ExecutionCosts {
    notNegative("slippageBps", slippageBps);
    notNegative("commissionPerShare", commissionPerShare);
    notNegative("minCommission", minCommission);
  }

  /**
   * Commission of an order of which so many shares were filled, rounded half up to 0.01. A fill's
   * commission is the difference that it makes, so the minimum is paid once an order.
   */
  public BigDecimal commission(BigDecimal quantity) {
    if (quantity.signum() == 0) {
      return BigDecimal.ZERO;
    }
    return commissionPerShare
        .multiply(quantity)
        .max(minCommission)
        .setScale(2, RoundingMode.HALF_UP);
  }

  /** A quoted price after slippage, rounded half up to 0.0001. */
  public BigDecimal slipped(BigDecimal price, Side side) {
    BigDecimal slip = price.multiply(slippageBps).movePointLeft(4);
    return (side == Side.BUY ? price.add(slip) : price.subtract(slip))
        .setScale(4, RoundingMode.HALF_UP);
  }

  private static void notNegative(String field, BigDecimal value) {
    if (Objects.requireNonNull(value, field).signum() < 0) {
      throw new IllegalArgumentException(field + " is " + value + ", expected 0 or more");
    }
  }
}
