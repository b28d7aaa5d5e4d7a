package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where sessions and trading weeks begin and end, which is where their bars do: both changes of
 * daylight saving under the rules until 2006 and from 2007, half days, holidays, sessions over
 * night, in New York, Toronto and UTC. The instants were worked out by hand.
 */
class SessionBoundariesTest {
  private static final Duration MILLI = Duration.ofMillis(1);

  @ParameterizedTest
  @CsvSource({
    // New York: into summer time and out of it.
    "NYSE, 1999-04-01, 1999-04-01T14:30:00Z, 1999-04-01T21:00:00Z",
    "NYSE, 1999-04-05, 1999-04-05T13:30:00Z, 1999-04-05T20:00:00Z",
    "NYSE, 1999-10-29, 1999-10-29T13:30:00Z, 1999-10-29T20:00:00Z",
    "NYSE, 1999-11-01, 1999-11-01T14:30:00Z, 1999-11-01T21:00:00Z",
    "NYSE, 2006-03-31, 2006-03-31T14:30:00Z, 2006-03-31T21:00:00Z",
    "NYSE, 2006-04-03, 2006-04-03T13:30:00Z, 2006-04-03T20:00:00Z",
    "NYSE, 2007-03-09, 2007-03-09T14:30:00Z, 2007-03-09T21:00:00Z",
    "NYSE, 2007-03-12, 2007-03-12T13:30:00Z, 2007-03-12T20:00:00Z",
    "NYSE, 2007-11-02, 2007-11-02T13:30:00Z, 2007-11-02T20:00:00Z",
    "NYSE, 2007-11-05, 2007-11-05T14:30:00Z, 2007-11-05T21:00:00Z",
    "NYSE, 2024-03-08, 2024-03-08T14:30:00Z, 2024-03-08T21:00:00Z",
    "NYSE, 2024-03-11, 2024-03-11T13:30:00Z, 2024-03-11T20:00:00Z",
    "NYSE, 2024-11-01, 2024-11-01T13:30:00Z, 2024-11-01T20:00:00Z",
    "NYSE, 2024-11-04, 2024-11-04T14:30:00Z, 2024-11-04T21:00:00Z",
    "NYSE, 2027-03-12, 2027-03-12T14:30:00Z, 2027-03-12T21:00:00Z",
    "NYSE, 2027-03-15, 2027-03-15T13:30:00Z, 2027-03-15T20:00:00Z",
    "NYSE, 2027-11-05, 2027-11-05T13:30:00Z, 2027-11-05T20:00:00Z",
    "NYSE, 2027-11-08, 2027-11-08T14:30:00Z, 2027-11-08T21:00:00Z",
    // Half days, and a late open.
    "NYSE, 2024-07-03, 2024-07-03T13:30:00Z, 2024-07-03T17:00:00Z",
    "NYSE, 2024-11-29, 2024-11-29T14:30:00Z, 2024-11-29T18:00:00Z",
    "NYSE, 2024-12-24, 2024-12-24T14:30:00Z, 2024-12-24T18:00:00Z",
    "NYSE, 2002-09-11, 2002-09-11T16:00:00Z, 2002-09-11T20:00:00Z",
    // Toronto: full days where New York has half ones, and the other way round.
    "TSX, 1999-04-05, 1999-04-05T13:30:00Z, 1999-04-05T20:00:00Z",
    "TSX, 1999-11-01, 1999-11-01T14:30:00Z, 1999-11-01T21:00:00Z",
    "TSX, 2006-04-03, 2006-04-03T13:30:00Z, 2006-04-03T20:00:00Z",
    "TSX, 2007-03-12, 2007-03-12T13:30:00Z, 2007-03-12T20:00:00Z",
    "TSX, 2024-03-08, 2024-03-08T14:30:00Z, 2024-03-08T21:00:00Z",
    "TSX, 2024-11-04, 2024-11-04T14:30:00Z, 2024-11-04T21:00:00Z",
    "TSX, 2027-11-05, 2027-11-05T13:30:00Z, 2027-11-05T20:00:00Z",
    "TSX, 2024-07-03, 2024-07-03T13:30:00Z, 2024-07-03T20:00:00Z",
    "TSX, 2024-07-04, 2024-07-04T13:30:00Z, 2024-07-04T20:00:00Z",
    "TSX, 2024-11-29, 2024-11-29T14:30:00Z, 2024-11-29T21:00:00Z",
    "TSX, 2010-12-24, 2010-12-24T14:30:00Z, 2010-12-24T18:00:00Z",
    "TSX, 2021-12-24, 2021-12-24T14:30:00Z, 2021-12-24T18:00:00Z",
    "TSX, 2001-09-11, 2001-09-11T13:30:00Z, 2001-09-11T14:40:00Z",
    "TSX, 2001-09-13, 2001-09-13T13:30:00Z, 2001-09-13T20:00:00Z",
    "TSX, 2018-04-27, 2018-04-27T13:30:00Z, 2018-04-27T17:40:00Z",
    // Over night: the session of Monday opens on Sunday, behind the change of the clocks.
    "FX, 1999-04-05, 1999-04-04T21:00:00Z, 1999-04-05T21:00:00Z",
    "FX, 1999-11-01, 1999-10-31T22:00:00Z, 1999-11-01T22:00:00Z",
    "FX, 2007-03-12, 2007-03-11T21:00:00Z, 2007-03-12T21:00:00Z",
    "FX, 2024-03-08, 2024-03-07T22:00:00Z, 2024-03-08T22:00:00Z",
    "FX, 2024-03-11, 2024-03-10T21:00:00Z, 2024-03-11T21:00:00Z",
    "FX, 2024-11-01, 2024-10-31T21:00:00Z, 2024-11-01T21:00:00Z",
    "FX, 2024-11-04, 2024-11-03T22:00:00Z, 2024-11-04T22:00:00Z",
    "FX, 2027-03-15, 2027-03-14T21:00:00Z, 2027-03-15T21:00:00Z",
    "FX, 2024-07-04, 2024-07-03T21:00:00Z, 2024-07-04T21:00:00Z",
    "FX, 2024-12-24, 2024-12-23T22:00:00Z, 2024-12-24T22:00:00Z",
    "FX, 2024-12-26, 2024-12-25T22:00:00Z, 2024-12-26T22:00:00Z",
    "FX, 2023-01-02, 2023-01-01T22:00:00Z, 2023-01-02T22:00:00Z",
    "FX, 2025-01-02, 2025-01-01T22:00:00Z, 2025-01-02T22:00:00Z",
    // A day of UTC, whatever the clocks do.
    "24/7, 1999-01-01, 1999-01-01T00:00:00Z, 1999-01-02T00:00:00Z",
    "24/7, 2024-02-29, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "24/7, 2024-03-10, 2024-03-10T00:00:00Z, 2024-03-11T00:00:00Z",
    "24/7, 2024-11-03, 2024-11-03T00:00:00Z, 2024-11-04T00:00:00Z",
    "24/7, 2024-12-25, 2024-12-25T00:00:00Z, 2024-12-26T00:00:00Z",
  })
  void sessionsBeginAndEndOnTheMillisecond(
      String name, LocalDate date, Instant open, Instant close) {
    TradingCalendar calendar = Calendars.of(name);
    Session session = new Session(date, open, close);
    assertThat(calendar.session(date)).contains(session);
    assertThat(calendar.dateOf(open)).isEqualTo(date);
    assertThat(calendar.dateOf(close.minus(MILLI))).isEqualTo(date);
    assertThat(calendar.sessionAt(open)).contains(session);
    assertThat(calendar.sessionAt(close.minus(MILLI))).contains(session);
    assertThat(calendar.sessionAt(open.minus(MILLI))).isNotEqualTo(calendar.session(date));
    assertThat(calendar.sessionAt(close).filter(session::equals).isPresent())
        .as("the closing instant is the auction's, if there is one")
        .isEqualTo(name.equals("NYSE") || name.equals("TSX"));
    assertThat(calendar.sessionAt(close.plus(MILLI))).isNotEqualTo(calendar.session(date));
  }

