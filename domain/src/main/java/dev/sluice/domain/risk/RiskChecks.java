package dev.sluice.domain.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The checks between a decision and an order, in the order of {@link #FOR_ENTRIES}. The first that
 * denies is the answer. A check whose figures are missing denies with {@link
 * DenialCode#CHECK_NOT_POSSIBLE} and names the figure: what cannot be checked is not sent.
 *
 * <p>What reduces a position is asked about the halt, unknown orders of its symbol, its quantity
 * and its signal's duplicates alone: a limit must not hold a position that somebody wants to leave.
 *
 * <p>A loss limit has been reached when the loss equals it; every other limit may be reached and
 * not passed.
 */
public final class RiskChecks {
  private static final List<BiFunction<RiskRequest, RiskLimits, Denial>> FOR_ENTRIES =
      List.of(
          RiskChecks::state,
          RiskChecks::known,
          MarketChecks::restricted,
          MarketChecks::shortSelling,
          MarketChecks::hardToBorrow,
          MarketChecks::price,
          MarketChecks::open,
          MarketChecks::halted,
          MarketChecks::stale,
          RiskChecks::quantity,
          RiskChecks::orderQuantity,
          MarketChecks::collar,
          RiskChecks::buyingPower,
          RiskChecks::position,
          RiskChecks::gross,
          RiskChecks::net,
          RiskChecks::notional,
          BucketChecks::share,
          BucketChecks::position,
          BucketChecks::loss,
          RiskChecks::dailyLoss,
          RiskChecks::drawdown,
          RiskChecks::rate,
          RiskChecks::duplicate,
          RiskChecks::alike);

  private static final List<BiFunction<RiskRequest, RiskLimits, Denial>> FOR_REDUCING =
      List.of(
          RiskChecks::state,
          RiskChecks::known,
          RiskChecks::quantityAboveZero,
          RiskChecks::duplicate);

  private RiskChecks() {}

  /** The first denial; empty where the order may be sent. */
  public static Optional<Denial> check(RiskRequest request, RiskLimits limits) {
    for (BiFunction<RiskRequest, RiskLimits, Denial> check :
        request.order().entry() ? FOR_ENTRIES : FOR_REDUCING) {
      Denial denial = check.apply(request, limits);
      if (denial != null) {
        return Optional.of(denial);
      }
    }
    return Optional.empty();
  }

  private static Denial state(RiskRequest r, RiskLimits limits) {
    if (r.standing().halted()) {
      return new Denial(DenialCode.ACCOUNT_HALTED, "the account is halted");
    }
    if (!r.order().entry()) {
      return null;
    }
    if (r.standing().reducing()) {
      return new Denial(DenialCode.REDUCING_ONLY, "the account may only reduce what it holds");
    }
    if (r.standing().paused()) {
      return new Denial(DenialCode.ENTRIES_PAUSED, "entries are paused");
    }
    Long until = r.standing().coolingUntil();
    return until != null && r.market().now() < until
        ? new Denial(
            DenialCode.COOLING_DOWN, "entries cool down until " + Instant.ofEpochMilli(until))
        : null;
  }

  private static Denial known(RiskRequest r, RiskLimits limits) {
    return r.activity().unknown()
        ? new Denial(
            DenialCode.ORDER_STATE_UNKNOWN,
            "it is not known whether an earlier order of " + r.order().symbol() + " has filled")
        : null;
  }

  private static Denial quantity(RiskRequest r, RiskLimits limits) {
    BigDecimal quantity = r.order().quantity();
    if (quantity == null) {
      return r.order().quantityUnknown() == null
          ? Figures.impossible("quantity", null)
          : new Denial(DenialCode.CHECK_NOT_POSSIBLE, r.order().quantityUnknown());
    }
    return quantity.compareTo(limits.lotSize()) < 0
        ? new Denial(
            DenialCode.QUANTITY_TOO_SMALL,
            Figures.plain(quantity)
                + " shares are less than a lot of "
                + Figures.plain(limits.lotSize()),
            quantity,
            limits.lotSize())
        : null;
  }

  private static Denial quantityAboveZero(RiskRequest r, RiskLimits limits) {
    BigDecimal quantity = r.order().quantity();
    return quantity == null || quantity.signum() <= 0
        ? Figures.impossible("quantity", quantity)
        : null;
  }

  private static Denial orderQuantity(RiskRequest r, RiskLimits limits) {
    return Figures.above(
        DenialCode.ORDER_QUANTITY_LIMIT,
        "quantity %s exceeds %s",
        r.order().quantity(),
        limits.maxOrderQuantity());
  }

  private static Denial buyingPower(RiskRequest r, RiskLimits limits) {
    if (r.money().buyingPower() == null || r.order().commission() == null) {
      return Figures.impossible("buying power", null);
    }
    return Figures.above(
        DenialCode.INSUFFICIENT_BUYING_POWER,
        "cost %s exceeds buying power %s",
        Figures.notional(r).add(r.order().commission()),
        r.money().buyingPower());
  }

  private static Denial position(RiskRequest r, RiskLimits limits) {
    if (r.money().equity() == null) {
      return Figures.impossible("equity", null);
    }
    if (r.money().positionValue() == null) {
      return Figures.impossible("position", null);
    }
    return Figures.above(
        DenialCode.POSITION_LIMIT,
        "position %s would exceed %s of the equity",
        r.money().positionValue().add(Figures.notional(r)),
        r.money().equity().multiply(limits.maxPositionShare()));
  }

  private static Denial gross(RiskRequest r, RiskLimits limits) {
    if (r.money().grossExposure() == null) {
      return Figures.impossible("gross exposure", null);
    }
    return Figures.above(
        DenialCode.GROSS_EXPOSURE_LIMIT,
        "gross exposure %s would exceed %s of the equity",
        r.money().grossExposure().add(Figures.notional(r)),
        r.money().equity().multiply(limits.maxGrossExposure()));
  }

  private static Denial net(RiskRequest r, RiskLimits limits) {
    BigDecimal net = r.money().netExposure();
    if (net == null) {
      return Figures.impossible("net exposure", null);
    }
    return Figures.above(
        DenialCode.NET_EXPOSURE_LIMIT,
        "net exposure %s to one side would exceed %s of the equity",
        (r.order().opensShort() ? net.negate() : net).add(Figures.notional(r)),
        r.money().equity().multiply(limits.maxNetExposure()));
  }

  private static Denial notional(RiskRequest r, RiskLimits limits) {
    return Figures.above(
        DenialCode.NOTIONAL_LIMIT,
        "notional %s exceeds %s",
        Figures.notional(r),
        limits.maxNotional());
  }

  private static Denial dailyLoss(RiskRequest r, RiskLimits limits) {
    return fall(
        r.money().dayStartEquity(),
        r.money().equity(),
        limits.maxDailyLoss(),
        DenialCode.DAILY_LOSS_LIMIT,
        "the day's start");
  }

  private static Denial drawdown(RiskRequest r, RiskLimits limits) {
    return fall(
        r.money().peakEquity(),
        r.money().equity(),
        limits.maxDrawdown(),
        DenialCode.DRAWDOWN_LIMIT,
        "the peak");
  }

  private static Denial rate(RiskRequest r, RiskLimits limits) {
    if (r.activity().recentOrders() == null) {
      return Figures.impossible("number of orders within " + limits.orderWindow(), null);
    }
    return Figures.above(
        DenialCode.ORDER_RATE_LIMIT,
        "order number %s within " + limits.orderWindow() + " exceeds %s",
        BigDecimal.valueOf(r.activity().recentOrders() + 1L),
        BigDecimal.valueOf(limits.maxOrders()));
  }

  private static Denial duplicate(RiskRequest r, RiskLimits limits) {
    return r.order().duplicate()
        ? new Denial(DenialCode.DUPLICATE_ORDER, "an order for this signal and role exists")
        : null;
  }

  private static Denial alike(RiskRequest r, RiskLimits limits) {
    if (r.activity().alikeAt() == null) {
      return null;
    }
    long age = r.market().now() - r.activity().alikeAt();
    long window = limits.duplicateWindow().toMillis();
    return age < window
        ? new Denial(
            DenialCode.DUPLICATE_ORDER,
            "an order of the same symbol, side and quantity was made "
                + age
                + " ms before, less than "
                + window
                + " ms",
            BigDecimal.valueOf(age),
            BigDecimal.valueOf(window))
        : null;
  }

  private static Denial fall(
      BigDecimal from, BigDecimal equity, BigDecimal limit, DenialCode code, String since) {
    if (from == null || from.signum() <= 0) {
      return Figures.impossible("equity at " + since, from);
    }
    // Compared without a division, so that a loss of exactly the limit is found exactly.
    if (from.subtract(equity).compareTo(from.multiply(limit)) < 0) {
      return null;
    }
    BigDecimal share = from.subtract(equity).divide(from, 6, RoundingMode.HALF_EVEN);
    return new Denial(
        code,
        "loss of "
            + Figures.plain(share)
            + " since "
            + since
            + " has reached "
            + Figures.plain(limit),
        share,
        limit);
  }
}
