package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** When an exchange trades. Pure: the same date always gives the same session. */
public interface TradingCalendar {
  /** The exchange's name, for example NYSE. */
  String name();

  /** The regular session of a date; empty on week-ends, holidays and special closes. */
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

  /** The exchange's date of an instant. */
  LocalDate dateOf(Instant instant);

  /** The session that contains an instant, the closing instant included (the closing auction). */
  default Optional<Session> sessionAt(Instant instant) {
    return session(dateOf(instant))
        .filter(s -> !instant.isBefore(s.open()) && !instant.isAfter(s.close()));
  }

  /** The last session of the trading week (Monday to Sunday) that contains the date's session. */
  default Session lastOfWeek(LocalDate date) {
    LocalDate sunday = date.plusDays(7L - date.getDayOfWeek().getValue());
    return previous(sunday.plusDays(1));
  }

  /** The first session of the trading week (Monday to Sunday) that contains the date's session. */
  default Session firstOfWeek(LocalDate date) {
    LocalDate monday = date.minusDays(date.getDayOfWeek().getValue() - 1L);
    return next(monday.minusDays(1));
  }
}
