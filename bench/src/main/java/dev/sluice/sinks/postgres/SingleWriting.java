package dev.sluice.sinks.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the records writer is compared with: the same upserts, a row at a time, each prepared once.
 * It looks up no parents, since they come first here, and retries nothing; both make it faster.
 */
public final class SingleWriting implements RecordWriting {
  private final Connection connection;
  private final Transaction transaction;
  private final Map<Table, PreparedStatement> upserts = new EnumMap<>(Table.class);
  private final PreparedStatement advance;

  /** What is committed at once. */
  public enum Transaction {
    /** The rows of a record and how far its partition has come: what the writer promises. */
    RECORD,
    /** A row; nothing says how far a partition has come. */
    ROW
  }

  /** Writes to a database that has the tables. */
  public SingleWriting(DatabaseAddress address, Transaction transaction) throws SQLException {
    this.transaction = transaction;
    Properties settings = new Properties();
    settings.setProperty("user", address.user());
    settings.setProperty("password", address.password());
    connection = DriverManager.getConnection(address.jdbcUrl(), settings);
    connection.setAutoCommit(transaction == Transaction.ROW);
    advance = connection.prepareStatement(RecordsDatabase.ADVANCE);
  }

  @Override
  public void write(List<TopicRecord> records) throws Exception {
    for (TopicRecord record : records) {
      for (Row row : Decoder.decode(record).rows()) {
        PreparedStatement upsert = upsert(row.table());
        RecordsDatabase.bind(upsert, row);
        upsert.executeUpdate();
      }
      if (transaction == Transaction.RECORD) {
        RecordsDatabase.bind(
            advance,
            new Progress.Mark(record.topic(), record.partition(), record.offset() + 1, null));
        advance.executeUpdate();
        connection.commit();
      }
    }
  }

  private PreparedStatement upsert(Table table) throws SQLException {
    PreparedStatement known = upserts.get(table);
    if (known == null) {
      known = connection.prepareStatement(table.upsert());
      upserts.put(table, known);
    }
    return known;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
