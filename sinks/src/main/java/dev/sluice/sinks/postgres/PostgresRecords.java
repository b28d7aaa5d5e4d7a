package dev.sluice.sinks.postgres;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Writes the desk's records to PostgreSQL.
 *
 * <ul>
 *   <li>A batch is one transaction, parents before children, with the progress of each partition.
 *   <li>A record that comes twice, late or in another order leaves the same tables.
 *   <li>A record whose parent has not come waits, in the sink's state, and holds its partition's
 *       progress.
 *   <li>While the database is away records wait, and the stream behind them; after {@link
 *       Limits#deadline()} the job fails and starts again from its checkpoint.
 *   <li>A record that cannot be read, or that a table's constraints refuse, becomes a dead letter
 *       with code UNREADABLE_RECORD; what waits for it becomes one with code PARENT_REFUSED.
 * </ul>
 *
 * <p>It runs with parallelism 1: a parent then passes the same writer as its children, and one
 * connection is faster than the desk. Metrics: {@code rows_written}, {@code unreadable_records},
 * {@code database_retries}, {@code records_waiting_for_parent}. Why it is not Flink's JDBC
 * connector: docs/decisions/0004-records-writer.md.
 */
public final class PostgresRecords
    implements Sink<TopicRecord>, SupportsWriterState<TopicRecord, WriterState> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<DatabaseAddress> address;
  private final Limits limits;

  /**
   * How much is gathered and how long is waited.
   *
   * @param batchSize records in a transaction, at least 1
   * @param interval longest time that a record waits for its batch, processing time
   * @param deadline how long the database may be away before the job fails
   */
  public record Limits(int batchSize, Duration interval, Duration deadline)
      implements Serializable {
    /** 500 records or 200 ms; ten minutes. */
    public static final Limits DEFAULT =
        new Limits(500, Duration.ofMillis(200), Duration.ofMinutes(10));

    public Limits {
      if (batchSize < 1) {
        throw new IllegalArgumentException("batchSize: was " + batchSize + ", expected at least 1");
      }
      Objects.requireNonNull(interval, "interval");
      Objects.requireNonNull(deadline, "deadline");
    }
  }

  /**
   * With {@link Limits#DEFAULT} and an address that is asked for where the writer opens, so that
   * the password need not be part of the job.
   */
  public PostgresRecords(SerializableSupplier<DatabaseAddress> address) {
    this(address, Limits.DEFAULT);
  }

  /** With {@link Limits#DEFAULT}; the address, password included, is part of the job. */
  public PostgresRecords(DatabaseAddress address) {
    this(address, Limits.DEFAULT);
  }

  /** As {@link #PostgresRecords(DatabaseAddress)} with other limits. */
  public PostgresRecords(DatabaseAddress address, Limits limits) {
    this(known(address), limits);
  }

  private PostgresRecords(SerializableSupplier<DatabaseAddress> address, Limits limits) {
    this.address = Objects.requireNonNull(address, "address");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  private static SerializableSupplier<DatabaseAddress> known(DatabaseAddress address) {
    Objects.requireNonNull(address, "address");
    return () -> address;
  }

  /** The topics whose records have tables; a record of any other topic fails the job. */
  public static List<String> topics() {
    return Decoder.topics();
  }

  @Override
  public SinkWriter<TopicRecord> createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<TopicRecord, WriterState> restoreWriter(
      WriterInitContext context, Collection<WriterState> state) throws IOException {
    int parallelism = context.getTaskInfo().getNumberOfParallelSubtasks();
    if (parallelism != 1) {
      throw new IOException("records: the sink's parallelism was " + parallelism + ", expected 1");
    }
    return new RecordsWriter(
        new RecordsDatabase(address.get()),
        limits,
        context.getProcessingTimeService(),
        context.metricGroup(),
        state);
  }

  @Override
  public SimpleVersionedSerializer<WriterState> getWriterStateSerializer() {
    return new WriterStateSerializer();
  }
}
