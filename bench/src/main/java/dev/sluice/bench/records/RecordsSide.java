package dev.sluice.bench.records;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.sinks.postgres.BatchedWriting;
import dev.sluice.sinks.postgres.DatabaseAddress;
import dev.sluice.sinks.postgres.RecordWriting;
import dev.sluice.sinks.postgres.SingleWriting;
import dev.sluice.sinks.postgres.TopicRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A side of P14: the same records from memory into empty tables, from the first record read to the
 * last commit. Rows a second. A run that leaves other rows than it must does not count.
 */
public final class RecordsSide implements Side {
  private final DatabaseAddress address;
  private final Way way;
  private final int trades;
  private final List<TopicRecord> records;

  /** How the records are written. */
  public enum Way {
    /** By the records job's writer. */
    BATCHES,
    /** One record a transaction, with progress. */
    SINGLE_RECORDS,
    /** One row a transaction, without progress. */
    SINGLE_ROWS
  }

  /**
   * @param database file of {@link DatabaseFile}; the database has the tables
   * @param way how
   * @param records how many at least; rounded up to whole trades
   */
  public RecordsSide(Path database, Way way, int records) throws Exception {
    this.address = DatabaseFile.read(database);
    this.way = way;
    this.trades = (records + RecordMix.RECORDS_A_TRADE - 1) / RecordMix.RECORDS_A_TRADE;
    this.records = RecordMix.of(trades);
  }

  @Override
  public Sample run() throws Exception {
    Map<String, Long> expected = new TreeMap<>(RecordMix.stored(trades));
    execute("truncate stream_progress, dead_letters, " + String.join(", ", expected.keySet()));
    long nanos;
    try (RecordWriting writing = open()) {
      long begin = System.nanoTime();
      writing.write(records);
      nanos = System.nanoTime() - begin;
    }
    for (Map.Entry<String, Long> table : expected.entrySet()) {
      requireEqual(table.getKey(), table.getValue(), count(table.getKey()));
    }
    requireEqual("dead_letters", 0, count("dead_letters"));
    requireEqual("orders filled", trades, count("orders where status = 'FILLED' and version = 4"));
    double seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
    return new Sample(
        trades * RecordMix.ROWS_A_TRADE / seconds,
        Map.of("records_per_second", records.size() / seconds));
  }

  private RecordWriting open() throws SQLException {
    return switch (way) {
      case BATCHES -> new BatchedWriting(address);
      case SINGLE_RECORDS -> new SingleWriting(address, SingleWriting.Transaction.RECORD);
      case SINGLE_ROWS -> new SingleWriting(address, SingleWriting.Transaction.ROW);
    };
  }

  private static void requireEqual(String what, long expected, long found) {
    if (found != expected) {
      throw new IllegalStateException(
          "%s: was %d, expected %d; the run does not count".formatted(what, found, expected));
    }
  }

  private long count(String table) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from " + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql + " cascade");
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  @Override
  public void close() {
    // A run has closed what it opened.
  }
}
