package dev.sluice.sinks.postgres;

import dev.sluice.domain.analysis.Analysis;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/** analyses: what an analyst made of the charts, failures included. */
final class AnalysisMapper implements RecordMapper<Analysis> {
  @Override
  public JsonCodec<Analysis> codec() {
    return JsonCodec.ANALYSIS;
  }

  @Override
  public List<Row> rows(Analysis value) {

    return List.of(
        Row.of(
            Table.LLM_ANALYSES,
            value.id(),
            value.executionId(),
            Values.strategyId(value.strategy()),
            value.symbol(),
            value.dailyChartId(),
            value.weeklyChartId(),
            value.prompt(),
            value.response(),
            value.model(),
            Values.json(value.indicators()),
            Values.name(value.signal()),
            Values.finite(value.confidence()),
            Values.name(value.trend()),
            Values.json(value.supportLevels()),
            Values.json(value.resistanceLevels()),
            Values.json(value.patterns()),
            value.tokensUsed(),
            value.latencyMillis(),
            value.cost(),
            value.analyzedAt(),
            value.status(),
            value.failure(),
            value.simulated()));
  }
}
