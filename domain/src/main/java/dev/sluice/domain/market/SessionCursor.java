package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Finds the session of each tick of a stream, which comes session by session: remembers the last
 * two stretches of time, a session or a gap between sessions each, and asks the calendar only for
 * an instant outside both. A hit costs at most four comparisons and allocates nothing, also where
 * late ticks of one session mix with those of the next. It always gives what {@link
 * TradingCalendar#sessionAt} gives.
 *
 * <p>Not thread-safe: one cursor a thread. It holds no state that must be kept: a new one gives the
 * same answers.
 */
public final class SessionCursor {
  private final TradingCalendar calendar;

  // A stretch is [first, last] in epoch milliseconds, both ends included. Empty at the start.
  private long first = 0;
  private long last = -1;
  private Optional<Session> session = Optional.empty();
  private long otherFirst = 0;
  private long otherLast = -1;
  private Optional<Session> otherSession = Optional.empty();

  /** A cursor on the sessions of a calendar. */
  public SessionCursor(TradingCalendar calendar) {
    this.calendar = calendar;
  }

  /**
   * The session that contains an instant, empty between sessions.
   *
   * @param epochMilli the instant, milliseconds since 1970-01-01T00:00:00Z
   */
  public Optional<Session> sessionAt(long epochMilli) {
    if (epochMilli < first || epochMilli > last) {
      swap();
      if (epochMilli < first || epochMilli > last) {
        // The older of the two stretches is in front now and makes room.
        find(epochMilli);
      }
    }
    return session;
  }

  private void swap() {
    long swapFirst = first;
    long swapLast = last;
    Optional<Session> swapSession = session;
    first = otherFirst;
    last = otherLast;
    session = otherSession;
    otherFirst = swapFirst;
    otherLast = swapLast;
    otherSession = swapSession;
  }

  private void find(long epochMilli) {
    Instant instant = Instant.ofEpochMilli(epochMilli);
    session = calendar.sessionAt(instant);
    if (session.isPresent()) {
      first = session.get().open().toEpochMilli();
      last = lastMilli(session.get());
    } else {
      findGap(instant);
    }
  }

  /** The stretch from the last session that ended before the instant to the next that opens. */
  private void findGap(Instant instant) {
    LocalDate date = calendar.dateOf(instant);
    Optional<Session> sameDate = calendar.session(date);
    boolean after = sameDate.isPresent() && !instant.isBefore(sameDate.get().open());
    Session before = after ? sameDate.get() : calendar.previous(date);
    Session next = sameDate.isPresent() && !after ? sameDate.get() : calendar.next(date);
    first = lastMilli(before) + 1;
    last = next.open().toEpochMilli() - 1;
  }

  private long lastMilli(Session of) {
    long close = of.close().toEpochMilli();
    return calendar.closingAuction() ? close : close - 1;
  }
}
