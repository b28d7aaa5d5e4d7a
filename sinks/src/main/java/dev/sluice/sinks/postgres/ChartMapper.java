package dev.sluice.sinks.postgres;

import dev.sluice.domain.analysis.Chart;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/** charts: a drawn chart, stored by the time its record is written. */
final class ChartMapper implements RecordMapper<Chart> {
  @Override
  public JsonCodec<Chart> codec() {
    return JsonCodec.CHART;
  }

  @Override
  public List<Row> rows(Chart value) {

    String store = "s3://" + value.bucket() + "/";
    return List.of(
        Row.of(
            Table.CHARTS,
            value.id(),
            value.executionId(),
            value.symbol(),
            value.timeframe() == null ? null : value.timeframe().code(),
            value.chartType(),
            store + value.imageKey(),
            store + value.htmlKey(),
            value.bucket(),
            value.imageKey(),
            value.htmlKey(),
            Values.json(value.indicatorsApplied()),
            value.dataPoints(),
            value.startDate(),
            value.endDate(),
            Values.finite(value.priceCurrent()),
            value.priceChangePct(),
            Values.finite(value.volumeAverage()),
            value.generatedAt(),
            "STORED",
            value.simulated()));
  }
}
