package dev.sluice.domain.market;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The trading calendars, by name. */
public final class Calendars {
  private static final Map<String, TradingCalendar> BY_NAME = byName();

  /** A calendar's place is its code, less 1. Codes are in states: append, never change. */
  private static final List<TradingCalendar> BY_CODE =
      List.of(of("NYSE"), of("TSX"), of("24/7"), of("FX"));

  private Calendars() {}

  /**
   * The calendar of that name, upper or lower case: NYSE (also NASDAQ, XNYS, XNAS), TSX (also
   * XTSE), 24/7, FX. By another of its names a calendar is the same object, whose {@link
   * TradingCalendar#name()} is the first.
   *
   * @throws IllegalArgumentException naming the value and the names that exist; null too is no name
   */
  public static TradingCalendar of(String name) {
    TradingCalendar calendar =
        name == null ? null : BY_NAME.get(name.strip().toUpperCase(Locale.ROOT));
    if (calendar == null) {
      String value = name == null ? "null" : "'" + name + "'";
      throw new IllegalArgumentException(
          "calendar: " + value + " is none of " + String.join(", ", names()));
    }
    return calendar;
  }

  /** All names that {@link #of} knows, each calendar's own name first, then its other names. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * A small number above 0 that stands for the calendar of that name, always the same.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static int codeOf(String name) {
    return BY_CODE.indexOf(of(name)) + 1;
  }

  /** All calendars, each at the place of its {@link #codeOf code} less 1. */
  public static List<TradingCalendar> byCode() {
    return BY_CODE;
  }

  private static Map<String, TradingCalendar> byName() {
    Map<String, TradingCalendar> calendars = new LinkedHashMap<>();
    put(calendars, ExchangeCalendar.nyse(), "NASDAQ", "XNYS", "XNAS");
    put(calendars, ExchangeCalendar.tsx(), "XTSE");
    put(calendars, new AlwaysOpenCalendar());
    put(calendars, new FxCalendar());
    return calendars;
  }

  private static void put(
      Map<String, TradingCalendar> calendars, TradingCalendar calendar, String... otherNames) {
    calendars.put(calendar.name(), calendar);
    for (String name : otherNames) {
      calendars.put(name, calendar);
    }
  }
}
