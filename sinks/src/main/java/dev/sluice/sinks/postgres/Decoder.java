package dev.sluice.sinks.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.domain.Ids;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads records by their topic; what cannot be read becomes a dead letter. */
final class Decoder {
  /** Code of a record that cannot be read, or that the tables refuse. */
  static final String UNREADABLE_RECORD = "UNREADABLE_RECORD";

  /** Code of a record that needs a row which became a dead letter. */
  static final String PARENT_REFUSED = "PARENT_REFUSED";

  private static final ObjectMapper JSON = JsonCodec.newMapper();

  /** Topics whose records others wait for, and where they go. */
  private static final Map<String, Table> PARENTS =
      Map.of(
          Topics.WORKFLOWS, Table.WORKFLOW_EXECUTIONS,
          Topics.CHARTS, Table.CHARTS,
          Topics.ANALYSES, Table.LLM_ANALYSES,
          Topics.SIGNALS, Table.TRADING_SIGNALS,
          Topics.ORDERS, Table.ORDERS);

  private static final Map<String, RecordMapper<?>> MAPPERS =
      Map.ofEntries(
          Map.entry(Topics.WORKFLOWS, new WorkflowMapper()),
          Map.entry(Topics.CHARTS, new ChartMapper()),
          Map.entry(Topics.ANALYSES, new AnalysisMapper()),
          Map.entry(Topics.SIGNALS, new SignalMapper()),
          Map.entry(Topics.ORDERS, new OrderMapper()),
          Map.entry(Topics.EXECUTIONS, new FillMapper()),
          Map.entry(Topics.PORTFOLIO, new PortfolioMapper()),
          Map.entry(Topics.RISK, new RiskMapper()),
          Map.entry(Topics.CONTROLS, new ControlMapper()),
          Map.entry(Topics.ARTIFACTS, new ArtifactMapper()),
          Map.entry(Topics.DEAD_LETTERS, new DeadLetterMapper()),
          Map.entry(Topics.BARS, new BarMapper()),
          Map.entry(Topics.INDICATORS, new IndicatorMapper()),
          Map.entry(Topics.DATA_QUALITY, new SessionQualityMapper()));

  private Decoder() {}

  /** The topics that have tables. */
  static List<String> topics() {
    return MAPPERS.keySet().stream().sorted().toList();
  }

  /**
   * Reads a record with data.
   *
   * @throws IllegalArgumentException where the topic has no table: the job is wired wrongly
   */
  static Pending decode(TopicRecord record) {
    RecordMapper<?> mapper = MAPPERS.get(record.topic());
    if (mapper == null) {
      throw new IllegalArgumentException(
          "topic: was '" + record.topic() + "', expected one of " + topics());
    }
    try {
      return new Pending(record, rows(mapper, record.value()));
    } catch (MalformedRecordException e) {
      return deadLetter(record, UNREADABLE_RECORD, e.getMessage(), lost(record));
    }
  }

  /** The dead letter that a record becomes when a table refuses it. */
  static Pending refused(Pending pending, String reason) {
    return deadLetter(pending.record(), UNREADABLE_RECORD, reason, pending.parents());
  }

  /** The dead letter that a record becomes when a row that it needs will not come. */
  static Pending orphaned(Pending pending, Key parent) {
    String reason =
        parent.table().sqlName() + " '" + parent.id() + "' is a dead letter, expected a stored row";
    return deadLetter(pending.record(), PARENT_REFUSED, reason, pending.parents());
  }

  /** The row that an unreadable record was to make, where at least its id can be read. */
  private static Set<Key> lost(TopicRecord record) {
    Table table = PARENTS.get(record.topic());
    if (table == null || record.value() == null) {
      return Set.of();
    }
    try {
      JsonNode id = JSON.readTree(record.value()).path("id");
      return id.isTextual() ? Set.of(new Key(table, Values.storable(id.textValue()))) : Set.of();
    } catch (IOException e) {
      // Not JSON at all: nobody can tell what it was.
      return Set.of();
    }
  }

  private static Pending deadLetter(TopicRecord record, String code, String reason, Set<Key> lost) {
    byte[] raw = record.value() == null ? new byte[0] : record.value();
    DeadLetter letter =
        new DeadLetter(
            Ids.of("dead-letter", record.topic(), record.partition(), record.offset()),
            record.topic(),
            record.partition(),
            record.offset(),
            null,
            code,
            reason,
            raw,
            null);
    return new Pending(record, new DeadLetterMapper().rows(letter), lost);
  }

  private static <T> List<Row> rows(RecordMapper<T> mapper, byte[] value) {
    if (value == null) {
      throw new MalformedRecordException("value: was null, expected " + mapper.codec().schema());
    }
    return mapper.rows(mapper.decode(value));
  }
}
