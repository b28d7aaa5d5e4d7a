package dev.sluice.domain.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The checks between a decision and an order, in a fixed order: account state, short-selling,
 * market price, quantity, buying power, position, notional, daily loss, drawdown, duplicate. The
 * first that denies is the answer. A check whose figures are missing denies with {@link
 * DenialCode#CHECK_NOT_POSSIBLE}: what cannot be checked is not sent.
 *
 * <p>A loss limit has been reached when the loss equals it.
 */
public final class RiskChecks {
  private static final List<BiFunction<RiskRequest, RiskLimits, Denial>> FOR_ENTRIES =
      List.of(
          RiskChecks::state,
          RiskChecks::shortSelling,
          RiskChecks::price,
          RiskChecks::quantity,
          RiskChecks::buyingPower,
          RiskChecks::position,
          RiskChecks::notional,
          RiskChecks::dailyLoss,
          RiskChecks::drawdown,
          RiskChecks::duplicate);

  private static final List<BiFunction<RiskRequest, RiskLimits, Denial>> FOR_REDUCING =
      List.of(RiskChecks::state, RiskChecks::quantityAboveZero, RiskChecks::duplicate);

  private RiskChecks() {}

  /** The first denial; empty where the order may be sent. */
  public static Optional<Denial> check(RiskRequest request, RiskLimits limits) {
    for (BiFunction<RiskRequest, RiskLimits, Denial> check :
        request.entry() ? FOR_ENTRIES : FOR_REDUCING) {
      Denial denial = check.apply(request, limits);
      if (denial != null) {
        return Optional.of(denial);
      }
    }
    return Optional.empty();
  }

  private static Denial state(RiskRequest r, RiskLimits limits) {
    if (r.halted()) {
      return new Denial(DenialCode.ACCOUNT_HALTED, "the account is halted");
    }
    return r.paused() && r.entry()
        ? new Denial(DenialCode.ENTRIES_PAUSED, "entries are paused")
        : null;
  }

  private static Denial shortSelling(RiskRequest r, RiskLimits limits) {
    return r.opensShort() && !limits.allowShort()
        ? new Denial(
            DenialCode.SHORT_SELLING_NOT_ALLOWED, "nothing is held and short sales are not allowed")
        : null;
  }

  private static Denial price(RiskRequest r, RiskLimits limits) {
    if (r.price() == null) {
      return new Denial(DenialCode.NO_MARKET_PRICE, "no quote was seen yet");
    }
    return r.price().signum() <= 0 ? impossible("price", r.price()) : null;
  }

  private static Denial quantity(RiskRequest r, RiskLimits limits) {
    if (r.quantity() == null) {
      return impossible("quantity", null);
    }
    return r.quantity().compareTo(limits.lotSize()) < 0
        ? new Denial(
            DenialCode.QUANTITY_TOO_SMALL,
            plain(r.quantity()) + " shares are less than a lot of " + plain(limits.lotSize()))
        : null;
  }

  private static Denial quantityAboveZero(RiskRequest r, RiskLimits limits) {
    return r.quantity() == null || r.quantity().signum() <= 0
        ? impossible("quantity", r.quantity())
        : null;
  }

  private static Denial buyingPower(RiskRequest r, RiskLimits limits) {
    if (r.buyingPower() == null || r.commission() == null) {
      return impossible("buying power", null);
    }
    BigDecimal cost = r.price().multiply(r.quantity()).add(r.commission());
    return cost.compareTo(r.buyingPower()) > 0
        ? new Denial(
            DenialCode.INSUFFICIENT_BUYING_POWER,
            "cost " + plain(cost) + " exceeds buying power " + plain(r.buyingPower()))
        : null;
  }

  private static Denial position(RiskRequest r, RiskLimits limits) {
    if (r.equity() == null || r.positionValue() == null) {
      return impossible("equity", r.equity());
    }
    BigDecimal after = r.positionValue().add(r.price().multiply(r.quantity()));
    BigDecimal most = r.equity().multiply(limits.maxPositionShare());
    return after.compareTo(most) > 0
        ? new Denial(
            DenialCode.POSITION_LIMIT,
            "position " + plain(after) + " would exceed " + plain(most) + " of the equity")
        : null;
  }

  private static Denial notional(RiskRequest r, RiskLimits limits) {
    BigDecimal notional = r.price().multiply(r.quantity());
    return notional.compareTo(limits.maxNotional()) > 0
        ? new Denial(
            DenialCode.NOTIONAL_LIMIT,
            "notional " + plain(notional) + " exceeds " + plain(limits.maxNotional()))
        : null;
  }

  private static Denial dailyLoss(RiskRequest r, RiskLimits limits) {
    return fall(
        r.dayStartEquity(),
        r.equity(),
        limits.maxDailyLoss(),
        DenialCode.DAILY_LOSS_LIMIT,
        "the day's start");
  }

  private static Denial drawdown(RiskRequest r, RiskLimits limits) {
    return fall(
        r.peakEquity(), r.equity(), limits.maxDrawdown(), DenialCode.DRAWDOWN_LIMIT, "the peak");
  }

  private static Denial duplicate(RiskRequest r, RiskLimits limits) {
    return r.duplicate()
        ? new Denial(DenialCode.DUPLICATE_ORDER, "an order for this signal and role exists")
        : null;
  }

  private static Denial fall(
      BigDecimal from, BigDecimal equity, BigDecimal limit, DenialCode code, String since) {
    if (from == null || from.signum() <= 0) {
      return impossible("equity at " + since, from);
    }
    // Compared without a division, so that a loss of exactly the limit is found exactly.
    if (from.subtract(equity).compareTo(from.multiply(limit)) < 0) {
      return null;
    }
    BigDecimal share = from.subtract(equity).divide(from, 6, RoundingMode.HALF_EVEN);
    return new Denial(
        code, "loss of " + plain(share) + " since " + since + " has reached " + plain(limit));
  }

  private static Denial impossible(String figure, BigDecimal value) {
    return new Denial(
        DenialCode.CHECK_NOT_POSSIBLE,
        figure + " is " + (value == null ? "not known" : plain(value)));
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
