package dev.sluice.domain.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;

/** Dates that the holiday rules of several exchanges are made of. */
final class HolidayDates {
  private HolidayDates() {}

  static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  static boolean isNthMonday(LocalDate date, Month month, int n) {
    return date.getMonth() == month
        && date.getDayOfWeek() == DayOfWeek.MONDAY
        && (date.getDayOfMonth() - 1) / 7 + 1 == n;
  }

  static boolean isGoodFriday(LocalDate date) {
    return date.equals(easterSunday(date.getYear()).minusDays(2));
  }

  /** Gregorian Easter: the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8). */
  static LocalDate easterSunday(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int g = (8 * b + 13) / 25;
    int h = (19 * a + b - b / 4 - g + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return LocalDate.of(year, n / 31, n % 31 + 1);
  }
}
