package dev.sluice.domain.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The hours of the New York Stock Exchange as its rules give them, without the days of mourning,
 * storms and the like. A holiday on a Sunday is kept on Monday, one on a Saturday on Friday, except
 * that New Year's Day on a Saturday is not kept, since Friday closes the year's books.
 */
final class NyseRules {
  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final LocalTime CLOSE = LocalTime.of(16, 0);
  private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);

  /** From this year short days close at 13:00 by rule; before, they were announced one by one. */
  private static final int SHORT_DAYS_FROM = 1993;

  /** Around Independence Day there have been short days from this year. */
  private static final int SHORT_DAYS_OF_JULY_FROM = 1995;

  /** From this year the Wednesday before, not the Friday after, a Thursday 4 July is short. */
  private static final int WEDNESDAY_BEFORE_FROM = 2013;

  private static final int MARTIN_LUTHER_KING_FROM = 1998;
  private static final int JUNETEENTH_FROM = 2022;

  private NyseRules() {}

  static Optional<TradingHours> hours(LocalDate date) {
    if (HolidayDates.isWeekend(date) || isHoliday(date)) {
      return Optional.empty();
    }
    return Optional.of(new TradingHours(OPEN, isShort(date) ? EARLY_CLOSE : CLOSE));
  }

  private static boolean isHoliday(LocalDate date) {
    int year = date.getYear();
    return isNewYear(date)
        || date.equals(observed(year, Month.JULY, 4))
        || date.equals(observed(year, Month.DECEMBER, 25))
        || (year >= JUNETEENTH_FROM && date.equals(observed(year, Month.JUNE, 19)))
        || (year >= MARTIN_LUTHER_KING_FROM && HolidayDates.isNthMonday(date, Month.JANUARY, 3))
        || HolidayDates.isNthMonday(date, Month.FEBRUARY, 3)
        || HolidayDates.isNthMonday(date, Month.SEPTEMBER, 1)
        || isMemorialDay(date)
        || date.equals(thanksgiving(year))
        || HolidayDates.isGoodFriday(date);
  }

  private static boolean isShort(LocalDate date) {
    int year = date.getYear();
    if (year < SHORT_DAYS_FROM) {
      return false;
    }
    boolean christmasEve = date.getMonth() == Month.DECEMBER && date.getDayOfMonth() == 24;
    return christmasEve
        || date.equals(thanksgiving(year).plusDays(1))
        || (year >= SHORT_DAYS_OF_JULY_FROM && isShortOfJuly(date));
  }

  /** 3 July where it and the 4th are both weekdays, with the exception of a Thursday 4 July. */
  private static boolean isShortOfJuly(LocalDate date) {
    if (date.getMonth() != Month.JULY) {
      return false;
    }
    boolean wednesdayBefore = date.getYear() >= WEDNESDAY_BEFORE_FROM;
    return switch (date.getDayOfMonth()) {
      case 3 ->
          switch (date.getDayOfWeek()) {
            case MONDAY, TUESDAY, THURSDAY -> true;
            case WEDNESDAY -> wednesdayBefore;
            default -> false;
          };
      case 5 -> date.getDayOfWeek() == DayOfWeek.FRIDAY && !wednesdayBefore;
      default -> false;
    };
  }

  private static boolean isNewYear(LocalDate date) {
    if (date.getMonth() != Month.JANUARY) {
      return false;
    }
    return date.getDayOfMonth() == 1
        || (date.getDayOfMonth() == 2 && date.getDayOfWeek() == DayOfWeek.MONDAY);
  }

  private static boolean isMemorialDay(LocalDate date) {
    return date.getMonth() == Month.MAY
        && date.getDayOfWeek() == DayOfWeek.MONDAY
        && date.getDayOfMonth() > 24;
  }

  private static LocalDate thanksgiving(int year) {
    return LocalDate.of(year, Month.NOVEMBER, 1)
        .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY));
  }

  private static LocalDate observed(int year, Month month, int day) {
    LocalDate date = LocalDate.of(year, month, day);
    return switch (date.getDayOfWeek()) {
      case SATURDAY -> date.minusDays(1);
      case SUNDAY -> date.plusDays(1);
      default -> date;
    };
  }
}
