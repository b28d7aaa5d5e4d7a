package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.sinks.Migrations;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresRecordsTest {
  @TempDir static Path directory;
  private static Database database;

  private final TestProcessingTimeService time = new TestProcessingTimeService();

  @BeforeAll
  static void start() throws Exception {
    database = Database.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @BeforeEach
  void clear() throws Exception {
    database.clear();
    time.setCurrentTime(1_000);
  }

  @Test
  void everyTableIsFilledAndOneMigrationIsEnough() throws Exception {
    write(SampleDesk.records());
    for (String table : database.tables()) {
      assertThat(database.rows("select id from " + table)).as(table).isNotEmpty();
    }
    assertThat(Migrations.migrate(database.url(), "postgres", "postgres")).isZero();
  }

  @Test
  void whatIsWrittenReadsAsItWas() throws Exception {
    write(SampleDesk.records());
    assertThat(database.rows("select status, completed_at is null from workflow_executions"))
        .containsExactly("COMPLETED|f");
    assertThat(
            database.rows(
                "select chart_url_image, timeframe, indicators_applied ->> 0, price_change_pct"
                    + " from charts where id = 'daily'"))
        .containsExactly("s3://sluice/daily.png|1d|sma_20|null");
    assertThat(database.rows("select response_text, support_levels from llm_analyses"))
        .containsExactly("it rose\uFFFD and rose|[490]");
    assertThat(
            database.rows("select status, filled_quantity, version from orders where id = 'entry'"))
        .containsExactly("FILLED|10|3");
    assertThat(database.rows("select version from order_events where client_order_id = 'entry'"))
        .containsExactlyInAnyOrder("1", "2", "3");
    assertThat(database.rows("select obv, custom ->> 'CCIIndicator_20' from indicators"))
        .containsExactly("3|66.5");
    assertThat(database.rows("select revision, close, vwap from bars"))
        .containsExactly("1|11|null");
    assertThat(database.rows("select encode(raw, 'hex') from dead_letters"))
        .containsExactly("0100");
    assertThat(
            database.rows(
                "select session_date, revision, records, rejected, findings ->> 'DUPLICATE_TRADE'"
                    + " from data_quality where symbol = 'SPY' and topic = 'ticks'"))
        .containsExactly("2026-01-05|1|1003|3|3");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyOrderAnyRepetitionAndAnyRestartGiveTheSameTables(long seed) throws Exception {
    write(SampleDesk.records());
    List<String> expected = database.dump();
    database.clear();
    Random random = new Random(seed);
    List<TopicRecord> records = new ArrayList<>(SampleDesk.records());
    records.addAll(SampleDesk.records());
    Collections.shuffle(records, random);
    List<WriterState> state = List.of();
    int from = 0;
    while (from < records.size()) {
      int to = Math.min(records.size(), from + 1 + random.nextInt(9));
      state = writeFrom(state, records.subList(from, to), 1 + random.nextInt(5));
      from = to;
    }
    assertThat(state).allSatisfy(s -> assertThat(s.waiting()).isEmpty());
    assertThat(database.dump()).isEqualTo(expected);
  }

  @Test
  void aClosedPositionHasQuantityZeroSinceTheFirstSnapshotWithoutIt() throws Exception {
    write(SampleDesk.records());
    assertThat(
            database.rows(
                "select symbol, quantity, realized_pnl, version, updated_at at time zone 'UTC'"
                    + " from positions order by symbol"))
        .containsExactly("QQQ|0|3|3|2026-01-05 21:01:04", "SPY|10|5|5|2026-01-05 21:01:05");
    assertThat(database.rows("select version from accounts")).containsExactly("5");
  }

  @Test
  void eachLimitAndBucketIsAsOfTheLatestRiskSnapshot() throws Exception {
    write(SampleDesk.records());
    assertThat(
            database.rows(
                "select account, name, subject, unit, value, configured, used, distance, room,"
                    + " event_time at time zone 'UTC' from account_limits order by name"))
        .containsExactly(
            "main|max_daily_loss|null|FRACTION|0.025|0.03|0.02|0.005|500|2026-01-05 21:01:02",
            "main|max_gross_exposure|null|FRACTION|1|1|null|null|null|2026-01-05 21:01:02");
    assertThat(
            database.rows(
                "select account, name, share, budget, exposure, max_position_share,"
                    + " largest_position, largest_symbol, max_daily_loss, day_pnl"
                    + " from account_buckets"))
        .containsExactly("main|core|0.2|20000|5010|0.5|5010|SPY|0.03|-20");
    write(List.of(SampleDesk.data(Topics.RISK, 2, JsonCodec.RISK, SampleDesk.risk(1, "0.01"))));
    assertThat(database.rows("select used from account_limits where name = 'max_daily_loss'"))
        .as("an older one changes nothing")
        .containsExactly("0.02");
  }

  @Test
  void everyChangeOfAnOrderIsKept() throws Exception {
    write(SampleDesk.records());
    assertThat(
            database.rows(
                "select version, status from order_events where client_order_id = 'entry'"
                    + " order by version"))
        .containsExactly("1|ACCEPTED", "2|ACCEPTED", "3|FILLED");
  }

  @Test
  void anOlderVersionChangesNothing() throws Exception {
    write(SampleDesk.records());
    List<String> before = database.dump();
    write(
        List.of(
            SampleDesk.data(
                Topics.ORDERS,
                2,
                JsonCodec.ORDER,
                SampleDesk.order("entry", null, 2, OrderStatus.ACCEPTED)),
            SampleDesk.data(
                Topics.PORTFOLIO, 0, JsonCodec.PORTFOLIO, SampleDesk.snapshot(1, "SPY", "QQQ")),
            SampleDesk.data(Topics.BARS, 0, JsonCodec.BAR, SampleDesk.bar(0, 10))));
    assertThat(database.dump()).isEqualTo(before);
  }

  @Test
  void aChildWaitsForItsParentAndHoldsTheProgressOfItsPartition() throws Exception {
    TopicRecord chart = chart(5);
    TopicRecord run =
        SampleDesk.data(
            Topics.WORKFLOWS, 0, JsonCodec.EXECUTION, SampleDesk.execution(1, "RUNNING"));
    List<TopicRecord> early = List.of(chart, SampleDesk.marker(Topics.CHARTS, 6, SampleDesk.CLOSE));
    List<WriterState> state = writeFrom(List.of(), early, 500);
    assertThat(database.rows("select id from charts")).isEmpty();
    assertThat(progress(Topics.CHARTS)).containsExactly("5|null");
    assertThat(state.get(0).waiting()).hasSize(1);

    state = writeFrom(state, List.of(run), 500);
    assertThat(database.rows("select id from charts")).containsExactly("daily");
    assertThat(progress(Topics.CHARTS)).containsExactly("7|2026-01-05 21:00:00");
    assertThat(progress(Topics.WORKFLOWS)).containsExactly("1|null");
    assertThat(state.get(0).waiting()).isEmpty();
  }

  @Test
  void aParentWrittenByAnotherIsFoundWhenTheDatabaseIsAskedAgain() throws Exception {
    try (RecordsWriter writer = writer(List.of(), 500, Duration.ofMinutes(1))) {
      writer.write(chart(0), null);
      writer.flush(false);
      assertThat(database.rows("select id from charts")).isEmpty();
      write(
          List.of(
              SampleDesk.data(
                  Topics.WORKFLOWS, 0, JsonCodec.EXECUTION, SampleDesk.execution(1, "RUNNING"))));
      time.advance(1_200);
      assertThat(database.rows("select id from charts")).containsExactly("daily");
    }
  }

  @Test
  void progressOnlyAdvances() throws Exception {
    write(List.of(SampleDesk.marker(Topics.ORDERS, 9, SampleDesk.DECIDED)));
    write(List.of(SampleDesk.marker(Topics.ORDERS, 3, SampleDesk.CLOSE)));
    assertThat(progress(Topics.ORDERS)).containsExactly("10|2026-01-05 21:01:00");
  }

  @Test
  void aBatchIsWrittenAfterItsIntervalWithoutMoreRecords() throws Exception {
    try (RecordsWriter writer = writer(List.of(), 500, Duration.ofMinutes(1))) {
      writer.write(SampleDesk.data(Topics.BARS, 0, JsonCodec.BAR, SampleDesk.bar(0, 10)), null);
      assertThat(database.rows("select id from bars")).isEmpty();
      time.advance(200);
      assertThat(database.rows("select id from bars")).hasSize(1);
    }
  }

  @Test
  void whatCannotBeReadOrStoredBecomesADeadLetterAndTheRestIsWritten() throws Exception {
    byte[] garbage = "{garbage".getBytes(StandardCharsets.UTF_8);
    Chart good = SampleDesk.chart("daily", Timeframe.SESSION);
    write(
        List.of(
            new TopicRecord(Topics.ORDERS, 1, 40, garbage, null),
            SampleDesk.data(Topics.BARS, 0, JsonCodec.BAR, SampleDesk.bar(0, Double.NaN)),
            SampleDesk.data(Topics.CHARTS, 0, JsonCodec.CHART, good),
            SampleDesk.data(
                Topics.WORKFLOWS, 0, JsonCodec.EXECUTION, SampleDesk.execution(1, "RUNNING"))));
    assertThat(
            database.rows(
                "select topic, partition, \"offset\", code from dead_letters order by topic"))
        .containsExactly("bars|0|0|UNREADABLE_RECORD", "orders|1|40|UNREADABLE_RECORD");
    assertThat(database.rows("select reason from dead_letters where topic = 'bars'").get(0))
        .contains("close");
    assertThat(
            database.rows("select encode(raw, 'escape') from dead_letters where topic = 'orders'"))
        .containsExactly("{garbage");
    assertThat(database.rows("select id from charts")).containsExactly("daily");
    assertThat(progress(Topics.BARS)).containsExactly("1|null");
  }

  @Test
  void aTopicWithoutATableIsAFaultOfTheWiring() {
    assertThatThrownBy(() -> write(List.of(new TopicRecord("ticks", 0, 0, new byte[0], null))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ticks");
  }

  @Test
  void recordsWaitWhileTheDatabaseIsAway() throws Exception {
    write(SampleDesk.records());
    List<String> expected = database.dump();
    database.clear();
    List<TopicRecord> records = SampleDesk.records();
    try (RecordsWriter writer = writer(List.of(), 4, Duration.ofMinutes(2))) {
      int half = records.size() / 2;
      writeAll(writer, records.subList(0, half));
      database.stop();
      CompletableFuture<Void> rest =
          CompletableFuture.runAsync(
              () -> {
                try {
                  writeAll(writer, records.subList(half, records.size()));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThatThrownBy(() -> rest.get(2, TimeUnit.SECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      database.startAgain();
      rest.get(60, TimeUnit.SECONDS);
    }
    assertThat(database.dump()).isEqualTo(expected);
  }

  @Test
  void aDatabaseThatStaysAwayFailsTheJobLoudly() throws Exception {
    DatabaseAddress nowhere =
        new DatabaseAddress("jdbc:postgresql://localhost:1/none", "postgres", "secret");
    assertThat(nowhere.toString()).doesNotContain("secret");
    try (RecordsWriter writer =
        new RecordsWriter(
            new RecordsDatabase(nowhere),
            new PostgresRecords.Limits(1, Duration.ofSeconds(1), Duration.ofMillis(200)),
            time,
            UnregisteredMetricsGroup.createSinkWriterMetricGroup(),
            List.of())) {
      assertThatThrownBy(() -> writer.write(chart(0), null))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("08001")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void aTerminatedConnectionIsReplaced() throws Exception {
    try (RecordsWriter writer = writer(List.of(), 1, Duration.ofMinutes(1))) {
      writer.write(SampleDesk.data(Topics.BARS, 0, JsonCodec.BAR, SampleDesk.bar(0, 10)), null);
      database.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'sluice-records'");
      writer.write(SampleDesk.data(Topics.BARS, 1, JsonCodec.BAR, SampleDesk.bar(1, 11)), null);
    }
    assertThat(database.rows("select revision from bars")).containsExactly("1");
  }

  @Test
  void theStateComesBackAsItWas() throws Exception {
    WriterStateSerializer serializer = new WriterStateSerializer();
    WriterState state =
        new WriterState(
            List.of(new TopicRecord("charts", 1, 5, new byte[] {7, 8}, null)),
            List.of(new Progress.Mark("charts", 1, 9, 12L), new Progress.Mark("bars", 0, 3, null)),
            List.of(new Key(Table.ORDERS, "\u00e9")));
    String golden1 =
        "00000001000663686172747300000001000000000000000500000002"
            + "0708000000020006636861727473000000010000000000000009"
            + "01000000000000000c0004626172730000000000000000000000"
            + "0300";
    byte[] golden2 = hex(golden1 + "0000000100066f726465727300000002c3a9");
    assertThat(serializer.getVersion()).isEqualTo(2);
    assertThat(serializer.serialize(state)).isEqualTo(golden2);
    WriterState back = serializer.deserialize(2, golden2);
    assertThat(back.lost()).isEqualTo(state.lost());
    WriterState old = serializer.deserialize(1, hex(golden1));
    assertThat(old.lost()).isEmpty();
    assertThat(List.of(old, back))
        .allSatisfy(
            read -> {
              assertThat(read.read()).isEqualTo(state.read());
              assertThat(read.waiting().get(0).offset()).isEqualTo(5);
              assertThat(read.waiting().get(0).value()).containsExactly(7, 8);
            });
    assertThatThrownBy(() -> serializer.deserialize(3, golden2)).hasMessageContaining("version 3");
  }

  private static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits);
  }

  private static TopicRecord chart(long offset) {
    return SampleDesk.data(
        Topics.CHARTS, offset, JsonCodec.CHART, SampleDesk.chart("daily", Timeframe.SESSION));
  }

  private static List<String> progress(String topic) throws Exception {
    return database.rows(
        "select next_offset, watermark at time zone 'UTC' from stream_progress where topic = '"
            + topic
            + "'");
  }

  private void write(List<TopicRecord> records) throws Exception {
    writeFrom(List.of(), records, 500);
  }

  /** Runs a writer from a state over records and to a checkpoint; its state afterwards. */
  private List<WriterState> writeFrom(
      List<WriterState> restored, List<TopicRecord> records, int batch) throws Exception {
    try (RecordsWriter writer = writer(restored, batch, Duration.ofMinutes(1))) {
      writeAll(writer, records);
      WriterStateSerializer serializer = new WriterStateSerializer();
      List<WriterState> state = new ArrayList<>();
      for (WriterState part : writer.snapshotState(1)) {
        state.add(serializer.deserialize(serializer.getVersion(), serializer.serialize(part)));
      }
      return state;
    }
  }

  private static void writeAll(RecordsWriter writer, List<TopicRecord> records) throws Exception {
    for (TopicRecord record : records) {
      writer.write(record, null);
    }
    writer.flush(false);
  }

  private RecordsWriter writer(List<WriterState> restored, int batch, Duration deadline) {
    return new RecordsWriter(
        new RecordsDatabase(database.address()),
        new PostgresRecords.Limits(batch, Duration.ofMillis(200), deadline),
        time,
        UnregisteredMetricsGroup.createSinkWriterMetricGroup(),
        restored);
  }
}
