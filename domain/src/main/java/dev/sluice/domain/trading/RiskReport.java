package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import dev.sluice.domain.risk.BucketLimits;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Measures an account by its limits, from the figures that {@link
 * dev.sluice.domain.risk.RiskChecks} asks for; it changes nothing.
 */
final class RiskReport {
  private static final int SHARE_SCALE = 6;

  private final Step step;
  private final AccountState state;
  private final RiskLimits limits;
  private final RiskLimits configured;
  private final BigDecimal equity;
  private final Map<String, BigDecimal> exposures;
  private final List<LimitUsage> usages = new ArrayList<>();
  private final List<BucketUsage> buckets = new ArrayList<>();

  private RiskReport(Step step) {
    this.step = step;
    state = step.state;
    limits = state.risk.limits(step.config);
    configured = step.config.limits();
    equity = state.equity();
    exposures = Exposure.bySymbol(state);
  }

  /** The account at the step's time. */
  static RiskSnapshot of(Step step) {
    return new RiskReport(step).measure();
  }

  private RiskSnapshot measure() {
    losses();
    exposure();
    orders();
    for (BucketConfig bucket : step.config.buckets()) {
      bucket(bucket);
    }
    return new RiskSnapshot(
        Ids.of("risk", state.account, step.now),
        state.account,
        Instant.ofEpochMilli(step.now),
        state.status,
        state.reason,
        List.copyOf(usages),
        List.copyOf(buckets),
        state.simulated);
  }

  private void losses() {
    share(
        RiskLimit.MAX_DAILY_LOSS.key(),
        null,
        limits.maxDailyLoss(),
        configured.maxDailyLoss(),
        fall(state.dayStartEquity),
        state.dayStartEquity);
    share(
        RiskLimit.MAX_DRAWDOWN.key(),
        null,
        limits.maxDrawdown(),
        configured.maxDrawdown(),
        fall(state.limitPeakEquity),
        state.limitPeakEquity);
  }

  private BigDecimal fall(BigDecimal from) {
    return from.subtract(equity).max(BigDecimal.ZERO);
  }

  private void exposure() {
    BigDecimal gross = BigDecimal.ZERO;
    for (BigDecimal value : exposures.values()) {
      gross = gross.add(value);
    }
    share(
        RiskLimit.MAX_GROSS_EXPOSURE.key(),
        null,
        limits.maxGrossExposure(),
        configured.maxGrossExposure(),
        gross,
        equity);
    BigDecimal bought = Exposure.net(state, Side.BUY).max(BigDecimal.ZERO);
    BigDecimal sold = Exposure.net(state, Side.SELL).negate().max(BigDecimal.ZERO);
    BigDecimal net = bought.max(sold);
    String side = bought.compareTo(sold) >= 0 ? "LONG" : "SHORT";
    share(
        RiskLimit.MAX_NET_EXPOSURE.key(),
        net.signum() == 0 ? null : side,
        limits.maxNetExposure(),
        configured.maxNetExposure(),
        net,
        equity);
    String largest = largest(symbol -> true);
    share(
        RiskLimit.MAX_POSITION_SHARE.key(),
        largest,
        limits.maxPositionShare(),
        configured.maxPositionShare(),
        largest == null ? BigDecimal.ZERO : exposures.get(largest),
        equity);
  }

  private void orders() {
    BigDecimal notional = BigDecimal.ZERO;
    String symbol = null;
    for (WorkingOrder order : state.working) {
      if (order.role == OrderRole.ENTRY) {
        BigDecimal value = order.remaining().multiply(order.reservePrice);
        if (value.compareTo(notional) > 0) {
          notional = value;
          symbol = order.symbol;
        }
      }
    }
    money(
        RiskLimit.MAX_NOTIONAL.key(),
        symbol,
        limits.maxNotional(),
        configured.maxNotional(),
        notional);
    BigDecimal spokenFor = state.cash.subtract(step.buyingPower(null));
    money("buying_power", null, state.cash, null, spokenFor);
    BigDecimal most = BigDecimal.valueOf(limits.maxOrders());
    BigDecimal made =
        BigDecimal.valueOf(state.risk.ordersAfter(step.now - limits.orderWindow().toMillis()));
    usages.add(
        new LimitUsage(
            RiskLimit.MAX_ORDERS.key(),
            null,
            LimitUnit.ORDERS,
            most,
            BigDecimal.valueOf(configured.maxOrders()),
            made,
            most.subtract(made),
            null));
  }

  private void bucket(BucketConfig bucket) {
    BucketLimits now = state.risk.limits(bucket);
    BucketLimits first = bucket.limits();
    BigDecimal budget = equity.multiply(now.share());
    Predicate<String> own = symbol -> Buckets.isOf(state, step.config, symbol, bucket);
    String largest = largest(own);
    BigDecimal position = largest == null ? BigDecimal.ZERO : exposures.get(largest);
    BigDecimal exposure = Buckets.exposure(state, step.config, bucket);
    BigDecimal dayPnl = Buckets.dayPnl(state, step.config, bucket);
    String name = "bucket." + bucket.name() + ".";
    share(name + "share", null, now.share(), first.share(), exposure, equity);
    share(
        name + "max_position_share",
        largest,
        now.maxPositionShare(),
        first.maxPositionShare(),
        position,
        budget);
    share(
        name + "max_daily_loss",
        null,
        now.maxDailyLoss(),
        first.maxDailyLoss(),
        dayPnl.negate().max(BigDecimal.ZERO),
        state.dayStartEquity.multiply(now.share()));
    buckets.add(
        new BucketUsage(
            bucket.name(),
            now.share(),
            Decimals.plain(budget),
            Decimals.plain(exposure),
            now.maxPositionShare(),
            Decimals.plain(position),
            largest,
            now.maxDailyLoss(),
            Decimals.plain(dayPnl)));
  }

  /** The symbol with the largest exposure, the first by name of equal ones; null for none. */
  private String largest(Predicate<String> symbols) {
    String largest = null;
    for (Map.Entry<String, BigDecimal> entry : exposures.entrySet()) {
      boolean larger = largest == null || entry.getValue().compareTo(exposures.get(largest)) > 0;
      if (larger && symbols.test(entry.getKey())) {
        largest = entry.getKey();
      }
    }
    return largest;
  }

  /** A limit that is a fraction of something; not to be known where that is not above 0. */
  private void share(
      String name,
      String subject,
      BigDecimal limit,
      BigDecimal before,
      BigDecimal amount,
      BigDecimal base) {
    boolean known = base.signum() > 0;
    BigDecimal used =
        known ? Decimals.plain(amount.divide(base, SHARE_SCALE, RoundingMode.DOWN)) : null;
    usages.add(
        new LimitUsage(
            name,
            subject,
            LimitUnit.FRACTION,
            limit,
            before,
            used,
            known ? Decimals.plain(limit.subtract(used)) : null,
            known ? Decimals.plain(base.multiply(limit).subtract(amount)) : null));
  }

  private void money(
      String name, String subject, BigDecimal limit, BigDecimal before, BigDecimal used) {
    BigDecimal distance = Decimals.plain(limit.subtract(used));
    usages.add(
        new LimitUsage(
            name,
            subject,
            LimitUnit.MONEY,
            Decimals.plain(limit),
            before,
            Decimals.plain(used),
            distance,
            distance));
  }
}
