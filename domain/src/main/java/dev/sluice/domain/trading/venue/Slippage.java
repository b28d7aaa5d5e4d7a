package dev.sluice.domain.trading.venue;

import java.io.Serializable;
import java.math.BigDecimal;

/** How far a fill's price is from the touch that it takes, against the one who trades. */
public interface Slippage extends Serializable {

  /**
   * The fraction of the price by which a fill is worse: 0.0001 is a basis point.
   *
   * @param quantity shares of this fill, with what the account took of the same volume before; null
   *     where it is not known yet, as when an order's cost is estimated before it is sized: then an
   *     order's own impact counts as 0
   * @param volume shares that trade or are offered there; null where not known
   * @return 0 or more
   */
  BigDecimal fraction(BigDecimal quantity, BigDecimal volume);

  /**
   * Largest fraction of the volume that the model lets an account have.
   *
   * @return null where it does not limit it
   */
  default BigDecimal volumeLimit() {
    return null;
  }

  /** No slippage: fills are at the touch, to the last digit. */
  static Slippage none() {
    return new NoSlippage();
  }

  /**
   * The same for every fill.
   *
   * @param bps hundredths of a percent, 0 or more
   */
  static Slippage basisPoints(BigDecimal bps) {
    return new BasisPointSlippage(bps);
  }

  /**
   * Reads {@code none}, {@code bps:1} (or a bare figure), {@code
   * volume-share:limit=0.025,impact=0.1}, {@code square-root:volatility=0.02,volume=1000000,y=1}.
   *
   * @throws IllegalArgumentException naming field, value and what was expected
   */
  static Slippage parse(String text) {
    Spec spec =
        Spec.parse(
            "slippage",
            text,
            "none, BPS, bps:BPS, volume-share[:limit=F,impact=F]"
                + " or square-root:volatility=F[,volume=SHARES][,y=F]",
            "bps",
            "bps");
    return switch (spec.name()) {
      case "none" -> spec.done(none());
      case "bps" -> spec.done(basisPoints(spec.figure("bps", null)));
      case "volume-share" ->
          spec.done(
              new VolumeShareSlippage(
                  spec.fraction("limit", "0.025"), spec.figure("impact", "0.1")));
      case "square-root" ->
          spec.done(
              new SquareRootImpact(
                  spec.figure("volatility", null),
                  spec.figureOrNull("volume"),
                  spec.figure("y", "1")));
      default -> throw spec.wrong();
    };
  }
}
