package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.embedded.EmbeddedDatabase;
import dev.sluice.embedded.EmbeddedObjectStore;
import dev.sluice.wire.JsonCodec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are away for a while and a language model on a bad day, under a running desk. */
class DeskFaultsITCase {
  private static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir static Path directory;

  @AfterAll
  static void endProcesses() throws Exception {
    DeskProcess.endAll();
  }

  @Test
  void storesThatAreAwayDelayAndLoseNothing() throws Exception {
    JsonNode undisturbed = Undisturbed.summary(directory);
    Path home = directory.resolve("away");
    tradeWithoutDatabase(home);
    try (RunningDesk desk = start(home, Undisturbed.SESSIONS, Pace.MAX)) {
      EmbeddedObjectStore store = desk.parts().services().objectStore();
      URI endpoint = store.endpoint();
      store.close();
      DeskRecords records = desk.begin().records();
      // Bars go on to be recorded while the analyses of the close wait for their charts.
      Await.until("closes", PATIENCE, () -> records.count(Undisturbed.CLOSED_BARS) == 6);
      assertThat(records.count("trading_signals")).as("signals before any close").isEqualTo(3);
      assertThat(records.count("charts")).isEqualTo(6);
      try (EmbeddedObjectStore back =
          EmbeddedObjectStore.start(home.resolve("s3"), endpoint.getPort())) {
        assertThat(back.endpoint()).isEqualTo(endpoint);
        DeskSummary summary = desk.awaitEnd();
        assertThat(JSON.readTree(JSON.writeValueAsString(summary))).isEqualTo(undisturbed);
        assertThat(records.doubles()).isEmpty();
        Lineage.assertComplete(records, desk.endpoints());
      }
    }
  }

  /** Stops the database in the first session until the accounts have gone on without it. */
  private static void tradeWithoutDatabase(Path home) throws Exception {
    try (RunningDesk desk = start(home, -1, new Pace(60))) {
      DeskRecords records = desk.begin().records();
      Await.until("an execution", PATIENCE, () -> records.count("trading_signals") == 3);
      EmbeddedDatabase database = desk.parts().services().database();
      int port = URI.create(database.url().substring("jdbc:".length())).getPort();
      long begun = System.nanoTime();
      database.close();
      long before = desk.takenThrough();
      Await.until(
          "ten minutes of trading without a database",
          PATIENCE,
          () -> desk.takenThrough() >= before + Duration.ofMinutes(10).toMillis());
      try (EmbeddedDatabase back = EmbeddedDatabase.start(home.resolve("postgres"), port)) {
        System.out.printf("database away for %.1f s%n", (System.nanoTime() - begun) / 1e9);
        assertThat(back.url()).isEqualTo(database.url());
        desk.interrupt();
        assertThat(desk.awaitEnd().sessions()).isZero();
      }
    }
  }

  private static RunningDesk start(Path home, int sessions, Pace pace) throws Exception {
    return RunningDesk.start(home, Undisturbed.SYMBOLS, sessions, pace, Map.of());
  }

  @Test
  void modelOnABadDayCostsSignalsAndNothingElse() throws Exception {
    try (FaultyModel model = new FaultyModel();
        RunningDesk desk =
            RunningDesk.start(
                directory.resolve("bad-day"),
                List.of("TSLA", "SPY", "NVDA", "TLT"),
                Undisturbed.SESSIONS,
                Pace.MAX,
                Map.of(
                    "OPENAI_BASE_URL", model.baseUrl(),
                    "OPENAI_API_KEY", "not-a-key",
                    "SLUICE_ANALYST_MODEL", "offline-rules",
                    "SLUICE_ANALYST_DEADLINE", "2 s",
                    "SLUICE_CHARTS", "none"))) {
      DeskSummary summary = desk.begin().awaitEnd();
      DeskRecords records = desk.records();
      List<String> statuses =
          records.rows("select status from llm_analyses order by status").stream()
              .map(row -> (String) row.get("status"))
              .toList();
      assertThat(summary.sessions()).isEqualTo(Undisturbed.SESSIONS);
      assertThat(summary.analyses()).isEqualTo(12);
      assertThat(statuses)
          .containsExactly(
              "EMPTY",
              "NOT_JSON",
              "NOT_JSON",
              "OK",
              "OK",
              "OK",
              "RATE_LIMITED",
              "REFUSED",
              "SERVER_ERROR",
              "TIMEOUT",
              "UNREACHABLE",
              "WRONG_SCHEMA");
      assertThat(
              records.rows(
                  "select a.status, a.failure, s.signal_type, s.confidence from llm_analyses a left"
                      + " join trading_signals s on s.llm_analysis_id = a.id where a.status <> 'OK'"
                      + " and (a.failure is null or a.confidence_score <> 0 or s.signal_type is"
                      + " distinct from 'HOLD')"))
          .isEmpty();
      assertThat(records.count("workflow_executions where completed_at is not null")).isEqualTo(3);
    }
  }
}
