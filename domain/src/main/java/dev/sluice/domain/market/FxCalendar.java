package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Spot foreign exchange: from Sunday to Friday 17:00 New York without a break. The session dated D
 * (Monday to Friday) runs from 17:00 New York of the evening before to 17:00 New York of D, the
 * hour at which the interbank market changes its trade date. There is no auction: 17:00 is the
 * first instant of the next session.
 *
 * <p>Closed are the sessions dated 25 December and 1 January, the two days on which all centres
 * rest; on a week-end they are not kept on another day. National holidays thin the market and do
 * not close it.
 */
final class FxCalendar implements TradingCalendar {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime ROLL = LocalTime.of(17, 0);

  /** From the roll to midnight: what an instant after the roll lacks to its session's date. */
  private static final long HOURS_FROM_ROLL_TO_MIDNIGHT = 24L - ROLL.getHour();

  @Override
  public String name() {
    return "FX";
  }

  @Override
  public Optional<Session> session(LocalDate date) {
    if (HolidayDates.isWeekend(date) || isHoliday(date)) {
      return Optional.empty();
    }
    return Optional.of(new Session(date, roll(date.minusDays(1)), roll(date)));
  }

  @Override
  public LocalDate dateOf(Instant instant) {
    // In local time, since the evening's distance to midnight is one of the clock on the wall.
    return instant
        .atZone(NEW_YORK)
        .toLocalDateTime()
        .plusHours(HOURS_FROM_ROLL_TO_MIDNIGHT)
        .toLocalDate();
  }

  @Override
  public boolean closingAuction() {
    return false;
  }

  private static boolean isHoliday(LocalDate date) {
    return (date.getMonth() == Month.DECEMBER && date.getDayOfMonth() == 25)
        || (date.getMonth() == Month.JANUARY && date.getDayOfMonth() == 1);
  }

  private static Instant roll(LocalDate date) {
    return date.atTime(ROLL).atZone(NEW_YORK).toInstant();
  }
}
