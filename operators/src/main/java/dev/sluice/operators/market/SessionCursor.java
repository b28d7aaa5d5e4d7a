package dev.sluice.operators.market;

import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.TradingCalendar;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the session of an instant. Ticks come session by session, so the last one is kept at hand.
 */
final class SessionCursor {
  private final TradingCalendar calendar;
  private SessionHours hours = new SessionHours(0, 0, -1, 0, 0);

  SessionCursor(TradingCalendar calendar) {
    this.calendar = calendar;
  }

  /**
   * The session that contains an instant, its closing instant included.
   *
   * @param time epoch milliseconds, UTC
   * @return null where there is none
   */
  SessionHours at(long time) {
    if (hours.contains(time)) {
      return hours;
    }
    Optional<Session> session = calendar.sessionAt(Instant.ofEpochMilli(time));
    if (session.isEmpty()) {
      return null;
    }
    hours = SessionHours.of(session.get(), calendar);
    return hours;
  }

  TradingCalendar calendar() {
    return calendar;
  }
}
