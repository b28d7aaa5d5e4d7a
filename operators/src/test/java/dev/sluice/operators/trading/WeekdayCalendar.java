package dev.sluice.operators.trading;

import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.TradingCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Weekdays, 14:30 to 21:00 UTC. */
final class WeekdayCalendar implements TradingCalendar {
  @Override
  public String name() {
    return "WEEKDAYS";
  }

  @Override
  public Optional<Session> session(LocalDate date) {
    return date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0
        ? Optional.empty()
        : Optional.of(
            new Session(
                date,
                date.atTime(LocalTime.of(14, 30)).toInstant(ZoneOffset.UTC),
                date.atTime(LocalTime.of(21, 0)).toInstant(ZoneOffset.UTC)));
  }

  @Override
  public LocalDate dateOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
