package dev.sluice.domain.risk;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What a bucket of an account's capital may do. Its budget is share × equity.
 *
 * @param share of the account's equity, a fraction above 0 and at most 1
 * @param maxPositionShare largest value of one position, as a fraction of the budget
 * @param maxDailyLoss loss of the bucket since the day's start, as a fraction of the budget then,
 *     at which its entries are denied
 */
public record BucketLimits(BigDecimal share, BigDecimal maxPositionShare, BigDecimal maxDailyLoss)
    implements Serializable {

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public BucketLimits {
    fraction("share", share);
    fraction("max_position_share", maxPositionShare);
    fraction("max_daily_loss", maxDailyLoss);
  }

  /**
   * These limits with one changed.
   *
   * @param field {@code share}, {@code max_position_share} or {@code max_daily_loss}
   * @throws IllegalArgumentException naming the field, the value and what was expected
   */
  public BucketLimits with(String field, String value) {
    BigDecimal figure = decimal(field, value);
    return switch (field) {
      case "share" -> new BucketLimits(figure, maxPositionShare, maxDailyLoss);
      case "max_position_share" -> new BucketLimits(share, figure, maxDailyLoss);
      case "max_daily_loss" -> new BucketLimits(share, maxPositionShare, figure);
      default ->
          throw new IllegalArgumentException(
              "limit: was '"
                  + field
                  + "' of a bucket, expected share, max_position_share or max_daily_loss");
    };
  }

  private static BigDecimal decimal(String field, String value) {
    try {
      BigDecimal figure = new BigDecimal(value == null ? "" : value.strip());
      if (RiskLimit.writable(figure)) {
        return figure;
      }
    } catch (NumberFormatException e) {
      // The same message as for a figure that nobody could write.
    }
    throw refused(field, value);
  }

  private static void fraction(String field, BigDecimal value) {
    if (value == null || value.signum() <= 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw refused(field, value == null ? null : value.toPlainString());
    }
  }

  private static IllegalArgumentException refused(String field, String value) {
    return new IllegalArgumentException(
        field + ": was '" + value + "', expected a fraction above 0 and at most 1");
  }
}
