package dev.sluice.sinks.postgres;

import dev.sluice.domain.Ids;
import dev.sluice.domain.market.Bar;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/** bars: a bar in its latest revision. */
final class BarMapper implements RecordMapper<Bar> {
  @Override
  public JsonCodec<Bar> codec() {
    return JsonCodec.BAR;
  }

  @Override
  public Bar decode(byte[] value) {
    return BarReader.read(value);
  }

  @Override
  public List<Row> rows(Bar value) {
    String timeframe = Values.required("timeframe", value.timeframe()).code();
    return List.of(
        Row.of(
            Table.BARS,
            Ids.of(
                "bar",
                Values.required("symbol", value.symbol()),
                timeframe,
                Values.required("start", value.start())),
            value.symbol(),
            timeframe,
            value.start(),
            value.end(),
            value.sessionDate(),
            Values.finite(value.open()),
            Values.finite(value.high()),
            Values.finite(value.low()),
            Values.finite(value.close()),
            Values.finite(value.volume()),
            value.trades(),
            Values.finite(value.vwap()),
            value.revision(),
            Values.finite(value.splitFactor()),
            Values.finite(value.dividend()),
            value.source(),
            value.simulated(),
            value.history(),
            value.firstEvent(),
            value.lastEvent(),
            value.complete()));
  }
}
