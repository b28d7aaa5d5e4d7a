package dev.sluice.operators.market;

import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Monday to Friday, 14:30 to 21:00 UTC. */
final class Weekdays implements TradingCalendar {
  @Override
  public String name() {
    return "TEST";
  }

  @Override
  public Optional<Session> session(LocalDate date) {
    return date.getDayOfWeek().getValue() > 5
        ? Optional.empty()
        : Optional.of(
            new Session(
                date,
                date.atTime(14, 30).toInstant(ZoneOffset.UTC),
                date.atTime(21, 0).toInstant(ZoneOffset.UTC)));
  }

  @Override
  public LocalDate dateOf(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