  @ParameterizedTest
  @CsvSource({
    "NYSE, 2024-03-13, 2024-03-11T13:30:00Z, 2024-03-15T20:00:00Z",
    "NYSE, 2024-09-05, 2024-09-03T13:30:00Z, 2024-09-06T20:00:00Z",
    "NYSE, 2025-04-14, 2025-04-14T13:30:00Z, 2025-04-17T20:00:00Z",
    "NYSE, 2024-11-27, 2024-11-25T14:30:00Z, 2024-11-29T18:00:00Z",
    "NYSE, 2001-09-10, 2001-09-10T13:30:00Z, 2001-09-10T20:00:00Z",
    "TSX, 2009-12-30, 2009-12-29T14:30:00Z, 2009-12-31T21:00:00Z",
    "TSX, 2024-12-23, 2024-12-23T14:30:00Z, 2024-12-27T21:00:00Z",
    "FX, 2024-03-06, 2024-03-03T22:00:00Z, 2024-03-08T22:00:00Z",
    "FX, 2024-03-11, 2024-03-10T21:00:00Z, 2024-03-15T21:00:00Z",
    "FX, 2024-11-08, 2024-11-03T22:00:00Z, 2024-11-08T22:00:00Z",
    "FX, 2020-12-22, 2020-12-20T22:00:00Z, 2020-12-24T22:00:00Z",
    "FX, 2024-01-04, 2024-01-01T22:00:00Z, 2024-01-05T22:00:00Z",
    "24/7, 2024-03-10, 2024-03-04T00:00:00Z, 2024-03-11T00:00:00Z",
    "24/7, 2024-12-30, 2024-12-30T00:00:00Z, 2025-01-06T00:00:00Z",
  })
  void weeksBeginWithTheirFirstSessionAndEndWithTheirLast(
      String name, LocalDate date, Instant open, Instant close) {
    TradingCalendar calendar = Calendars.of(name);
    assertThat(calendar.firstOfWeek(date).open()).isEqualTo(open);
    assertThat(calendar.lastOfWeek(date).close()).isEqualTo(close);
  }

