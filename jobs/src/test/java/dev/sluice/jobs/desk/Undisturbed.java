package dev.sluice.jobs.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.connectors.simulated.SimulatedMarket;
import dev.sluice.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;

/** The run that every other is compared with; made once for all tests of a process. */
final class Undisturbed {
  static final List<String> SYMBOLS = List.of("TSLA", "SPY", "NVDA");
  static final int SESSIONS = 2;

  /**
   * Session bars of the desk's own sessions; the eve's are closed too, to be decided on at once.
   */
  static final String CLOSED_BARS =
      "bars where timeframe = '1d' and session_date >= '%s'"
          .formatted(SimulatedMarket.DEFAULT_FIRST_SESSION);

  private static JsonNode summary;
  private static List<String> bars;

  private Undisturbed() {}

  /**
   * Its summary as printed.
   *
   * @param directory where it may live
   */
  static synchronized JsonNode summary(Path directory) throws Exception {
    if (summary == null) {
      Path home = directory.resolve("undisturbed");
      summary =
          DeskProcess.start(
                  home,
                  "--sessions=" + SESSIONS,
                  "--speed=max",
                  "--symbols=" + String.join(",", SYMBOLS))
              .awaitEnd()
              .summary();
      System.out.println("undisturbed: " + summary);
      try (EmbeddedDatabase database = EmbeddedDatabase.start(home.resolve("postgres"))) {
        bars = new DeskRecords(database.jdbcUrl()).bars();
      }
    }
    return summary;
  }

  /**
   * Its bars, see {@link DeskRecords#bars()}.
   *
   * @param directory where it may live
   */
  static synchronized List<String> bars(Path directory) throws Exception {
    summary(directory);
    return bars;
  }
}
