package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeCalendarTest {
  private final TradingCalendar nyse = ExchangeCalendar.nyse();

  @ParameterizedTest
  @CsvSource({
    "daily/us_etf_megacap_daily_1999_2013.csv.gz, SPY, 1999-11-01",
    "daily/sp500_stocks_daily_2012_2020.csv.gz, WFC, 2012-01-03",
    "daily/skender_longest_gspc_daily.csv.gz, ^GSPC, 1971-01-04"
  })
  void theSessionsAreTheDatesOnWhichTheMarketTraded(String name, String symbol, LocalDate from)
      throws IOException {
    TreeSet<LocalDate> traded = new TreeSet<>(dates(SharedData.file(name), symbol, from));
    List<LocalDate> sessions = new ArrayList<>();
    for (LocalDate day = traded.first(); !day.isAfter(traded.last()); day = day.plusDays(1)) {
      nyse.session(day).map(Session::date).ifPresent(sessions::add);
    }
    assertThat(sessions).containsExactlyElementsOf(traded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1993-11-26", "1997-12-26", "1999-12-31", "2002-07-05", "2003-12-24", "2003-12-26",
        "2012-07-03", "2012-11-23", "2013-07-03", "2018-07-03", "2018-11-23", "2018-12-24",
        "2019-07-03", "2023-07-03", "2024-07-03", "2024-11-29", "2024-12-24", "2025-07-03",
        "2025-11-28", "2025-12-24"
      })
  void shortDaysCloseAtOne(LocalDate date) {
    Session session = nyse.session(date).orElseThrow();
    assertThat(session.close().atZone(java.time.ZoneId.of("America/New_York")).getHour())
        .isEqualTo(13);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1994-07-01", "2002-07-03", "2004-12-23", "2013-07-05", "2015-07-02", "2020-07-02",
        "2021-07-02", "2021-12-23", "2021-12-31", "2022-12-23", "2024-07-05", "2027-07-02"
      })
  void theirNeighboursAreFullDays(LocalDate date) {
    Session session = nyse.session(date).orElseThrow();
    assertThat(session.close().atZone(java.time.ZoneId.of("America/New_York")).getHour())
        .isEqualTo(16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1994-04-27", "2018-12-05", "2020-07-03", "2021-07-05", "2021-12-24", "2022-06-20",
        "2023-01-02", "2024-06-19", "2025-01-09", "2025-04-18", "2026-07-03", "2027-06-18",
        "2027-12-24", "2024-06-22", "2024-06-23"
      })
  void closedDaysHaveNoSession(LocalDate date) {
    assertThat(nyse.session(date)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1997-01-20", "2021-06-18", "2010-12-31", "2004-12-31", "1999-12-31"})
  void daysThatLookLikeHolidaysAndWereNone(LocalDate date) {
    assertThat(nyse.session(date)).isPresent();
  }

  @Test
  void summerTimeMovesTheOpen() {
    assertThat(nyse.session(LocalDate.of(2024, 3, 8)).orElseThrow().open())
        .isEqualTo(Instant.parse("2024-03-08T14:30:00Z"));
    assertThat(nyse.session(LocalDate.of(2024, 3, 11)).orElseThrow().open())
        .isEqualTo(Instant.parse("2024-03-11T13:30:00Z"));
    assertThat(nyse.session(LocalDate.of(2002, 9, 11)).orElseThrow().open())
        .isEqualTo(Instant.parse("2002-09-11T16:00:00Z"));
  }

  @Test
  void theDateIsNewYorksNotUtcs() {
    assertThat(nyse.dateOf(Instant.parse("2024-07-09T03:59:59Z")))
        .isEqualTo(LocalDate.of(2024, 7, 8));
    assertThat(nyse.sessionAt(Instant.parse("2024-07-08T20:00:00Z"))).isPresent();
    assertThat(nyse.sessionAt(Instant.parse("2024-07-08T20:00:00.001Z"))).isEmpty();
  }

  @Test
  void weeksEndOnTheLastSession() {
    assertThat(nyse.lastOfWeek(LocalDate.of(2025, 4, 14)).date())
        .isEqualTo(LocalDate.of(2025, 4, 17));
    assertThat(nyse.firstOfWeek(LocalDate.of(2024, 9, 5)).date())
        .isEqualTo(LocalDate.of(2024, 9, 3));
  }

  private static List<LocalDate> dates(Path file, String symbol, LocalDate from)
      throws IOException {
    List<LocalDate> dates = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", 3);
        if (fields[0].equals(symbol) && fields[1].compareTo(from.toString()) >= 0) {
          dates.add(LocalDate.parse(fields[1]));
        }
      }
    }
    assertThat(dates).as("rows of %s", symbol).hasSizeGreaterThan(1000);
    return dates;
  }
}
