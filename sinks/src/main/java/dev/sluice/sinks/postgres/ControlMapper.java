package dev.sluice.sinks.postgres;

import dev.sluice.domain.trading.Control;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/** controls: a control as it came into force, a person's or a pattern's. */
final class ControlMapper implements RecordMapper<Control> {
  @Override
  public JsonCodec<Control> codec() {
    return JsonCodec.CONTROL;
  }

  @Override
  public List<Row> rows(Control value) {
    return List.of(
        Row.of(
            Table.CONTROLS,
            value.id(),
            value.account(),
            Values.name(value.action()),
            reason(value),
            value.requestedBy(),
            value.effectiveAt()));
  }

  /** What was set, or for how long, stands before why. */
  private static String reason(Control value) {
    if (value.value() == null) {
      return value.reason();
    }
    return value.limit() == null
        ? value.value() + ": " + value.reason()
        : value.limit() + " = " + value.value() + ": " + value.reason();
  }
}
