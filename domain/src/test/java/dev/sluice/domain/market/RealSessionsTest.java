package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Minutes and quotes of the real world lie in the calendars' sessions, and none is without. */
class RealSessionsTest {
  @ParameterizedTest
  @CsvSource({
    // file, calendar, first session, last session
    "intraday/fx_gbpusd_bid_1min_2012.csv.gz, FX, 2012-02-01, 2012-02-20",
    "intraday/fx_usdjpy_bid_1min_2013.csv.gz, FX, 2013-02-01, 2013-02-20",
    "intraday/us_etf_1min_2019-12_2020-01.csv.gz, NYSE, 2019-12-13, 2020-01-17",
    "intraday/crypto_btc_perp_1min_2022-01.csv.gz, 24/7, 2021-12-31, 2022-01-21",
  })
  void minutesLieInSessionsAndEachSessionHasSome(
      String file, String name, LocalDate from, LocalDate to) throws IOException {
    TradingCalendar calendar = Calendars.of(name);
    TreeMap<LocalDate, Integer> minutes = sessions(file, calendar);
    List<LocalDate> expected = new ArrayList<>();
    for (Session s = calendar.next(from.minusDays(1));
        !s.date().isAfter(to);
        s = calendar.next(s.date())) {
      expected.add(s.date());
    }
    assertThat(minutes.keySet()).containsExactlyElementsOf(expected);
  }

  /** The year's first quotes come at 17:00 New York of New Year's Day. */
  @ParameterizedTest
  @CsvSource({
    "ticks/usdjpy_truefx_quotes_2013-01-01.csv.gz, 2013-01-02",
    "ticks/eurusd_histdata_quotes_2020-01-01.csv.gz, 2020-01-02",
  })
  void theYearOpensOnTheEveningOfNewYearsDay(String file, LocalDate session) throws IOException {
    TradingCalendar calendar = Calendars.of("FX");
    assertThat(sessions(file, calendar)).containsOnlyKeys(session);
    Instant first = times(file).get(0);
    Instant open = calendar.session(session).orElseThrow().open();
    assertThat(first).isBetween(open, open.plusSeconds(1));
  }

  private static TreeMap<LocalDate, Integer> sessions(String file, TradingCalendar calendar)
      throws IOException {
    SessionCursor cursor = new SessionCursor(calendar);
    TreeMap<LocalDate, Integer> sessions = new TreeMap<>();
    for (Instant time : times(file)) {
      assertThat(cursor.sessionAt(time.toEpochMilli())).as("%s", time).isPresent();
      sessions.merge(cursor.sessionAt(time.toEpochMilli()).orElseThrow().date(), 1, Integer::sum);
    }
    return sessions;
  }

  private static List<Instant> times(String file) throws IOException {
    List<Instant> times = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.file(file))),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        times.add(Instant.parse(line.split(",", 3)[1]));
      }
    }
    assertThat(times).hasSizeGreaterThan(500);
    return times;
  }
}
