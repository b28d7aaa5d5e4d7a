package dev.sluice.domain.risk;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A case for each denial code: limits on figures with figures around them, and switches. */
final class LimitCases {
  private static final RiskLimits SHORTS = RiskLimits.DEFAULT.with(RiskLimit.ALLOW_SHORT, "true");

  /** Room for the one limit that a case is about. */
  private static final RiskLimits WIDE =
      SHORTS.with(RiskLimit.MAX_POSITION_SHARE, "100").with(RiskLimit.MAX_NOTIONAL, "1000000000");

  /**
   * A limit on a figure.
   *
   * @param set puts the figure into the request
   * @param passing figures that pass, the nearest to the limit first
   * @param denied figures that are denied, the nearest to the limit first
   */
  record Boundary(
      DenialCode code,
      String what,
      RiskLimits limits,
      BiConsumer<Ask, BigDecimal> set,
      List<String> passing,
      List<String> denied) {
    @Override
    public String toString() {
      return code + ": " + what;
    }
  }

  /** A limit that is there or not. */
  record Switch(DenialCode code, String what, RiskLimits limits, Consumer<Ask> on) {
    @Override
    public String toString() {
      return code + ": " + what;
    }
  }

  private static Boundary upTo(
      DenialCode code,
      String what,
      RiskLimits limits,
      BiConsumer<Ask, BigDecimal> set,
      String below,
      String at,
      String above) {
    return new Boundary(code, what, limits, set, List.of(at, below), List.of(above));
  }

  private static Boundary below(
      DenialCode code,
      String what,
      RiskLimits limits,
      BiConsumer<Ask, BigDecimal> set,
      String below,
      String at,
      String above) {
    return new Boundary(code, what, limits, set, List.of(below), List.of(at, above));
  }

  private static RiskRequest.Bucket bucket(String value, String dayPnl) {
    return new RiskRequest.Bucket(
        "core",
        new BucketLimits(new BigDecimal("0.5"), new BigDecimal("0.2"), new BigDecimal("0.03")),
        new BigDecimal(value),
        new BigDecimal(dayPnl));
  }

  static Stream<Boundary> boundaries() {
    return Stream.of(money(), exposures(), orders(), buckets()).flatMap(s -> s);
  }

  private static Stream<Boundary> money() {
    return Stream.of(
        new Boundary(
            DenialCode.INSUFFICIENT_BUYING_POWER,
            "10 at 100 and a commission of 1",
            RiskLimits.DEFAULT,
            (ask, power) -> ask.buyingPower = power,
            List.of("1001", "1001.01"),
            List.of("1000.99")),
        new Boundary(
            DenialCode.DAILY_LOSS_LIMIT,
            "2.5 % of 100,000",
            RiskLimits.DEFAULT,
            (ask, equity) -> ask.equity = equity,
            List.of("97500.01"),
            List.of("97500", "97499.99")),
        new Boundary(
            DenialCode.DRAWDOWN_LIMIT,
            "8 % of 100,000",
            RiskLimits.DEFAULT,
            (ask, equity) -> {
              ask.equity = equity;
              ask.dayStartEquity = equity;
            },
            List.of("92000.01"),
            List.of("92000", "91999.99")));
  }

