package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.connectors.feed.Pace;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.jobs.cli.SluiceCommand;
import dev.sluice.jobs.config.SluiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk that begins with a history which was loaded before. */
class HistoryDeskITCase {
  private static final List<String> SYMBOLS = List.of("AAA", "BBB");
  private static final int HISTORY = 260;
  private static final int TRADED = 3;

  @TempDir private Path directory;

  @Test
  void theHistoryWarmsIndicatorsAndWakesNoAnalyst() throws Exception {
    List<LocalDate> sessions = sessions();
    Path old = file("old.csv", sessions.subList(0, HISTORY));
    // Overlaps with the history by a session: what the feed has itself is not history.
    Path feed = file("feed.csv", sessions.subList(HISTORY - 1, HISTORY + TRADED - 1));
    Path home = directory.resolve("home");
    assertThat(
            SluiceCommand.commandLine()
                .execute("backfill", old.toString(), "--home", home.toString()))
        .isZero();
    DeskOptions options = new DeskOptions(home, feed.toString(), null, null, -1, Pace.MAX, true);
    try (RunningDesk desk = RunningDesk.start(options, Map.of())) {
      DeskSummary summary = desk.begin().awaitEnd();
      DeskRecords records = desk.records();
      assertThat(summary.deadLetters()).isZero();
      assertThat(summary.analyses()).as("of traded sessions alone").isEqualTo(2 * TRADED);
      assertThat(records.count("bars where timeframe = '1d'"))
          .isEqualTo(2 * (HISTORY - 1 + TRADED));
      LocalDate first = sessions.get(HISTORY - 1);
      for (int s = 0; s < SYMBOLS.size(); s++) {
        assertThat(
                records
                    .number(
                        "select sma_200 from indicators where timeframe = '1d' and symbol = '%s'"
                                .formatted(SYMBOLS.get(s))
                            + " and session_date = '"
                            + first
                            + "'")
                    .doubleValue())
            .isCloseTo(meanOfCloses(sessions.subList(HISTORY - 200, HISTORY), s), within(1e-6));
      }
      assertThat(records.doubles()).isEmpty();
      assertThat(exported(home).lines()).as("from a running desk").hasSize(1 + 2 * HISTORY);
    }
    goesOnAndKnowsThatItHasAHistory(home, feed);
  }

  private static String exported(Path home) {
    StringWriter out = new StringWriter();
    int code =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out))
            .execute("export", "--home", home.toString());
    assertThat(code).isZero();
    return out.toString();
  }

  private void goesOnAndKnowsThatItHasAHistory(Path home, Path feed) throws Exception {
    try (RunningDesk again = RunningDesk.start(home, null, -1, Pace.MAX, Map.of())) {
      assertThat(again.begin().awaitEnd().bars())
          .containsEntry("1d", (long) 2 * (HISTORY - 1 + TRADED));
    }
    assertThatThrownBy(
            () ->
                DeskStarter.start(
                    new DeskOptions(
                        directory.resolve("simulated"), null, null, null, 1, Pace.MAX, true),
                    SluiceConfig.from(new String[0], Map.of())))
        .isInstanceOf(DeskException.class)
        .hasMessageContaining("--history: was given for the simulated market");
  }

  private static List<LocalDate> sessions() {
    ExchangeCalendar nyse = ExchangeCalendar.nyse();
    return LocalDate.of(2023, 1, 1)
        .datesUntil(LocalDate.of(2024, 7, 1))
        .filter(date -> nyse.session(date).isPresent())
        .limit(HISTORY + TRADED)
        .toList();
  }

  /** A price that is exact with two decimals. */
  private static double close(LocalDate date, int symbol) {
    return Math.round(5000 + 500 * Math.sin(date.toEpochDay() / 11.0 + symbol)) / 100.0;
  }

  private static double meanOfCloses(List<LocalDate> dates, int symbol) {
    return dates.stream().mapToDouble(date -> close(date, symbol)).average().orElseThrow();
  }

  private Path file(String name, List<LocalDate> dates) throws IOException {
    List<String> lines = new ArrayList<>(List.of("symbol,date,open,high,low,close,volume"));
    for (int s = 0; s < SYMBOLS.size(); s++) {
      for (LocalDate date : dates) {
        double close = close(date, s);
        lines.add(
            "%s,%s,%s,%s,%s,%s,1000"
                .formatted(SYMBOLS.get(s), date, close, close + 1, close - 1, close));
      }
    }
    return Files.write(directory.resolve(name), lines);
  }
}
