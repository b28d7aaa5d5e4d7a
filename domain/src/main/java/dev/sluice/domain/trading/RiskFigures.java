package dev.sluice.domain.trading;

import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.risk.RiskRequest;
import java.math.BigDecimal;
import java.util.Optional;

/** Gathers what the checks of an order need from the account. */
final class RiskFigures {
  private final Step step;
  private final AccountState state;

  RiskFigures(Step step) {
    this.step = step;
    state = step.state;
  }

  /**
   * The figures for an order.
   *
   * @param bucket that an entry would belong to; empty for none
   * @param quantityUnknown why the order has no quantity; null where it has one
   */
  RiskRequest of(WorkingOrder order, Optional<BucketConfig> bucket, String quantityUnknown) {
    boolean entry = order.role == OrderRole.ENTRY;
    Holding holding = state.holding(order.symbol);
    return new RiskRequest(
        new RiskRequest.Standing(
            step.halted(),
            state.status == AccountStatus.REDUCING,
            state.status == AccountStatus.PAUSED,
            state.coolingUntil == AccountState.NEVER ? null : state.coolingUntil),
        new RiskRequest.Proposal(
            order.symbol,
            entry,
            entry && order.side == Side.SELL,
            order.role != OrderRole.FLATTEN && order.signalId.equals(holding.lastSignalId),
            order.reservePrice,
            order.quantity,
            quantityUnknown,
            order.quantity == null ? null : step.expectedCommission(order)),
        money(order),
        market(order.symbol),
        activity(order),
        entry && !step.config.buckets().isEmpty() ? bucket(bucket) : null);
  }

  private RiskRequest.Money money(WorkingOrder order) {
    return new RiskRequest.Money(
        step.buyingPower(null),
        Exposure.gross(state, order.symbol::equals),
        Exposure.gross(state, symbol -> true),
        Exposure.net(state, order.side),
        state.equity(),
        state.dayStartEquity,
        state.limitPeakEquity);
  }

  private RiskRequest.Market market(String symbol) {
    Mark mark = state.marks.get(symbol);
    SymbolMemory memory = state.risk.symbols.get(symbol);
    boolean tradedToday =
        memory != null
            && memory.lastTrade != null
            && state.dayOpen != AccountState.NEVER
            && memory.lastTradeAt >= state.dayOpen;
    BigDecimal quoted = mark == null ? null : mark.mid();
    return new RiskRequest.Market(
        step.now,
        step.inSession(),
        mark == null ? null : mark.time(),
        tradedToday ? memory.lastTrade : quoted);
  }

  private RiskRequest.Activity activity(WorkingOrder order) {
    RiskLimits limits = state.risk.limits(step.config);
    SymbolMemory memory = state.risk.symbols.get(order.symbol);
    boolean alike =
        memory != null
            && !isOfAGroupAtWork(order)
            && memory.entrySide == order.side
            && order.quantity != null
            && memory.entryQuantity.compareTo(order.quantity) == 0;
    return new RiskRequest.Activity(
        state.risk.ordersAfter(step.now - limits.orderWindow().toMillis()),
        alike ? memory.entryAt : null,
        state.unknown(order.symbol));
  }

  /** Orders of a group are one decision, though they may be of one size and time. */
  private boolean isOfAGroupAtWork(WorkingOrder order) {
    return order.ocoGroup != null
        && state.working.stream().anyMatch(other -> order.ocoGroup.equals(other.ocoGroup));
  }

  private RiskRequest.Bucket bucket(Optional<BucketConfig> bucket) {
    return bucket
        .map(
            b ->
                new RiskRequest.Bucket(
                    b.name(),
                    state.risk.limits(b),
                    Buckets.exposure(state, step.config, b),
                    Buckets.dayPnl(state, step.config, b)))
        .orElseGet(() -> new RiskRequest.Bucket(null, null, null, null));
  }
}
