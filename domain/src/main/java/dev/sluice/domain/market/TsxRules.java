package dev.sluice.domain.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.Optional;

/**
 * The hours of the Toronto Stock Exchange as its yearly calendars give them, without breakdowns and
 * the like. A holiday on a week-end is kept on the next weekday that is not itself a holiday; none
 * moves back to Friday. Remembrance Day (11 November) and the National Day for Truth and
 * Reconciliation (30 September) are holidays of the banks, not of the exchange.
 */
final class TsxRules {
  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final LocalTime CLOSE = LocalTime.of(16, 0);
  private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);

  /** Family Day is a holiday of Ontario from this year. */
  private static final int FAMILY_DAY_FROM = 2008;

  /** From this year each Christmas Eve on a weekday is short; before, see the list of days. */
  private static final int SHORT_CHRISTMAS_EVE_FROM = 2010;

  private TsxRules() {}

  static Optional<TradingHours> hours(LocalDate date) {
    if (HolidayDates.isWeekend(date) || isHoliday(date)) {
      return Optional.empty();
    }
    return Optional.of(new TradingHours(OPEN, isShort(date) ? EARLY_CLOSE : CLOSE));
  }

  private static boolean isHoliday(LocalDate date) {
    return isKept(date, Month.JANUARY, 1)
        || (date.getYear() >= FAMILY_DAY_FROM && HolidayDates.isNthMonday(date, Month.FEBRUARY, 3))
        || HolidayDates.isGoodFriday(date)
        || isVictoriaDay(date)
        || isKept(date, Month.JULY, 1)
        || HolidayDates.isNthMonday(date, Month.AUGUST, 1)
        || HolidayDates.isNthMonday(date, Month.SEPTEMBER, 1)
        || HolidayDates.isNthMonday(date, Month.OCTOBER, 2)
        || isChristmasOrBoxingDay(date);
  }

  private static boolean isShort(LocalDate date) {
    return date.getYear() >= SHORT_CHRISTMAS_EVE_FROM
        && date.getMonth() == Month.DECEMBER
        && date.getDayOfMonth() == 24;
  }

  /** A weekday on which a holiday of fixed date is kept: itself, or the Monday after a week-end. */
  private static boolean isKept(LocalDate date, Month month, int day) {
    if (date.getMonth() != month) {
      return false;
    }
    int late = date.getDayOfMonth() - day;
    return late == 0 || (date.getDayOfWeek() == DayOfWeek.MONDAY && (late == 1 || late == 2));
  }

  /** The Monday before 25 May. */
  private static boolean isVictoriaDay(LocalDate date) {
    return date.getMonth() == Month.MAY
        && date.getDayOfWeek() == DayOfWeek.MONDAY
        && date.getDayOfMonth() >= 18
        && date.getDayOfMonth() <= 24;
  }

  /** The first two weekdays from 25 December. */
  private static boolean isChristmasOrBoxingDay(LocalDate date) {
    if (date.getMonth() != Month.DECEMBER) {
      return false;
    }
    return switch (date.getDayOfMonth()) {
      case 25, 26 -> true;
      case 27, 28 ->
          date.getDayOfWeek() == DayOfWeek.MONDAY || date.getDayOfWeek() == DayOfWeek.TUESDAY;
      default -> false;
    };
  }
}
