package dev.sluice.domain.risk;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What an account may do. Shares and losses are fractions: 0.025 is 2.5 %.
 *
 * @param maxPositionShare largest value of one position, as a fraction of equity
 * @param maxNotional largest value of one order, in the account's currency
 * @param maxDailyLoss loss since the day's start, as a fraction of the equity then, at which new
 *     entries are denied
 * @param maxDrawdown fall from the peak, as a fraction of the peak, at which new entries are denied
 * @param allowShort true where a sale may open a short position
 * @param lotSize smallest tradable quantity and its step, in shares; below 1 where fractions trade
 */
public record RiskLimits(
    BigDecimal maxPositionShare,
    BigDecimal maxNotional,
    BigDecimal maxDailyLoss,
    BigDecimal maxDrawdown,
    boolean allowShort,
    BigDecimal lotSize)
    implements Serializable {

  /** 10 % a position, 100,000 an order, 2.5 % a day, 8 % from the peak, no shorts, whole shares. */
  public static final RiskLimits DEFAULT =
      new RiskLimits(
          new BigDecimal("0.10"),
          new BigDecimal("100000"),
          new BigDecimal("0.025"),
          new BigDecimal("0.08"),
          false,
          BigDecimal.ONE);

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException naming the field and its value if one is not above zero
   */
  public RiskLimits {
    positive("maxPositionShare", maxPositionShare);
    positive("maxNotional", maxNotional);
    positive("maxDailyLoss", maxDailyLoss);
    positive("maxDrawdown", maxDrawdown);
    positive("lotSize", lotSize);
  }

  private static void positive(String field, BigDecimal value) {
    if (Objects.requireNonNull(value, field).signum() <= 0) {
      throw new IllegalArgumentException(field + " is " + value + ", expected a figure above 0");
    }
  }
}
