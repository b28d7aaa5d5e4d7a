package dev.sluice.domain.trading;

import dev.sluice.domain.trading.venue.Commission;
import dev.sluice.domain.trading.venue.Slippage;
import dev.sluice.domain.trading.venue.VenueModel;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * What trading costs on the paper venue, by the models of a {@link VenueModel}, rounded as money
 * is.
 *
 * @param model slippage, spread, commission and the rest of the venue
 */
public record ExecutionCosts(VenueModel model) implements Serializable {
  private static final int PRICE_SCALE = 4;

  /** 1 basis point, 0.005 a share, at least 1.00 an order. */
  public static final ExecutionCosts DEFAULT = new ExecutionCosts(VenueModel.DEFAULT);

  /** Checks that there is a model. */
  public ExecutionCosts {
    Objects.requireNonNull(model, "model");
  }

  /**
   * Fixed slippage and a commission a share.
   *
   * @param slippageBps added to a buyer's price and taken from a seller's, in hundredths of a
   *     percent
   * @param commissionPerShare in the account's currency
   * @param minCommission least commission of an order, however many fills it has
   * @throws IllegalArgumentException naming the field and its value if one is below zero
   */
  public ExecutionCosts(
      BigDecimal slippageBps, BigDecimal commissionPerShare, BigDecimal minCommission) {
    this(
        VenueModel.FREE
            .withSlippage(Slippage.basisPoints(slippageBps))
            .withCommission(Commission.perShare(commissionPerShare, minCommission)));
  }

  /**
   * Commission of an order of which so many shares were filled, rounded half up to 0.01. A fill's
   * commission is the difference that it makes, so the minimum is paid once an order.
   *
   * @param quantity filled so far
   * @param notional what that came to
   * @param monthVolume shares that the account traded in the month before the order
   */
  public BigDecimal commission(BigDecimal quantity, BigDecimal notional, BigDecimal monthVolume) {
    return quantity.signum() == 0
        ? BigDecimal.ZERO
        : model.commission().of(quantity, notional, monthVolume).setScale(2, RoundingMode.HALF_UP);
  }

  /** Least commission of an order, whatever it came to; a most may make it less. */
  BigDecimal minCommission() {
    return model.commission().minimum();
  }

  /** Highest commission of a share at a price, where that is above the minimum. */
  BigDecimal commissionPerShare(BigDecimal price) {
    return model.commission().perShare().add(model.commission().ofNotional().multiply(price));
  }

  /**
   * A touch after slippage, rounded half up to 0.0001; to the last digit where there is none.
   *
   * @param quantity of the fill; null where the order is not sized yet
   * @param volume that trades or is offered there; null where not known
   */
  BigDecimal slipped(BigDecimal touch, Side side, BigDecimal quantity, BigDecimal volume) {
    BigDecimal fraction = model.slippage().fraction(quantity, volume);
    if (fraction.signum() == 0) {
      return touch;
    }
    BigDecimal slip = touch.multiply(fraction).min(touch);
    return (side == Side.BUY ? touch.add(slip) : touch.subtract(slip))
        .setScale(PRICE_SCALE, RoundingMode.HALF_UP);
  }

  /** The price that a market order is expected to get before it is sized. */
  BigDecimal expectedPrice(Mark mark, Side side) {
    return slipped(traded(mark).touch(side), side, null, null);
  }

  /** The market as orders see it: with the assumed spread where the data have none. */
  Mark traded(Mark mark) {
    boolean withoutSpread = mark.bidSize() == null && mark.askSize() == null;
    if (!withoutSpread || mark.bid().compareTo(mark.ask()) != 0) {
      return mark;
    }
    BigDecimal half = model.spread().half(mark.bid());
    return half.signum() == 0
        ? mark
        : mark.withTouches(
            mark.bid().subtract(half).setScale(PRICE_SCALE, RoundingMode.HALF_UP),
            mark.ask().add(half).setScale(PRICE_SCALE, RoundingMode.HALF_UP));
  }
}
