package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.wire.JsonCodec;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The desk as its user starts it, in processes of its own: what one undisturbed run prints, and
 * that a run which is killed, interrupted and fed with rubbish comes to the same.
 */
class DeskITCase {
  private static final String SYMBOLS = String.join(",", Undisturbed.SYMBOLS);
  private static final BigDecimal INITIAL_CASH = new BigDecimal("100000");

  private static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static JsonNode undisturbed;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    undisturbed = Undisturbed.summary(directory);
  }

  @AfterAll
  static void endProcesses() throws Exception {
    DeskProcess.endAll();
  }

  @Test
  void twoSessionsAreTradedAndSummarized() {
    JsonNode s = undisturbed;
    assertThat(s.at("/sessions").asInt()).isEqualTo(2);
    // Three symbols, two sessions of 390 minutes.
    assertThat(s.at("/ticks").asLong()).isGreaterThan(3 * 2 * 390);
    assertThat(s.at("/dead_letters").asLong()).isZero();
    assertThat(s.at("/bars/1m").asLong()).isBetween(3 * 2 * 300L, 3 * 2 * 390L);
    assertThat(s.at("/bars/1d").asLong()).isGreaterThan(3 * 202);
    assertThat(s.at("/bars/1w").asLong()).isGreaterThan(3 * 40);
    assertThat(s.at("/indicators").asLong())
        .isEqualTo(s.at("/bars/1d").asLong() + s.at("/bars/1w").asLong());
    // An execution for the last session of the history and for each session traded.
    assertThat(s.at("/analyses").asLong()).isEqualTo(3 * 3);
    assertThat(s.at("/charts").asLong()).isEqualTo(2 * s.at("/analyses").asLong());
    assertThat(
            s.at("/signals/BUY").asLong()
                + s.at("/signals/SELL").asLong()
                + s.at("/signals/HOLD").asLong())
        .isEqualTo(s.at("/analyses").asLong());
    assertThat(s.at("/orders").asLong()).isPositive();
    assertThat(s.at("/fills").asLong()).isPositive();
    assertThat(s.at("/denials").asLong()).isLessThan(s.at("/orders").asLong());
    assertThat(s.at("/accounts")).hasSize(1);
    assertThat(s.at("/accounts/0/account").asText()).isEqualTo("paper");
    assertThat(s.at("/accounts/0/equity").asDouble()).isBetween(90_000.0, 110_000.0);
    assertThat(s.at("/accounts/0/max_drawdown").asDouble()).isBetween(0.0, 0.1);
    assertThat(s.at("/decisions_sha256").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void theSameSeedDecidesTheSameAndChartsDecideNothing() throws Exception {
    JsonNode again =
        DeskProcess.start(
                directory.resolve("again"),
                "--sessions=2",
                "--speed=max",
                "--symbols=" + SYMBOLS,
                "--seed=1",
                "--charts=none")
            .awaitEnd()
            .summary();
    assertThat(again.at("/charts").asLong()).isZero();
    assertThat(without(again, "charts")).isEqualTo(without(undisturbed, "charts"));
  }

  @Test
  void killedInterruptedAndFedWithRubbishItComesToTheSame() throws Exception {
    Path home = directory.resolve("disturbed");
    killInTheFirstSession(home);
    Map<String, Long> rubbish = interruptWithRubbishAtTheTail(home);

    try (RunningDesk desk = RunningDesk.start(home, null, 2, Pace.MAX, Map.of())) {
      DeskSummary summary = desk.begin().awaitEnd();
      DeskRecords records = desk.records();
      assertThat(lettersByCode(records)).isEqualTo(rubbish);
      JsonNode printed = JSON.readTree(JSON.writeValueAsString(summary));
      assertThat(without(printed, "dead_letters")).isEqualTo(without(undisturbed, "dead_letters"));
      assertThat(records.bars()).isEqualTo(Undisturbed.bars(directory));
      assertThat(records.doubles()).isEmpty();
      assertThat(records.cashUnaccountedFor("paper", INITIAL_CASH)).isEqualByComparingTo("0");
      assertThat(records.positionsUnaccountedFor()).isEmpty();
      assertThat(records.ordersUnaccountedFor()).isEmpty();
    }
  }

  /** {@code kill -9} after the first fill, long before the session's close. */
  private static void killInTheFirstSession(Path home) throws Exception {
    DeskProcess desk =
        DeskProcess.start(home, "--sessions=2", "--speed=60", "--symbols=" + SYMBOLS);
    DeskRecords records = desk.records();
    Await.until("a fill", PATIENCE, () -> records.count("trades") > 0);
    assertThat(records.count(Undisturbed.CLOSED_BARS))
        .as("sessions closed before the kill")
        .isZero();
    desk.kill();
  }

  /**
   * Goes on in the same session, slowly; then rubbish and, with rubbish at the log's end, Ctrl-C.
   *
   * @return the dead letters to come
   */
  private static Map<String, Long> interruptWithRubbishAtTheTail(Path home) throws Exception {
    DeskProcess desk = DeskProcess.start(home, "--speed=60");
    DeskRecords records = desk.records();
    String kafka = desk.endpoints().get("kafka").asText();
    long before = records.count("bars where timeframe = '1m'");
    Await.until(
        "the desk at work again",
        PATIENCE,
        () -> records.count("bars where timeframe = '1m'") > before);
    long clock =
        records
            .number(
                "select max(extract(epoch from end_time)) * 1000 from bars where timeframe = '1m'")
            .longValue();
    Rubbish rubbish = new Rubbish(clock);
    rubbish.publish(kafka);
    Await.until("dead letters", PATIENCE, () -> lettersByCode(records).equals(rubbish.codes()));
    assertThat(records.count(Undisturbed.CLOSED_BARS)).as("sessions closed before Ctrl-C").isZero();
    rubbish.publish(kafka);
    desk.interrupt();
    assertThat(desk.awaitEnd().summary().at("/sessions").asInt()).isZero();
    assertThat(DeskHome.endpointsFile(home)).doesNotExist();
    Map<String, Long> twice = new TreeMap<>();
    rubbish.codes().forEach((code, count) -> twice.put(code, 2 * count));
    return twice;
  }

  private static Map<String, Long> lettersByCode(DeskRecords records) throws Exception {
    Map<String, Long> letters = new TreeMap<>();
    records
        .rows("select code, count(*) as n from dead_letters group by code")
        .forEach(row -> letters.put((String) row.get("code"), (Long) row.get("n")));
    return letters;
  }

  private static JsonNode without(JsonNode summary, String field) {
    ObjectNode copy = summary.deepCopy();
    copy.remove(field);
    return copy;
  }
}
