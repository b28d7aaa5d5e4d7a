package dev.sluice.domain.quality;

import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** How much of a calendar's sessions lies between two records. */
final class TradingTime {
  /** Further apart than this nothing is counted: it is one gap, whatever its length. */
  static final int MOST_DAYS = 4000;

  private TradingTime() {}

  /** The sessions between two dates, neither included; of the last {@link #MOST_DAYS} days. */
  static int sessionsBetween(TradingCalendar calendar, LocalDate after, LocalDate before) {
    LocalDate from = earliest(after, before);
    int sessions = 0;
    for (LocalDate date = from.plusDays(1); date.isBefore(before); date = date.plusDays(1)) {
      sessions += calendar.session(date).isPresent() ? 1 : 0;
    }
    return sessions;
  }

  /**
   * Milliseconds between two instants in which the calendar's sessions are open; of the last {@link
   * #MOST_DAYS} days. A session may begin on the day before its date.
   */
  static long openMillis(TradingCalendar calendar, Instant from, Instant to) {
    LocalDate last = calendar.dateOf(to).plusDays(1);
    LocalDate first = earliest(calendar.dateOf(from).minusDays(1), last);
    long open = 0;
    for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
      Optional<Session> session = calendar.session(date);
      if (session.isPresent()) {
        long start = Math.max(session.get().open().toEpochMilli(), from.toEpochMilli());
        long end = Math.min(session.get().close().toEpochMilli(), to.toEpochMilli());
        open += Math.max(0, end - start);
      }
    }
    return open;
  }

  private static LocalDate earliest(LocalDate after, LocalDate before) {
    LocalDate bound = before.minusDays(MOST_DAYS);
    return after.isBefore(bound) ? bound : after;
  }
}
