package dev.sluice.domain.market;

import java.time.LocalDate;

/**
 * A session and its place in the trading week, as numbers, so that a tick is placed without looking
 * at a calendar. Times are epoch milliseconds, UTC.
 *
 * @param date the exchange's date, epoch day
 * @param open first instant
 * @param close last instant; the closing auction's prints are stamped with it
 * @param monday epoch day of the Monday of the trading week
 * @param weekClose close of the week's last session
 */
public record SessionHours(long date, long open, long close, long monday, long weekClose) {

  /** The hours of a calendar's session. */
  public static SessionHours of(Session session, TradingCalendar calendar) {
    return of(
        session.date(), session.open().toEpochMilli(), session.close().toEpochMilli(), calendar);
  }

  /**
   * The hours that a bar of a feed states, which need not be the calendar's.
   *
   * @param bar a session's bar
   */
  public static SessionHours of(RawBar bar, TradingCalendar calendar) {
    return of(bar.sessionDate(), bar.start().toEpochMilli(), bar.end().toEpochMilli(), calendar);
  }

  private static SessionHours of(LocalDate date, long open, long close, TradingCalendar calendar) {
    long monday = WeeklyRollUp.mondayOf(date).toEpochDay();
    long weekClose = calendar.lastOfWeek(date).close().toEpochMilli();
    return new SessionHours(date.toEpochDay(), open, close, monday, Math.max(close, weekClose));
  }
}
