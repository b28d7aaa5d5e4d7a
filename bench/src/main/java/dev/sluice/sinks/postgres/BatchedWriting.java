package dev.sluice.sinks.postgres;

import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * The records job's own writer with its own limits. The timer that ends a batch of a quiet stream
 * is never due: here a batch is full long before.
 */
public final class BatchedWriting implements RecordWriting {
  private final RecordsWriter writer;

  /** Writes to a database that has the tables. */
  public BatchedWriting(DatabaseAddress address) {
    this.writer =
        new RecordsWriter(
            new RecordsDatabase(address),
            PostgresRecords.Limits.DEFAULT,
            new NoTimers(),
            UnregisteredMetricsGroup.createSinkWriterMetricGroup(),
            List.of());
  }

  @Override
  public void write(List<TopicRecord> records) throws Exception {
    for (TopicRecord record : records) {
      writer.write(record, null);
    }
    writer.flush(true);
    WriterState state = writer.snapshotState(1).get(0);
    if (!state.waiting().isEmpty()) {
      throw new IllegalStateException(
          "%d records wait for a parent, expected none".formatted(state.waiting().size()));
    }
  }

  @Override
  public void close() {
    writer.close();
  }

  private static final class NoTimers implements ProcessingTimeService {
    @Override
    public long getCurrentProcessingTime() {
      return System.currentTimeMillis();
    }

    @Override
    public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
      return null;
    }
  }
}
