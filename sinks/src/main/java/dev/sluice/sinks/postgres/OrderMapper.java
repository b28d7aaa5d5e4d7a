package dev.sluice.sinks.postgres;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.Order;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/** orders: the latest state of an order, and each state in the ledger of its changes. */
final class OrderMapper implements RecordMapper<Order> {
  @Override
  public JsonCodec<Order> codec() {
    return JsonCodec.ORDER;
  }

  @Override
  public List<Row> rows(Order value) {

    Row order =
        Row.of(
            Table.ORDERS,
            value.id(),
            value.id(),
            value.signalId(),
            value.executionId(),
            value.parentId(),
            value.account(),
            value.role(),
            value.symbol(),
            Values.name(value.side()),
            Values.name(value.type()),
            Values.name(value.timeInForce()),
            value.quantity(),
            value.filledQuantity(),
            value.limitPrice(),
            value.stopPrice(),
            value.averageFillPrice(),
            Values.name(value.status()),
            value.denialCode(),
            value.reason(),
            value.createdAt(),
            value.updatedAt(),
            value.simulated(),
            (long) value.version());
    Row event =
        Row.of(
            Table.ORDER_EVENTS,
            Ids.of("order-event", value.id(), value.version()),
            value.id(),
            (long) value.version(),
            Values.name(value.status()),
            value.filledQuantity(),
            value.denialCode(),
            value.reason(),
            value.updatedAt());
    return List.of(order, event);
  }
}
