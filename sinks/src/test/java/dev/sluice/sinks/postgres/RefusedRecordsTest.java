package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL refuses for the record's own fault, and what becomes of those that need it. */
class RefusedRecordsTest {
  private static final String LETTERS =
      "select topic, \"offset\", code from dead_letters order by topic, \"offset\"";

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
  void charactersThatPostgresqlRefusesAreReplacedAndTheChildrenAreStored() throws Exception {
    List<TopicRecord> records = new ArrayList<>();
    for (TopicRecord record : SampleDesk.records()) {
      records.add(
          switch (record.topic()) {
            case Topics.ANALYSES ->
                edited(
                    edited(record, "[\"breakout\"]", "[\"a\\u0000b\", \"\\ud83d\\ude00\"]"),
                    "\"what now?\"",
                    "\"\\udc00what\\ud800 now\\ud83d\\ude00\"");
            case Topics.SIGNALS ->
                edited(
                    record,
                    "{\"rule\":\"breakout\"}",
                    "{\"reason\":\"half \\ud83d a pair\",\"k\\u0000\":1}");
            default -> record;
          });
    }
    run(List.of(), records);
    assertThat(database.rows("select key_patterns ->> 0, key_patterns ->> 1 from llm_analyses"))
        .containsExactly("a\uFFFDb|\uD83D\uDE00");
    assertThat(database.rows("select prompt_text from llm_analyses"))
        .containsExactly("\uFFFDwhat\uFFFD now\uD83D\uDE00");
    assertThat(
            database.rows(
                "select strategy_metadata ->> 'reason', strategy_metadata ->> 'k\uFFFD'"
                    + " from trading_signals"))
        .containsExactly("half \uFFFD a pair|1");
    assertThat(database.rows("select id from orders")).hasSize(2);
    assertThat(database.rows("select id from trades")).hasSize(1);
    assertThat(database.rows(LETTERS)).containsExactly("ticks|7|NEGATIVE_PRICE");
  }