  private static Stream<Boundary> exposures() {
    return Stream.of(
        upTo(
            DenialCode.POSITION_LIMIT,
            "10 % of 100,000 with 1,000 more",
            RiskLimits.DEFAULT,
            (ask, held) -> ask.positionValue = held,
            "8999.99",
            "9000",
            "9000.01"),
        upTo(
            DenialCode.GROSS_EXPOSURE_LIMIT,
            "all of 100,000 with 1,000 more",
            RiskLimits.DEFAULT,
            (ask, gross) -> ask.grossExposure = gross,
            "98999.99",
            "99000",
            "99000.01"),
        upTo(
            DenialCode.NET_EXPOSURE_LIMIT,
            "long: half of 100,000 with 1,000 more",
            RiskLimits.DEFAULT.with(RiskLimit.MAX_NET_EXPOSURE, "0.5"),
            (ask, net) -> ask.netExposure = net,
            "48999.99",
            "49000",
            "49000.01"),
        new Boundary(
            DenialCode.NET_EXPOSURE_LIMIT,
            "short: half of 100,000 with 1,000 more",
            SHORTS.with(RiskLimit.MAX_NET_EXPOSURE, "0.5"),
            (ask, net) -> {
              ask.opensShort = true;
              ask.netExposure = net;
            },
            List.of("-49000", "-48999.99", "60000"),
            List.of("-49000.01")),
        upTo(
            DenialCode.NOTIONAL_LIMIT,
            "1,000 an order",
            RiskLimits.DEFAULT.with(RiskLimit.MAX_NOTIONAL, "1000"),
            (ask, price) -> ask.price = price,
            "99.99",
            "100",
            "100.01"));
  }

  private static Stream<Boundary> orders() {
    return Stream.of(
        new Boundary(
            DenialCode.QUANTITY_TOO_SMALL,
            "a lot of 10",
            RiskLimits.DEFAULT.with(RiskLimit.LOT_SIZE, "10"),
            (ask, quantity) -> ask.quantity = quantity,
            List.of("10", "10.001"),
            List.of("9.999")),
        upTo(
            DenialCode.ORDER_QUANTITY_LIMIT,
            "50 shares",
            RiskLimits.DEFAULT.with(RiskLimit.MAX_ORDER_QUANTITY, "50"),
            (ask, quantity) -> ask.quantity = quantity,
            "49",
            "50",
            "51"),
        upTo(
            DenialCode.PRICE_COLLAR,
            "10 % above 100",
            WIDE,
            (ask, price) -> ask.price = price,
            "109.99",
            "110",
            "110.01"),
        new Boundary(
            DenialCode.PRICE_COLLAR,
            "10 % below 100",
            WIDE,
            (ask, price) -> ask.price = price,
            List.of("90", "90.01"),
            List.of("89.99")),
        upTo(
            DenialCode.STALE_QUOTE,
            "a minute",
            RiskLimits.DEFAULT.with(RiskLimit.MAX_QUOTE_AGE, "PT1M"),
            (ask, age) -> ask.quotedAt = ask.now - age.longValueExact(),
            "59999",
            "60000",
            "60001"),
        below(
            DenialCode.ORDER_RATE_LIMIT,
            "5 orders before this one",
            RiskLimits.DEFAULT.with(RiskLimit.MAX_ORDERS, "5"),
            (ask, orders) -> ask.recentOrders = orders.intValueExact(),
            "4",
            "5",
            "6"),
        new Boundary(
            DenialCode.DUPLICATE_ORDER,
            "one like it a second ago",
            RiskLimits.DEFAULT,
            (ask, age) -> ask.alikeAt = ask.now - age.longValueExact(),
            List.of("1000", "1001"),
            List.of("999", "0")));
  }

  private static Stream<Boundary> buckets() {
    return Stream.of(
        upTo(
            DenialCode.BUCKET_LIMIT,
            "a budget of 50,000 with 1,000 more",
            WIDE,
            (ask, value) -> ask.bucket = bucket(value.toPlainString(), "0"),
            "48999.99",
            "49000",
            "49000.01"),
        upTo(
            DenialCode.BUCKET_POSITION_LIMIT,
            "a fifth of a budget of 50,000 with 1,000 more",
            WIDE,
            (ask, held) -> {
              ask.positionValue = held;
              ask.bucket = bucket("0", "0");
            },
            "8999.99",
            "9000",
            "9000.01"),
        new Boundary(
            DenialCode.BUCKET_LOSS_LIMIT,
            "3 % of a budget of 50,000",
            WIDE,
            (ask, pnl) -> ask.bucket = bucket("0", pnl.toPlainString()),
            List.of("-1499.99", "5"),
            List.of("-1500", "-1500.01")));
  }

