package dev.sluice.sinks.postgres;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.trading.OrderTerms;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/**
 * signals: a decision and what led to it. A strategy that decides by rules has no execution, which
 * would make it known.
 */
final class SignalMapper implements RecordMapper<Signal> {
  @Override
  public JsonCodec<Signal> codec() {
    return JsonCodec.SIGNAL;
  }

  @Override
  public List<Row> rows(Signal value) {
    String strategyId = Values.strategyId(value.strategy());
    OrderTerms terms = value.terms();
    return List.of(
        Row.of(Table.STRATEGIES, strategyId, value.strategy(), null, value.eventTime()),
        Row.of(
            Table.TRADING_SIGNALS,
            value.id(),
            value.executionId(),
            strategyId,
            value.dailyChartId(),
            value.weeklyChartId(),
            value.analysisId(),
            value.symbol(),
            Values.name(value.type()),
            Values.finite(value.confidence()),
            value.entry(),
            value.stop(),
            value.target(),
            Values.json(value.metadata()),
            value.eventTime(),
            value.simulated(),
            terms == null ? null : Values.name(terms.type()),
            terms == null ? null : Values.name(terms.timeInForce()),
            terms == null ? null : terms.limitPrice(),
            terms == null ? null : terms.stopPrice(),
            terms == null ? null : terms.trailingAmount(),
            terms == null ? null : terms.trailingPercent()));
  }
}
