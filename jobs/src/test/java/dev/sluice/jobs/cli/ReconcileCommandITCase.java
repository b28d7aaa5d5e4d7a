package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's corrections on the command line, against the real sequencer and trading job. */
class ReconcileCommandITCase {
  private static final String ACCOUNTS =
      """
      {"accounts": [{"name": "away", "venue": "REMOTE", "strategies": ["rule"]}]}
      """;

  @TempDir static Path home;
  private static ControlledDesk desk;

  @BeforeAll
  static void trade() throws Exception {
    Path accounts = Files.writeString(home.resolve("accounts.json"), ACCOUNTS);
    desk = new ControlledDesk(home, accounts.toString());
  }

  @AfterAll
  static void end() throws Exception {
    desk.close();
  }

  private static ControlledDesk.Answer reconcile(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--account", "away", "--reason", "the venue's statement"));
    return desk.run("reconcile", line.toArray(String[]::new));
  }

  @Test
  void aTradeIsRefusedWithItsReasonUntilTheAccountIsHaltedAndThenBookedOnce() throws Exception {
    ControlledDesk.Answer refused = reconcile("book", "--trade", "BUY 100 SPY 412.35 1.00");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.json().path("status").asText()).isEqualTo("REFUSED");
    assertThat(refused.json().path("refused").asText())
        .isEqualTo("account 'away': BOOK_TRADE: the account is ACTIVE, expected HALTED");

    assertThat(desk.run("kill", "halt", "--reason", "to book").exit()).isZero();
    String[] again = {"book", "--trade", "BUY 100 SPY 412.35 1.00", "--id", "statement-17"};
    ControlledDesk.Answer booked = reconcile(again);
    assertThat(booked.exit()).isZero();
    assertThat(booked.json().path("status").asText()).isEqualTo("IN_FORCE");
    ControlledDesk.Answer second = reconcile(again);
    assertThat(second.exit()).isZero();
    assertThat(second.json().path("effective_at")).isEqualTo(booked.json().path("effective_at"));

    ControlledDesk.Answer other =
        reconcile("book", "--trade", "SELL 1 SPY 400", "--id", "statement-17");
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.json().path("refused").asText())
        .startsWith("the id is that of another request, BOOK_TRADE of account away");

    // Whoever is told of the later control may rely on what those before it did as well.
    assertThat(desk.run("kill", "pause", "--all", "--reason", "later").exit()).isZero();
    List<Fill> fills = desk.read(Topics.EXECUTIONS, JsonCodec.FILL);
    assertThat(fills).hasSize(1);
    assertThat(fills.get(0).quantity()).isEqualByComparingTo("100");
    assertThat(fills.get(0).venue()).isEqualTo("REMOTE");
    List<PortfolioSnapshot> portfolio = desk.read(Topics.PORTFOLIO, JsonCodec.PORTFOLIO);
    PortfolioSnapshot last = portfolio.get(portfolio.size() - 1);
    assertThat(last.cash()).isEqualByComparingTo("58764.00");
    assertThat(last.positions()).hasSize(1);
    assertThat(desk.read(Topics.VENUE_REQUESTS, JsonCodec.VENUE_REQUEST)).isEmpty();
  }

  @Test
  void anOrderThatIsNotAtWorkCannotBeSettled() throws Exception {
    ControlledDesk.Answer refused = reconcile("settle", "--order", "nobody-knows-it");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.json().path("refused").asText())
        .contains("value: was 'nobody-knows-it', expected the id of an order that is at work");
  }

  @Test
  void whatIsMissingOrWrongIsSaidBeforeAnythingIsAsked() {
    int requests = desk.read(Topics.REQUESTS, JsonCodec.CONTROL).size();
    Map<List<String>, String> wrong =
        Map.of(
            List.of("reconcile"), "expected settle or book",
            List.of("reconcile", "book", "--account", "away", "--reason", "why"), "--trade",
            List.of("reconcile", "settle", "--order", "x", "--reason", "why"),
                "--account: was 'null'",
            List.of(
                    "reconcile",
                    "book",
                    "--account",
                    "away",
                    "--reason",
                    "why",
                    "--trade",
                    "BUY ten SPY 1"),
                "quantity: was 'ten'",
            List.of(
                    "reconcile",
                    "book",
                    "--account",
                    "*",
                    "--reason",
                    "why",
                    "--trade",
                    "BUY 1 SPY 1"),
                "account: was '*'");
    wrong.forEach(
        (line, message) -> {
          StringWriter err = new StringWriter();
          int exit =
              SluiceCommand.commandLine()
                  .setErr(new PrintWriter(err, true))
                  .execute(line.toArray(String[]::new));
          assertThat(exit).isEqualTo(2);
          assertThat(err.toString()).contains(message);
        });
    assertThat(desk.read(Topics.REQUESTS, JsonCodec.CONTROL)).hasSize(requests);
  }
}
