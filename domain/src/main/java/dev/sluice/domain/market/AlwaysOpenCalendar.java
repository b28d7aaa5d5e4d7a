package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A market that never closes, such as those of crypto-currencies. A session is a day of UTC, since
 * the venues have no local day and date their daily bars so; it is always 24 hours long, and its
 * week runs from Monday to Sunday. There is no auction: midnight is the first instant of the next
 * session.
 */
final class AlwaysOpenCalendar implements TradingCalendar {
  @Override
  public String name() {
    return "24/7";
  }

  @Override
  public Optional<Session> session(LocalDate date) {
    return Optional.of(
        new Session(
            date,
            date.atStartOfDay(ZoneOffset.UTC).toInstant(),
            date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  @Override
  public LocalDate dateOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  @Override
  public boolean closingAuction() {
    return false;
  }
}
