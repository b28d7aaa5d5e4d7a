package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for each calendar at any time from 1999 to 2027. */
class CalendarPropertiesTest {
  private static final LocalDate FROM = LocalDate.of(1999, 1, 1);
  private static final long DAYS = LocalDate.of(2027, 12, 31).toEpochDay() - FROM.toEpochDay();
  private static final long DAY = 86_400_000;

  @Provide
  Arbitrary<TradingCalendar> calendars() {
    return Arbitraries.of("NYSE", "TSX", "24/7", "FX").map(Calendars::of);
  }

  @Provide
  Arbitrary<LocalDate> dates() {
    return Arbitraries.longs().between(0, DAYS).map(FROM::plusDays);
  }

  /** Any millisecond, and often one at or beside a full hour, where boundaries are. */
  @Provide
  Arbitrary<Instant> instants() {
    Arbitrary<Long> anyTime = Arbitraries.longs().between(0, DAYS * DAY - 1);
    Arbitrary<Long> nearHour =
        Arbitraries.longs()
            .between(0, DAYS * 48 - 1)
            .flatMap(half -> Arbitraries.longs().between(-1, 1).map(ms -> half * DAY / 48 + ms));
    long start = FROM.toEpochDay() * DAY;
    return Arbitraries.oneOf(anyTime, nearHour).map(ms -> Instant.ofEpochMilli(start + ms));
  }

  @Provide
  Arbitrary<List<Instant>> streams() {
    return instants().list().ofMinSize(1).ofMaxSize(40);
  }

  @Property
  void sessionsRiseAndNeverOverlap(
      @ForAll("calendars") TradingCalendar calendar, @ForAll("dates") LocalDate date) {
    Session next = calendar.next(date);
    Session afterNext = calendar.next(next.date());
    assertThat(next.open()).isBefore(next.close());
    assertThat(afterNext.date()).isAfter(next.date());
    if (calendar.closingAuction()) {
      assertThat(afterNext.open()).isAfter(next.close());
    } else {
      assertThat(afterNext.open()).isAfterOrEqualTo(next.close());
    }
  }

  @Property
  void nextAndPreviousAreInverse(
      @ForAll("calendars") TradingCalendar calendar, @ForAll("dates") LocalDate date) {
    Session session = calendar.next(date);
    assertThat(calendar.previous(calendar.next(session.date()).date())).isEqualTo(session);
    assertThat(calendar.next(calendar.previous(session.date()).date())).isEqualTo(session);
    assertThat(calendar.session(session.date())).contains(session);
    for (LocalDate day = date.plusDays(1); day.isBefore(session.date()); day = day.plusDays(1)) {
      assertThat(calendar.session(day)).isEmpty();
    }
  }

  @Property
  void theSessionAtAnInstantIsTheOneThatContainsIt(
      @ForAll("calendars") TradingCalendar calendar, @ForAll("instants") Instant instant) {
    // Every session that could contain it, whatever dateOf says.
    LocalDate utc = LocalDate.ofEpochDay(Math.floorDiv(instant.toEpochMilli(), DAY));
    List<Session> containing =
        utc.minusDays(2)
            .datesUntil(utc.plusDays(3))
            .map(calendar::session)
            .flatMap(Optional::stream)
            .filter(s -> !s.open().isAfter(instant))
            .filter(
                s ->
                    s.close().isAfter(instant)
                        || (calendar.closingAuction() && s.close().equals(instant)))
            .toList();
    assertThat(containing).hasSizeLessThan(2);
    assertThat(calendar.sessionAt(instant).stream().toList()).isEqualTo(containing);
    containing.forEach(s -> assertThat(calendar.dateOf(instant)).isEqualTo(s.date()));
  }

  @Property
  void datesNeverGoBack(
      @ForAll("calendars") TradingCalendar calendar,
      @ForAll("instants") Instant one,
      @ForAll("instants") Instant other) {
    Instant first = one.isBefore(other) ? one : other;
    Instant second = one.isBefore(other) ? other : one;
    assertThat(calendar.dateOf(first)).isBeforeOrEqualTo(calendar.dateOf(second));
  }

  @Property
  void aWeekIsItsFirstToItsLastSession(
      @ForAll("calendars") TradingCalendar calendar, @ForAll("dates") LocalDate date) {
    LocalDate day = calendar.next(date).date();
    Session first = calendar.firstOfWeek(day);
    Session last = calendar.lastOfWeek(day);
    assertThat(day).isBetween(first.date(), last.date());
    assertThat(week(first.date())).isEqualTo(week(day));
    assertThat(week(last.date())).isEqualTo(week(day));
    assertThat(week(calendar.previous(first.date()).date())).isLessThan(week(day));
    assertThat(week(calendar.next(last.date()).date())).isGreaterThan(week(day));
  }

  @Property
  void aCursorSaysWhatItsCalendarSays(
      @ForAll("calendars") TradingCalendar calendar, @ForAll("streams") List<Instant> stream) {
    SessionCursor cursor = new SessionCursor(calendar);
    for (Instant instant : stream) {
      for (long ms = -2; ms <= 2; ms++) {
        long time = instant.toEpochMilli() + ms;
        assertThat(cursor.sessionAt(time))
            .isEqualTo(calendar.sessionAt(Instant.ofEpochMilli(time)));
      }
    }
  }

  private static int week(LocalDate date) {
    return date.get(IsoFields.WEEK_BASED_YEAR) * 100 + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }
}
