package dev.sluice.jobs.records;

import dev.sluice.jobs.kafka.TopicMessage;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.postgres.TopicRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From Kafka to PostgreSQL.
 *
 * <pre>
 * workflows, charts, analyses, signals, orders, executions, portfolio, risk, controls, artifacts,
 * bars, indicators, data-quality, dead-letters → records → tables
 * </pre>
 *
 * <p>One reader and one writer: a parent passes the same writer as its children. Nothing here waits
 * for event time; what comes before its parent waits in the writer.
 */
public final class RecordsTopology {
  private RecordsTopology() {}

  /** Adds the topology to an environment. */
  public static void define(
      StreamExecutionEnvironment env, Source<TopicMessage, ?, ?> topics, Sink<TopicRecord> tables) {
    env.fromSource(topics, WatermarkStrategy.noWatermarks(), "Read what is to be kept")
        .uid("read-records")
        .setParallelism(1)
        .map(RecordsTopology::record, StreamTypes.of(TopicRecord.class))
        .uid("to-records")
        .name("To records")
        .setParallelism(1)
        .sinkTo(tables)
        .name("Write tables")
        .uid("write-tables")
        .setParallelism(1);
  }

  private static TopicRecord record(TopicMessage message) {
    return new TopicRecord(
        message.topic(),
        message.partition(),
        message.offset(),
        message.value(),
        message.isMarker() ? message.watermark() : null);
  }
}