  @ParameterizedTest
  @CsvSource({
    // instant, session date
    "2024-07-08T20:59:59.999Z, 2024-07-08",
    "2024-07-08T21:00:00Z, 2024-07-09",
    "2024-07-12T20:59:59.999Z, 2024-07-12",
    "2024-07-12T21:00:00Z,",
    "2024-07-14T20:59:59.999Z,",
    "2024-07-14T21:00:00Z, 2024-07-15",
    "2024-12-24T21:59:59.999Z, 2024-12-24",
    "2024-12-24T22:00:00Z,",
    "2024-12-25T21:59:59.999Z,",
    "2024-12-25T22:00:00Z, 2024-12-26",
    "2025-01-01T03:00:00Z,",
  })
  void fxChangesItsDateAtFiveInNewYork(Instant instant, LocalDate date) {
    assertThat(Calendars.of("FX").sessionAt(instant).map(Session::date).orElse(null))
        .isEqualTo(date);
  }

  @Test
  void betweenSessionsTheDateIsTheMarkets() {
    TradingCalendar fx = Calendars.of("FX");
    assertThat(fx.dateOf(Instant.parse("2024-07-12T21:00:00Z"))).isEqualTo("2024-07-13");
    assertThat(fx.dateOf(Instant.parse("2024-12-24T22:00:00Z"))).isEqualTo("2024-12-25");
    assertThat(Calendars.of("TSX").dateOf(Instant.parse("2024-07-09T03:59:59Z")))
        .isEqualTo("2024-07-08");
    assertThat(Calendars.of("24/7").dateOf(Instant.parse("2024-07-09T00:00:00Z")))
        .isEqualTo("2024-07-09");
  }
}
