package dev.sluice.operators.market;

import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.SessionCursor;
import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.TradingCalendar;
import java.util.Optional;

/** Finds the hours of the session that a tick is in. Not thread-safe, holds nothing to be kept. */
final class HoursCursor {
  private final TradingCalendar calendar;
  private final SessionCursor sessions;
  private Session session;
  private SessionHours hours;

  HoursCursor(TradingCalendar calendar) {
    this.calendar = calendar;
    this.sessions = new SessionCursor(calendar);
  }

  /**
   * The hours of the session that contains an instant.
   *
   * @param time epoch milliseconds, UTC
   * @return null where there is no session
   */
  SessionHours at(long time) {
    Optional<Session> found = sessions.sessionAt(time);
    if (found.isEmpty()) {
      return null;
    }
    if (found.get() != session) {
      session = found.get();
      hours = SessionHours.of(session, calendar);
    }
    return hours;
  }

  TradingCalendar calendar() {
    return calendar;
  }
}
