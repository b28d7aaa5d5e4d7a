package dev.sluice.domain.trading.venue;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What a broker takes for an order. It is of the order as a whole, so a minimum is paid once; a
 * fill is charged what it adds.
 */
public interface Commission extends Serializable {

  /**
   * Commission of an order of which so much was filled, not rounded.
   *
   * @param quantity shares filled, above 0
   * @param notional what they came to
   * @param monthVolume shares that the account traded in the month before this order
   */
  BigDecimal of(BigDecimal quantity, BigDecimal notional, BigDecimal monthVolume);

  /**
   * Least commission of an order. With the two rates it bounds what an order can cost: never more
   * than the larger of this and quantity × {@link #perShare} + notional × {@link #ofNotional}.
   */
  BigDecimal minimum();

  /** Highest rate a share, in currency. */
  BigDecimal perShare();

  /** Highest rate of the notional, as a fraction. */
  BigDecimal ofNotional();

  /** No commission. */
  static Commission none() {
    return perShare(BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /**
   * A rate a share with a minimum an order.
   *
   * @param rate in currency
   * @param minimum in currency
   */
  static Commission perShare(BigDecimal rate, BigDecimal minimum) {
    return new PerShareCommission(rate, minimum, null);
  }

  /**
   * Reads {@code none}, {@code per-share:0.005,min=1,max=1} (or a bare figure; {@code max} in
   * percent of the notional), {@code percent:0.1,min=1} (of the notional), {@code
   * tiered:0.0035@0/0.002@300000,min=0.35,max=1} (rate a share from so many shares of the month
   * on).
   *
   * @throws IllegalArgumentException naming field, value and what was expected
   */
  static Commission parse(String text) {
    Spec spec =
        Spec.parse(
            "commission",
            text,
            "none, RATE, per-share:RATE[,min=AMOUNT][,max=PERCENT], percent:PERCENT[,min=AMOUNT]"
                + " or tiered:RATE@0/RATE@SHARES…[,min=AMOUNT][,max=PERCENT]",
            "per-share",
            "rate");
    return switch (spec.name()) {
      case "none" -> spec.done(none());
      case "per-share" ->
          spec.done(
              new PerShareCommission(
                  spec.figure("rate", null), spec.figure("min", "0"), spec.figureOrNull("max")));
      case "percent" ->
          spec.done(new PercentCommission(spec.figure("rate", null), spec.figure("min", "0")));
      case "tiered" ->
          spec.done(
              new TieredCommission(
                  TieredCommission.tiers(spec), spec.figure("min", "0"), spec.figureOrNull("max")));
      default -> throw spec.wrong();
    };
  }
}
