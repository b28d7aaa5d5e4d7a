package dev.sluice.sinks.postgres;

import dev.sluice.domain.Ids;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.Topics;
import java.util.List;
import java.util.Map;

/** Reads records by their topic; what cannot be read becomes a dead letter. */
final class Decoder {
  /** Code of a record that cannot be read, or that the tables refuse. */
  static final String UNREADABLE_RECORD = "UNREADABLE_RECORD";

  private static final Map<String, RecordMapper<?>> MAPPERS =
      Map.ofEntries(
          Map.entry(Topics.WORKFLOWS, new WorkflowMapper()),
          Map.entry(Topics.CHARTS, new ChartMapper()),
          Map.entry(Topics.ANALYSES, new AnalysisMapper()),
          Map.entry(Topics.SIGNALS, new SignalMapper()),
          Map.entry(Topics.ORDERS, new OrderMapper()),
          Map.entry(Topics.EXECUTIONS, new FillMapper()),
          Map.entry(Topics.PORTFOLIO, new PortfolioMapper()),
          Map.entry(Topics.CONTROLS, new ControlMapper()),
          Map.entry(Topics.ARTIFACTS, new ArtifactMapper()),
          Map.entry(Topics.DEAD_LETTERS, new DeadLetterMapper()),
          Map.entry(Topics.BARS, new BarMapper()),
          Map.entry(Topics.INDICATORS, new IndicatorMapper()));

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
      return deadLetter(record, e.getMessage());
    }
  }

  /** The dead letter that a record becomes. */
  static Pending deadLetter(TopicRecord record, String reason) {
    byte[] raw = record.value() == null ? new byte[0] : record.value();
    DeadLetter letter =
        new DeadLetter(
            Ids.of("dead-letter", record.topic(), record.partition(), record.offset()),
            record.topic(),
            record.partition(),
            record.offset(),
            null,
            UNREADABLE_RECORD,
            reason,
            raw,
            null);
    return new Pending(record, new DeadLetterMapper().rows(letter));
  }

  private static <T> List<Row> rows(RecordMapper<T> mapper, byte[] value) {
    if (value == null) {
      throw new MalformedRecordException("value: was null, expected " + mapper.codec().schema());
    }
    return mapper.rows(mapper.codec().decode(value));
  }
}