  static Stream<Switch> switches() {
    RiskLimits none = RiskLimits.DEFAULT;
    return Stream.of(
        new Switch(DenialCode.ACCOUNT_HALTED, "halted", none, ask -> ask.halted = true),
        new Switch(DenialCode.REDUCING_ONLY, "reducing", none, ask -> ask.reducing = true),
        new Switch(DenialCode.ENTRIES_PAUSED, "paused", none, ask -> ask.paused = true),
        new Switch(DenialCode.ORDER_STATE_UNKNOWN, "unknown", none, ask -> ask.unknown = true),
        new Switch(DenialCode.COOLING_DOWN, "cooling", none, ask -> ask.coolingUntil = ask.now + 1),
        new Switch(
            DenialCode.SHORT_SELLING_NOT_ALLOWED, "short", none, ask -> ask.opensShort = true),
        new Switch(
            DenialCode.HARD_TO_BORROW,
            "short of what is on the list",
            SHORTS.with(RiskLimit.HARD_TO_BORROW, "ZZZ,AAA"),
            ask -> ask.opensShort = true),
        new Switch(DenialCode.NO_MARKET_PRICE, "no price", none, ask -> ask.price = null),
        new Switch(
            DenialCode.MARKET_CLOSED,
            "in sessions only",
            none.with(RiskLimit.OPEN_MARKET_ONLY, "true"),
            ask -> ask.open = false),
        new Switch(DenialCode.DUPLICATE_ORDER, "the signal's", none, ask -> ask.duplicate = true),
        impossible("price", ask -> ask.price = BigDecimal.ZERO),
        impossible("quantity", ask -> ask.quantity = null),
        impossible("time of the last quote", ask -> ask.quotedAt = null),
        impossible("last price", ask -> ask.lastPrice = null),
        impossible("buying power", ask -> ask.buyingPower = null),
        impossible("buying power", ask -> ask.commission = null),
        impossible("position", ask -> ask.positionValue = null),
        impossible("gross exposure", ask -> ask.grossExposure = null),
        impossible("net exposure", ask -> ask.netExposure = null),
        impossible("equity", ask -> ask.equity = null),
        impossible("equity at the day's start", ask -> ask.dayStartEquity = null),
        impossible("equity at the peak", ask -> ask.peakEquity = BigDecimal.ZERO),
        impossible("number of orders", ask -> ask.recentOrders = null),
        impossible(
            "bucket of AAA", ask -> ask.bucket = new RiskRequest.Bucket(null, null, null, null)),
        impossible("value of bucket core", ask -> ask.bucket = without(true)),
        impossible("day's P&L of bucket core", ask -> ask.bucket = without(false)));
  }

  private static Switch impossible(String figure, Consumer<Ask> on) {
    return new Switch(DenialCode.CHECK_NOT_POSSIBLE, figure, RiskLimits.DEFAULT, on);
  }

  private static RiskRequest.Bucket without(boolean value) {
    RiskRequest.Bucket whole = bucket("0", "0");
    return new RiskRequest.Bucket(
        "core", whole.limits(), value ? null : whole.value(), value ? whole.dayPnl() : null);
  }

  /** Limits that name symbols: the list is the switch. */
  static Stream<Switch> lists() {
    RiskLimits none = RiskLimits.DEFAULT;
    return Stream.of(
        new Switch(
            DenialCode.RESTRICTED_SYMBOL,
            "on the list",
            none.with(RiskLimit.RESTRICTED, "AAA"),
            ask -> {}),
        new Switch(
            DenialCode.MARKET_HALTED,
            "on the list",
            none.with(RiskLimit.HALTED, "BBB, AAA"),
            ask -> {}));
  }

  private LimitCases() {}
}
