package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Row R18: where bars begin and end on days on which clocks change, on half days, around holidays
 * and in sessions over night. The hours are written down here, in UTC, by hand.
 */
class BarBoundariesTest {

  @ParameterizedTest
  @CsvSource({
    // New York's clocks go forward on 2024-03-10 and back on 2024-11-03.
    "NYSE, 2024-03-08, 2024-03-08T14:30:00Z, 2024-03-08T21:00:00Z",
    "NYSE, 2024-03-11, 2024-03-11T13:30:00Z, 2024-03-11T20:00:00Z",
    "NYSE, 2024-11-01, 2024-11-01T13:30:00Z, 2024-11-01T20:00:00Z",
    "NYSE, 2024-11-04, 2024-11-04T14:30:00Z, 2024-11-04T21:00:00Z",
    // The day after Thanksgiving, and the days around Independence Day.
    "NYSE, 2021-11-26, 2021-11-26T14:30:00Z, 2021-11-26T18:00:00Z",
    "NYSE, 2024-07-03, 2024-07-03T13:30:00Z, 2024-07-03T17:00:00Z",
    "NYSE, 2024-07-05, 2024-07-05T13:30:00Z, 2024-07-05T20:00:00Z",
    // Christmas Eve in Toronto, and a Monday on which only New York rests.
    "TSX, 2024-12-24, 2024-12-24T14:30:00Z, 2024-12-24T18:00:00Z",
    "TSX, 2025-01-20, 2025-01-20T14:30:00Z, 2025-01-20T21:00:00Z",
    // Over night: 17:00 to 17:00 in New York, 24 hours also where the clocks change on Sunday.
    "FX, 2024-03-08, 2024-03-07T22:00:00Z, 2024-03-08T22:00:00Z",
    "FX, 2024-03-11, 2024-03-10T21:00:00Z, 2024-03-11T21:00:00Z",
    "FX, 2024-11-04, 2024-11-03T22:00:00Z, 2024-11-04T22:00:00Z",
    "24/7, 2024-03-10, 2024-03-10T00:00:00Z, 2024-03-11T00:00:00Z",
  })
  void barsFillTheSessionFromItsOpenToItsClose(
      String name, LocalDate date, Instant open, Instant close) {
    TradingCalendar calendar = Calendars.of(name);
    List<Bar> bars = barsOfEverySecond(calendar, open, close);
    for (Timeframe timeframe : Timeframe.values()) {
      List<Bar> of = bars.stream().filter(bar -> bar.timeframe() == timeframe).toList();
      Instant next = open;
      for (Bar bar : of) {
        assertThat(bar.start()).as("%s", bar).isEqualTo(next);
        assertThat(bar.sessionDate()).isEqualTo(date);
        if (timeframe.isIntraday()) {
          Instant full = next.plus(timeframe.duration());
          assertThat(bar.end()).isEqualTo(full.isBefore(close) ? full : close);
          assertThat(bar.trades()).isEqualTo(trades(next, bar.end(), close, calendar));
        }
        next = bar.end();
      }
      assertThat(next).as("the last %s bar ends with the session", timeframe).isEqualTo(close);
    }
  }

  /** A trade a second; the one at the close is the closing auction's where there is one. */
  private static long trades(Instant start, Instant end, Instant close, TradingCalendar calendar) {
    long seconds = Duration.between(start, end).toSeconds();
    return end.equals(close) && calendar.closingAuction() ? seconds + 1 : seconds;
  }

  private static List<Bar> barsOfEverySecond(
      TradingCalendar calendar, Instant open, Instant close) {
    SymbolBars symbol = new SymbolBars("X", EnumSet.allOf(Timeframe.class));
    SessionCursor cursor = new SessionCursor(calendar);
    List<Bar> bars = new ArrayList<>();
    long last = close.toEpochMilli() - (calendar.closingAuction() ? 0 : 1_000);
    for (long time = open.toEpochMilli(); time <= last; time += 1_000) {
      Session session = cursor.sessionAt(time).orElseThrow();
      Tick trade = Tick.trade("X", 0, time, 10, 1, "test", false);
      symbol.add(trade, SessionHours.of(session, calendar), Long.MIN_VALUE);
      symbol.advance(time - 1, time - 60_000, bars::add);
    }
    symbol.finish(close.toEpochMilli(), bars::add);
    return bars;
  }
}
