package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.console.Console;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.jobs.cluster.Repository;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person at the page of a real desk: sees equity move, opens a decision, and stops trading; the
 * trading job obeys, and still does after a restart.
 */
class DeskBrowserITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Twelve pages at two widths and five acts, each of which waits for the feed. */
  private static final Duration WALK = Duration.ofMinutes(8);

  /** What the script does, one after the other. */
  private static final List<String> ACTS =
      List.of("PAUSE", "RESUME", "CANCEL_ALL", "FLATTEN", "HALT");

  @TempDir Path directory;

  @Test
  void tradingStopsFromThePageAndStaysStopped() throws Exception {
    Optional<Path> chromium = chromium();
    assumeTrue(chromium.isPresent(), "no Chromium: set CHROMIUM to its path to run this test");
    assumeTrue(
        Console.class.getClassLoader().getResource("web/index.html") != null,
        "the page was left out of this build (-Dskip.web)");
    Path home = directory.resolve("home");
    Map<String, String> accounts = Map.of("SLUICE_ACCOUNTS", twoAccounts().toString());
    Control halt;
    try (RunningDesk desk =
        RunningDesk.start(home, Undisturbed.SYMBOLS, -1, new Pace(500), accounts)) {
      DeskRecords records = desk.begin().records();
      Await.until("a fill", PATIENCE, () -> records.count("trades") > 0);
      Await.until("a denial", PATIENCE, () -> records.count("orders where status = 'DENIED'") > 0);
      walk(desk, chromium.get());
      Await.until("the rows of all acts", PATIENCE, () -> records.count("controls") == ACTS.size());
      halt = lastControl(desk);
      assertHalted(records, halt);
      desk.interrupt();
      desk.awaitEnd();
    }
    try (RunningDesk desk = RunningDesk.start(home, null, 2, Pace.MAX, accounts)) {
      DeskSummary summary = desk.begin().awaitEnd();
      assertThat(summary.sessions()).isGreaterThanOrEqualTo(2);
      assertHalted(desk.records(), halt);
      assertThat(lastControl(desk)).isEqualTo(halt);
      // Executions went on to be made, and nothing came of them.
      assertThat(desk.records().count("trading_signals where generated_at > " + at(halt)))
          .isGreaterThanOrEqualTo(2L * Undisturbed.SYMBOLS.size());
    }
  }

  /** The usual account, and one that is denied whatever it wants to enter. */
  private Path twoAccounts() throws IOException {
    return Files.writeString(
        directory.resolve("accounts.json"),
        """
        {"accounts": [{"name": "paper"}, {"name": "strict", "limits": {"max_notional": 1}}]}
        """);
  }

  private void walk(RunningDesk desk, Path chromium) throws Exception {
    Path said = directory.resolve("browser.log");
    ProcessBuilder builder =
        new ProcessBuilder("node", "e2e/desk.mjs")
            .directory(Repository.file("console/web").toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("DESK_URL", desk.endpoints().get("console_address"));
    builder.environment().put("DESK_TOKEN", desk.endpoints().get("console_token"));
    builder.environment().put("CHROMIUM", chromium.toString());
    Process script = builder.start();
    try {
      boolean ended = script.waitFor(WALK.toMillis(), TimeUnit.MILLISECONDS);
      String output = Files.readString(said);
      System.out.println(output.indent(2));
      assertThat(ended).as("ended in time: " + output).isTrue();
      assertThat(script.exitValue()).as(output).isZero();
      assertThat(output)
          .contains("equity moved from", "charts and answer are there", "changes are there")
          .contains("limits with their distance", "NOTIONAL_LIMIT", "DONE");
    } finally {
      script.descendants().forEach(ProcessHandle::destroyForcibly);
      script.destroyForcibly().waitFor();
    }
  }

  /** Halted, and since that time no order was made and nothing was filled. */
  private static void assertHalted(DeskRecords records, Control halt) throws Exception {
    assertThat(records.rows("select state from accounts"))
        .hasSize(2)
        .allSatisfy(account -> assertThat(account.get("state")).isEqualTo("HALTED"));
    List<Map<String, Object>> rows = records.rows("select * from controls order by effective_at");
    assertThat(rows).extracting(row -> row.get("action")).isEqualTo(ACTS);
    Map<String, Object> row = rows.get(rows.size() - 1);
    assertThat(row.get("id")).isEqualTo(halt.id());
    assertThat(row.get("action")).isEqualTo("HALT");
    assertThat(((Timestamp) row.get("effective_at")).toInstant()).isEqualTo(halt.effectiveAt());
    assertThat(records.rows("select * from orders where created_at >= " + at(halt)))
        .allSatisfy(order -> assertThat(order.get("status")).isEqualTo("DENIED"));
    assertThat(records.count("trades where event_time >= " + at(halt))).isZero();
    assertThat(records.count("orders where status in ('ACCEPTED', 'PARTIALLY_FILLED')")).isZero();
  }

  private static String at(Control control) {
    return "'" + control.effectiveAt() + "'::timestamptz";
  }

  /** The last control that the trading job says it has taken; each account says each. */
  private static Control lastControl(RunningDesk desk) throws Exception {
    List<Control> controls = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = FeedClients.consumer(desk.endpoints().get("kafka"))) {
      List<TopicPartition> all =
          consumer.partitionsFor(Topics.CONTROLS).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.headers().lastHeader(Headers.WATERMARK) == null) {
            controls.add(JsonCodec.CONTROL.decode(record.value()));
          }
        }
      }
    }
    List<Control> taken =
        controls.stream().distinct().sorted(Comparator.comparing(Control::effectiveAt)).toList();
    assertThat(taken).extracting(control -> control.action().name()).isEqualTo(ACTS);
    Control control = taken.get(taken.size() - 1);
    assertThat(control.action()).isEqualTo(ControlAction.HALT);
    assertThat(control.reason()).isEqualTo("browser test of HALT");
    assertThat(control.effectiveAt()).isAfter(Instant.EPOCH);
    return control;
  }

  private static Optional<Path> chromium() {
    String named = System.getenv("CHROMIUM");
    Stream<String> usual =
        Stream.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/snap/bin/chromium");
    return (named == null ? usual : Stream.of(named))
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
