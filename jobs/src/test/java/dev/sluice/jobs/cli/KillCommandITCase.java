package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.embedded.EmbeddedDatabase;
import dev.sluice.sinks.Migrations;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kill switch on the command line against the real sequencer and the real trading job, on a
 * Kafka of the test's own, without a database: to stop trading must not need one.
 */
class KillCommandITCase {
  @TempDir static Path home;
  private static ControlledDesk desk;

  @BeforeAll
  static void trade() throws Exception {
    desk = new ControlledDesk(home, "one;two");
  }

  @AfterAll
  static void end() throws Exception {
    desk.close();
  }

  private static ControlledDesk.Answer kill(String... arguments) throws Exception {
    return desk.run("kill", arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "pause, PAUSE, PAUSED",
    "cancel, CANCEL_ALL, ACTIVE",
    "flatten, FLATTEN, PAUSED",
    "halt, HALT, HALTED"
  })
  void eachActIsInForceForTheOneAccountThatItIsForAndResumeLiftsIt(
      String act, String action, String state) throws Exception {
    assertThat(kill("resume", "--reason", "before " + act).exit()).isZero();
    ControlledDesk.Answer stopped = kill(act, "--account", "one", "--reason", "test of " + act);
    assertThat(stopped.exit()).isZero();
    assertThat(stopped.json().path("status").asText()).isEqualTo("IN_FORCE");
    assertThat(stopped.json().path("accounts")).hasSize(1);
    Control control = inForce(stopped.json().path("control_id").asText());
    assertThat(control.action().name()).isEqualTo(action);
    assertThat(control.account()).isEqualTo("one");
    assertThat(control.reason()).isEqualTo("test of " + act);
    assertThat(control.requestedBy()).isEqualTo("cli:" + System.getProperty("user.name"));
    assertThat(control.effectiveAt())
        .isEqualTo(Instant.parse(stopped.json().path("effective_at").asText()))
        .isBefore(Instant.ofEpochMilli(desk.clock.get()));
    // Whoever is told that all accounts resumed may rely on what those before it did as well.
    ControlledDesk.Answer resumed = kill("resume", "--all", "--reason", "after " + act);
    Instant lifted = Instant.parse(resumed.json().path("effective_at").asText());
    assertThat(statesBefore(lifted)).containsEntry("one", state).containsEntry("two", "ACTIVE");
    assertThat(statesBefore(lifted.plusMillis(1)))
        .containsEntry("one", "ACTIVE")
        .containsEntry("two", "ACTIVE");
  }

  @Test
  void allMeansThatEveryAccountHasTakenItWhenTheCommandEnds() throws Exception {
    ControlledDesk.Answer halted = kill("halt", "--reason", "everything");
    assertThat(halted.exit()).isZero();
    assertThat(halted.json().path("account").asText()).isEqualTo("*");
    Instant after = Instant.parse(halted.json().path("effective_at").asText()).plusMillis(1);
    assertThat(statesBefore(after)).isEqualTo(Map.of("one", "HALTED", "two", "HALTED"));
    assertThat(kill("resume", "--reason", "everything").exit()).isZero();
  }

  @Test
  void whatIsNotInForceInTimeIsSaidToBeRequestedAndTheSameIdAsksAgain() throws Exception {
    desk.standsStill.set(true);
    ControlledDesk.Answer first;
    try {
      first = kill("pause", "--reason", "the clock stands", "--wait", "1", "--id", "lunch-2024");
    } finally {
      desk.standsStill.set(false);
    }
    assertThat(first.exit()).isEqualTo(KillCommand.REQUESTED);
    assertThat(first.json().path("status").asText()).isEqualTo("REQUESTED");
    assertThat(first.json().path("effective_at").isNull()).isTrue();
    String[] again = {"pause", "--reason", "the clock stands", "--id", "lunch-2024"};
    ControlledDesk.Answer second = kill(again);
    assertThat(second.exit()).isZero();
    ControlledDesk.Answer third = kill(again);
    assertThat(third.exit()).isZero();
    assertThat(third.json().path("effective_at"))
        .as("done once")
        .isEqualTo(second.json().path("effective_at"));
    assertThat(third.json().path("control_id")).isEqualTo(first.json().path("control_id"));
    assertThat(kill("resume", "--reason", "lunch is over").exit()).isZero();
  }

  @Test
  void anAccountThatTheRecordsDoNotHaveIsRefusedAndNothingIsRequested(@TempDir Path other)
      throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(other.resolve("postgres"))) {
      Migrations.migrate(database.url(), database.user(), database.password());
      try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
          Statement statement = connection.createStatement()) {
        statement.execute(
            "insert into accounts values ('a1', 'one', 1, 1, 0, 0, 0, 0, 1, 0, 0, 'ACTIVE', null,"
                + " '2024-01-08T17:00:00Z', true, 1)");
      }
      Files.writeString(
          other.resolve("endpoints.json"),
          ControlledDesk.JSON.writeValueAsString(
              Map.of("kafka", desk.kafka.bootstrapServers(), "postgres", database.jdbcUrl())));
      int requests = desk.read(Topics.REQUESTS, JsonCodec.CONTROL).size();
      StringWriter err = new StringWriter();
      String[] halt = {
        "kill", "halt", "--account", "onne", "--reason", "typo", "--home", other.toString()
      };
      int exit = SluiceCommand.commandLine().setErr(new PrintWriter(err, true)).execute(halt);
      assertThat(exit).isEqualTo(2);
      assertThat(err.toString()).startsWith("--account: was 'onne', expected one of one");
      assertThat(desk.read(Topics.REQUESTS, JsonCodec.CONTROL)).hasSize(requests);
      halt[3] = "one";
      assertThat(SluiceCommand.commandLine().execute(halt)).isZero();
    }
  }

  private static Control inForce(String id) {
    return desk.read(Topics.CONTROLS, JsonCodec.CONTROL).stream()
        .filter(control -> control.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** State of each account by its last snapshot before a time. */
  private static Map<String, String> statesBefore(Instant time) {
    Map<String, String> states = new TreeMap<>();
    for (PortfolioSnapshot snapshot : desk.read(Topics.PORTFOLIO, JsonCodec.PORTFOLIO)) {
      if (snapshot.eventTime().isBefore(time)) {
        states.put(snapshot.account(), snapshot.state());
      }
    }
    return states;
  }
}
