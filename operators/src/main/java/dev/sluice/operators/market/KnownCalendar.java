package dev.sluice.operators.market;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;

/**
 * By which calendar the symbol of the current key trades, for when a timer asks and no event says
 * it. Keyed state {@code symbol-calendar}: one number, and none for symbols that trade by the
 * desk's own; kept as long as the symbol.
 */
final class KnownCalendar {
  private final ValueState<Integer> state;

  KnownCalendar(RuntimeContext context) {
    state = context.getState(new ValueStateDescriptor<>("symbol-calendar", IntSerializer.INSTANCE));
  }

  /** Notes what an event says. */
  void note(int calendar) throws IOException {
    if (calendar == code()) {
      return;
    }
    if (calendar == 0) {
      state.clear();
    } else {
      state.update(calendar);
    }
  }

  /** The code, see {@link dev.sluice.domain.market.Calendars#codeOf}; 0 for the desk's own. */
  int code() throws IOException {
    Integer known = state.value();
    return known == null ? 0 : known;
  }
}
