package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * When a market trades. Pure: the same date always gives the same session.
 *
 * <p>A session has a date, the market's trade date, which names its daily bar. The session may open
 * on the evening before. Sessions rise with their dates and never overlap.
 */
public interface TradingCalendar {
  /** The calendar's name, for example NYSE; {@link Calendars#of} finds it by this. */
  String name();

  /** The regular session of a date; empty on dates without one: holidays and special closes too. */
  Optional<Session> session(LocalDate date);

  /** The first session whose date is after the given one. */
  default Session next(LocalDate date) {
    LocalDate day = date.plusDays(1);
    while (true) {
      Optional<Session> session = session(day);
      if (session.isPresent()) {
        return session.get();
      }
      day = day.plusDays(1);
    }
  }

  /** The last session whose date is before the given one. */
  default Session previous(LocalDate date) {
    LocalDate day = date.minusDays(1);
    while (true) {
      Optional<Session> session = session(day);
      if (session.isPresent()) {
        return session.get();
      }
      day = day.minusDays(1);
    }
  }

  /**
   * The session date of an instant: that of the session which contains it; between sessions, the
   * date in the market's time zone, after the hour at which the market changes its trade date the
   * next one. The date need not have a session.
   */
  LocalDate dateOf(Instant instant);

  /**
   * Whether sessions end with a closing auction, whose trades are stamped with the closing instant.
   * With one, the closing instant is the session's last. Without one, a session ends before it, and
   * the closing instant belongs to the next session if that opens there, and to none otherwise.
   */
  default boolean closingAuction() {
    return true;
  }

  /**
   * The session that contains an instant; the closing instant is one of the session where there is
   * a {@link #closingAuction()}. For a stream of ticks use {@link SessionCursor}.
   */
  default Optional<Session> sessionAt(Instant instant) {
    return session(dateOf(instant))
        .filter(s -> !instant.isBefore(s.open()))
        .filter(
            s -> instant.isBefore(s.close()) || (closingAuction() && instant.equals(s.close())));
  }

  /** The session that is on at an instant, its closing instant included, or comes next. */
  default Session awaited(Instant instant) {
    LocalDate date = dateOf(instant);
    return session(date).filter(s -> !s.close().isBefore(instant)).orElseGet(() -> next(date));
  }

  /**
   * The last session of the trading week (session dates from Monday to Sunday) that contains the
   * date's session.
   */
  default Session lastOfWeek(LocalDate date) {
    LocalDate sunday = date.plusDays(7L - date.getDayOfWeek().getValue());
    return previous(sunday.plusDays(1));
  }

  /**
   * The first session of the trading week (session dates from Monday to Sunday) that contains the
   * date's session.
   */
  default Session firstOfWeek(LocalDate date) {
    LocalDate monday = date.minusDays(date.getDayOfWeek().getValue() - 1L);
    return next(monday.minusDays(1));
  }
}
