package dev.sluice.sinks.postgres;

import dev.sluice.domain.trading.Fill;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/** executions: a fill becomes a trade. */
final class FillMapper implements RecordMapper<Fill> {
  @Override
  public JsonCodec<Fill> codec() {
    return JsonCodec.FILL;
  }

  @Override
  public List<Row> rows(Fill value) {

    return List.of(
        Row.of(
            Table.TRADES,
            value.id(),
            value.orderId(),
            value.signalId(),
            value.executionId(),
            value.account(),
            value.symbol(),
            Values.name(value.side()),
            value.quantity(),
            value.price(),
            value.commission(),
            value.realizedPnl(),
            value.eventTime(),
            value.venue(),
            value.simulated()));
  }
}
