package dev.sluice.operators.market;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.HoursCursor;
import dev.sluice.domain.market.TradingCalendar;
import java.util.List;

/** A cursor for each calendar, found by its code. Not thread-safe, holds nothing to be kept. */
final class HoursCursors {
  private final HoursCursor[] byCode;

  /**
   * @param desk the desk's own calendar, of code 0
   */
  HoursCursors(TradingCalendar desk) {
    List<TradingCalendar> calendars = Calendars.byCode();
    byCode = new HoursCursor[calendars.size() + 1];
    byCode[0] = new HoursCursor(desk);
    for (int i = 0; i < calendars.size(); i++) {
      byCode[i + 1] = new HoursCursor(calendars.get(i));
    }
  }

  /**
   * The cursor of a calendar.
   *
   * @param calendar see {@link Calendars#codeOf}; 0 for the desk's own
   */
  HoursCursor of(int calendar) {
    return byCode[calendar];
  }

  /** How many codes there are, 0 included. */
  int size() {
    return byCode.length;
  }
}
