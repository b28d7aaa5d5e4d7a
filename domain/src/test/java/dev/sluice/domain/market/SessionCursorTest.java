package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCursorTest {
  /** Counts how often the calendar is asked for a session at an instant. */
  private static final class Counting implements TradingCalendar {
    private final TradingCalendar calendar;
    private int asked;

    private Counting(TradingCalendar calendar) {
      this.calendar = calendar;
    }

    @Override
    public String name() {
      return calendar.name();
    }

    @Override
    public Optional<Session> session(LocalDate date) {
      return calendar.session(date);
    }

    @Override
    public LocalDate dateOf(Instant instant) {
      return calendar.dateOf(instant);
    }

    @Override
    public boolean closingAuction() {
      return calendar.closingAuction();
    }

    @Override
    public Optional<Session> sessionAt(Instant instant) {
      asked++;
      return calendar.sessionAt(instant);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // calendar, from, to, sessions and gaps between them that lie there
    "NYSE, 2024-07-08T13:30:00Z, 2024-07-08T20:00:00Z, 1",
    "NYSE, 2024-07-05T20:00:00.001Z, 2024-07-08T13:29:59.999Z, 1",
    "NYSE, 2024-07-05T15:00:00Z, 2024-07-09T15:00:00Z, 5",
    "FX, 2024-07-12T21:00:00Z, 2024-07-14T20:59:59.999Z, 1",
    "FX, 2024-07-10T12:00:00Z, 2024-07-15T12:00:00Z, 5",
    "24/7, 2024-07-08T00:00:00Z, 2024-07-10T23:59:59.999Z, 3",
  })
  void asksTheCalendarOnceForASessionOrAGap(
      String name, Instant from, Instant to, int sessionsAndGaps) {
    Counting calendar = new Counting(Calendars.of(name));
    SessionCursor cursor = new SessionCursor(calendar);
    for (long time = from.toEpochMilli(); time < to.toEpochMilli(); time += 997) {
      assertThat(cursor.sessionAt(time))
          .isEqualTo(calendar.calendar.sessionAt(Instant.ofEpochMilli(time)));
    }
    cursor.sessionAt(to.toEpochMilli());
    assertThat(calendar.asked).isEqualTo(sessionsAndGaps);
  }

  @Test
  void lateTicksOfTheLastSessionAmongThoseOfTheNextCostNothing() {
    Counting calendar = new Counting(Calendars.of("FX"));
    SessionCursor cursor = new SessionCursor(calendar);
    long roll = Instant.parse("2024-07-09T21:00:00Z").toEpochMilli();
    for (int tick = 0; tick < 1_000; tick++) {
      assertThat(cursor.sessionAt(roll - 1 - tick).orElseThrow().date()).isEqualTo("2024-07-09");
      assertThat(cursor.sessionAt(roll + tick).orElseThrow().date()).isEqualTo("2024-07-10");
    }
    assertThat(calendar.asked).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00Z"})
  void aNewCursorKnowsNothing(Instant instant) {
    for (String name : Calendars.names()) {
      assertThat(new SessionCursor(Calendars.of(name)).sessionAt(instant.toEpochMilli()))
          .isEqualTo(Calendars.of(name).sessionAt(instant));
    }
  }

  @Test
  void allocatesNothingForATickInAKnownSessionOrGap() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    SessionCursor cursor = new SessionCursor(ExchangeCalendar.nyse());
    long close = Instant.parse("2024-07-08T20:00:00Z").toEpochMilli();
    long found = count(cursor, close, 1_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    found += count(cursor, close, 1_000_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(found).isEqualTo(1_001_000);
    assertThat(allocated).as("bytes for two million ticks").isLessThan(100_000);
  }

  private static long count(SessionCursor cursor, long close, int ticks) {
    long inside = 0;
    for (int tick = 0; tick < ticks; tick++) {
      inside += cursor.sessionAt(close - tick).isPresent() ? 1 : 0;
      inside += cursor.sessionAt(close + 1 + tick).isPresent() ? 1 : 0;
    }
    return inside;
  }
}