  @Test
  void anIdWithNulIsStoredAndFoundByItsChildren() throws Exception {
    List<TopicRecord> records = new ArrayList<>();
    for (TopicRecord record : SampleDesk.records()) {
      records.add(edited(record, "id\":\"signal\"", "id\":\"sig\\u0000nal\""));
    }
    run(List.of(), records);
    assertThat(database.rows("select id from trading_signals")).containsExactly("sig\uFFFDnal");
    assertThat(database.rows("select distinct signal_id from orders"))
        .containsExactly("sig\uFFFDnal");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWaitsForARefusedOrderBecomesADeadLetterAndProgressGoesOn(boolean readable)
      throws Exception {
    run(List.of(), lineageToTheSignal());
    TopicRecord order = order("entry", 0, null);
    TopicRecord refused =
        readable
            ? edited(order, "\"symbol\":\"SPY\"", "\"symbol\":null")
            : edited(order, "\"version\":1", "\"version\":{}");
    List<WriterState> state =
        run(List.of(), List.of(fill(3), SampleDesk.marker(Topics.EXECUTIONS, 4, SampleDesk.CLOSE)));
    assertThat(state.get(0).waiting()).hasSize(1);
    assertThat(progress(Topics.EXECUTIONS)).containsExactly("3|null");

    state = run(state, List.of(refused, order("stop", 1, "entry")));
    assertThat(database.rows(LETTERS))
        .containsExactly(
            "executions|3|PARENT_REFUSED", "orders|0|UNREADABLE_RECORD", "orders|1|PARENT_REFUSED");
    assertThat(database.rows("select reason from dead_letters where topic = 'executions'").get(0))
        .contains("orders", "'entry'");
    assertThat(database.rows("select id from order_events")).isEmpty();
    assertThat(state.get(0).waiting()).isEmpty();
    assertThat(progress(Topics.EXECUTIONS)).containsExactly("5|2026-01-05 21:00:00");
    assertThat(progress(Topics.ORDERS)).containsExactly("2|null");
  }

  @Test
  void aChildThatComesAfterARestartFindsItsParentRefused() throws Exception {
    List<WriterState> state = run(List.of(), lineageToTheSignal());
    state =
        run(
            state,
            List.of(edited(order("entry", 0, null), "\"symbol\":\"SPY\"", "\"symbol\":null")));
    state = run(state, List.of(fill(0)));
    assertThat(database.rows(LETTERS))
        .containsExactly("executions|0|PARENT_REFUSED", "orders|0|UNREADABLE_RECORD");
    assertThat(state.get(0).waiting()).isEmpty();
    assertThat(progress(Topics.EXECUTIONS)).containsExactly("1|null");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusalGoesDownTheWholeLineage(boolean childrenFirst) throws Exception {
    List<TopicRecord> records = new ArrayList<>();
    for (TopicRecord record : SampleDesk.records()) {
      boolean run = record.topic().equals(Topics.WORKFLOWS);
      records.add(run ? edited(record, "\"status\":", "\"was\":") : record);
    }
    if (!childrenFirst) {
      Collections.reverse(records);
    }
    List<WriterState> state = run(List.of(), records);
    assertThat(state.get(0).waiting()).isEmpty();
    assertThat(database.rows("select code, count(*) from dead_letters group by code order by code"))
        .containsExactly("NEGATIVE_PRICE|1", "PARENT_REFUSED|10", "UNREADABLE_RECORD|2");
    assertThat(database.rows("select sum(next_offset) from stream_progress"))
        .containsExactly("" + SampleDesk.records().size());
  }

  @Test
  void aRefusedVersionOfAParentThatIsThereTakesNoChildWithIt() throws Exception {
    List<WriterState> state = run(List.of(), lineageToTheSignal());
    TopicRecord second =
        SampleDesk.data(
            Topics.ORDERS,
            1,
            JsonCodec.ORDER,
            SampleDesk.order("entry", null, 2, OrderStatus.ACCEPTED));
    TopicRecord refused = edited(second, "\"symbol\":\"SPY\"", "\"symbol\":null");
    state = run(state, List.of(order("entry", 0, null), refused, fill(0)));
    assertThat(database.rows(LETTERS)).containsExactly("orders|1|UNREADABLE_RECORD");
    assertThat(database.rows("select id from trades")).containsExactly("fill-entry1");
    assertThat(state.get(0).waiting()).isEmpty();
  }

  @Test
  void aChildWaitsForAParentThatItselfWaitsWhateverBecameOfItsOtherVersions() throws Exception {
    TopicRecord unreadable = edited(order("entry", 1, null), "\"version\":1", "\"version\":{}");
    List<WriterState> state = run(List.of(), List.of(order("entry", 0, null), unreadable, fill(0)));
    assertThat(state.get(0).waiting()).hasSize(2);
    state = run(state, lineageToTheSignal());
    assertThat(database.rows("select id from trades")).containsExactly("fill-entry1");
    assertThat(state.get(0).waiting()).isEmpty();
    assertThat(state.get(0).lost()).isEmpty();
  }

  @Test
  void theOldestLostParentIsForgottenFirst() {
    LostParents lost = new LostParents();
    IntStream.rangeClosed(0, LostParents.CAPACITY)
        .forEach(i -> lost.add(List.of(new Key(Table.ORDERS, "" + i))));
    assertThat(lost.all()).hasSize(LostParents.CAPACITY);
    assertThat(lost.contains(new Key(Table.ORDERS, "0"))).isFalse();
    assertThat(lost.contains(new Key(Table.ORDERS, "1"))).isTrue();
    lost.remove(List.of(new Key(Table.ORDERS, "1")));
    assertThat(lost.contains(new Key(Table.ORDERS, "1"))).isFalse();
  }

  private static List<TopicRecord> lineageToTheSignal() {
    List<String> topics = List.of(Topics.WORKFLOWS, Topics.CHARTS, Topics.ANALYSES, Topics.SIGNALS);
    return SampleDesk.records().stream().filter(r -> topics.contains(r.topic())).toList();
  }

  private static TopicRecord order(String id, long offset, String parent) {
    return SampleDesk.data(
        Topics.ORDERS,
        offset,
        JsonCodec.ORDER,
        SampleDesk.order(id, parent, 1, OrderStatus.ACCEPTED));
  }

  private static TopicRecord fill(long offset) {
    return SampleDesk.data(Topics.EXECUTIONS, offset, JsonCodec.FILL, SampleDesk.fill("entry", 1));
  }

  /** The record with a part of its JSON replaced. */
  private static TopicRecord edited(TopicRecord record, String part, String by) {
    String json = new String(record.value(), StandardCharsets.UTF_8).replace(part, by);
    return new TopicRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        json.getBytes(StandardCharsets.UTF_8),
        record.watermark());
  }

  private static List<String> progress(String topic) throws Exception {
    return database.rows(
        "select next_offset, watermark at time zone 'UTC' from stream_progress where topic = '"
            + topic
            + "'");
  }

  /** Runs a writer from a state over records and to a checkpoint; its state afterwards. */
  private List<WriterState> run(List<WriterState> restored, List<TopicRecord> records)
      throws Exception {
    try (RecordsWriter writer =
        new RecordsWriter(
            new RecordsDatabase(database.address()),
            new PostgresRecords.Limits(500, Duration.ofMillis(200), Duration.ofMinutes(1)),
            time,
            UnregisteredMetricsGroup.createSinkWriterMetricGroup(),
            restored)) {
      for (TopicRecord record : records) {
        writer.write(record, null);
      }
      writer.flush(false);
      WriterStateSerializer serializer = new WriterStateSerializer();
      List<WriterState> state = new ArrayList<>();
      for (WriterState part : writer.snapshotState(1)) {
        state.add(serializer.deserialize(serializer.getVersion(), serializer.serialize(part)));
      }
      return state;
    }
  }
}
