package dev.sluice.domain.market;

import java.util.Optional;

/**
 * Finds the hours of the session that a tick or a bar is in. Not thread-safe, holds nothing to be
 * kept.
 */
public final class HoursCursor {
  private final TradingCalendar calendar;
  private final SessionCursor sessions;
  private Session session;
  private SessionHours hours;

  /** A cursor on the sessions of a calendar. */
  public HoursCursor(TradingCalendar calendar) {
    this.calendar = calendar;
    this.sessions = new SessionCursor(calendar);
  }

  /**
   * The hours of the session that contains an instant.
   *
   * @param time epoch milliseconds, UTC
   * @return null where there is no session
   */
  public SessionHours at(long time) {
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

  /**
   * The hours of the session that a given bar lies in; those that a session's bar states itself.
   *
   * @return null where there is no session
   */
  public SessionHours of(RawBar bar) {
    return bar.timeframe() == Timeframe.SESSION
        ? SessionHours.of(bar, calendar)
        : at(bar.start().toEpochMilli());
  }

  /** Whose sessions these are. */
  public TradingCalendar calendar() {
    return calendar;
  }
}
