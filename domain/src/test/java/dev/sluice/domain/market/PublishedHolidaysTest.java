package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calendars of the exchanges against lists that other people keep, 1999 to 2027. */
class PublishedHolidaysTest {
  private static final LocalDate FROM = LocalDate.of(1999, 1, 1);
  private static final LocalDate TO = LocalDate.of(2027, 12, 31);
  private static final ZoneId EASTERN = ZoneId.of("America/Toronto");

  @ParameterizedTest
  @ValueSource(strings = {"NYSE", "TSX"})
  void closedWeekdaysAreThePublishedOnes(String name) throws IOException {
    TradingCalendar calendar = Calendars.of(name);
    Set<LocalDate> closed = weekdays(FROM, day -> calendar.session(day).isEmpty());
    assertThat(closed).containsExactlyElementsOf(published(name, "closed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NYSE", "TSX"})
  void shortDaysAreThePublishedOnes(String name) throws IOException {
    TradingCalendar calendar = Calendars.of(name);
    Set<LocalDate> shortDays = weekdays(FROM, day -> closesAt(calendar, day, LocalTime.of(13, 0)));
    assertThat(shortDays).containsExactlyElementsOf(published(name, "short"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NYSE", "TSX"})
  void allOtherSessionsButTheListedOnesAreFull(String name) {
    TradingCalendar calendar = Calendars.of(name);
    Set<LocalDate> odd =
        weekdays(
            FROM,
            day ->
                calendar.session(day).isPresent()
                    && !closesAt(calendar, day, LocalTime.of(13, 0))
                    && !(closesAt(calendar, day, LocalTime.of(16, 0))
                        && opensAt(calendar, day, LocalTime.of(9, 30))));
    assertThat(odd.stream().map(LocalDate::toString))
        .containsExactlyElementsOf(
            name.equals("NYSE")
                ? Set.of("2002-09-11")
                : new TreeSet<>(Set.of("2001-09-11", "2008-12-17", "2018-04-27", "2020-02-27")));
  }

  /** When this fails after an update of jollyday, New York has announced a day of mourning. */
  @Test
  void newYorksHolidaysAreThoseOfJollyday() {
    HolidayManager jollyday = HolidayManager.getInstance(ManagerParameters.create("nyse"));
    Set<LocalDate> holidays = new TreeSet<>();
    for (int year = FROM.getYear(); year <= TO.getYear(); year++) {
      jollyday.getHolidays(Year.of(year)).stream()
          .map(Holiday::getDate)
          .filter(day -> day.getDayOfWeek().getValue() <= 5)
          .forEach(holidays::add);
    }
    assertThat(weekdays(FROM, day -> ExchangeCalendar.nyse().session(day).isEmpty()))
        .containsExactlyElementsOf(holidays);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NYSE", "TSX"})
  void thereIsNoSessionOnAWeekend(String name) {
    TradingCalendar calendar = Calendars.of(name);
    for (LocalDate day = FROM; !day.isAfter(TO); day = day.plusDays(1)) {
      if (day.getDayOfWeek().getValue() > 5) {
        assertThat(calendar.session(day)).as("%s", day).isEmpty();
      }
    }
  }

  private static Set<LocalDate> weekdays(LocalDate from, Predicate<LocalDate> which) {
    Set<LocalDate> days = new TreeSet<>();
    for (LocalDate day = from; !day.isAfter(TO); day = day.plusDays(1)) {
      if (day.getDayOfWeek().getValue() <= 5 && which.test(day)) {
        days.add(day);
      }
    }
    return days;
  }

  private static boolean opensAt(TradingCalendar calendar, LocalDate day, LocalTime time) {
    return calendar.session(day).stream()
        .anyMatch(s -> s.open().equals(day.atTime(time).atZone(EASTERN).toInstant()));
  }

  private static boolean closesAt(TradingCalendar calendar, LocalDate day, LocalTime time) {
    return calendar.session(day).stream()
        .anyMatch(s -> s.close().equals(day.atTime(time).atZone(EASTERN).toInstant()));
  }

  /** Reads lines {@code 1999: 01-01 04-02}. */
  private static Set<LocalDate> published(String name, String kind) throws IOException {
    Set<LocalDate> days = new TreeSet<>();
    String resource = name.toLowerCase(java.util.Locale.ROOT) + "-" + kind + "-days.txt";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                PublishedHolidaysTest.class.getResourceAsStream(resource),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String year = line.substring(0, 4);
          for (String day : line.substring(6).split(" ", -1)) {
            days.add(LocalDate.parse(year + "-" + day));
          }
        }
      }
    }
    assertThat(days).as(resource).hasSizeGreaterThan(10);
    return days;
  }
}
