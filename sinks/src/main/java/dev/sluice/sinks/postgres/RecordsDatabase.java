package dev.sluice.sinks.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One connection, one transaction a batch: rows by tables, parents first, then what portfolio
 * snapshots close, then progress. Not thread-safe. After any exception the connection is to be
 * {@link #close() closed}; the next call opens another.
 */
final class RecordsDatabase implements AutoCloseable {
  /**
   * A snapshot lists open positions only. A position is closed by the first snapshot of its account
   * after the last that lists it; this finds it whatever order the snapshots came in.
   */
  private static final String CLOSE_POSITIONS =
      "update positions p set quantity = 0, average_price = 0, unrealized_pnl = 0,"
          + " updated_at = s.event_time from positions q cross join lateral ("
          + "select event_time from portfolio_snapshots where account = q.account"
          + " and version > q.version order by version limit 1) s"
          + " where q.account = any(?) and p.id = q.id"
          + " and (p.quantity <> 0 or p.updated_at <> s.event_time)";

  static final String ADVANCE =
      "insert into stream_progress (id, topic, partition, next_offset, watermark)"
          + " values (?, ?, ?, ?, ?) on conflict (id) do update set"
          + " next_offset = greatest(stream_progress.next_offset, excluded.next_offset),"
          + " watermark = greatest(stream_progress.watermark, excluded.watermark)";

  /** Without lengths: a value that is too long is to be refused, not cut. */
  private static final String TYPES =
      "select attname, format_type(atttypid, -1) from pg_attribute"
          + " where attrelid = ?::regclass and attnum > 0 and not attisdropped";

  private final DatabaseAddress address;

  /** By table, for the columns as they were when the connection was opened. */
  private final Map<Table, String> upserts = new EnumMap<>(Table.class);

  private Connection connection;

  RecordsDatabase(DatabaseAddress address) {
    this.address = address;
  }

  /**
   * What became of a batch.
   *
   * @param rows number of rows sent
   * @param refused what the tables did not take
   */
  record Outcome(int rows, List<Refused> refused) {}

  /**
   * A record that was not written, for its own fault.
   *
   * @param pending the record
   * @param orphan true where a parent is missing, so that it may be written later
   * @param reason what the server said
   */
  record Refused(Pending pending, boolean orphan, String reason) {}

  /** Which of these rows are there. */
  Set<Key> existing(Set<Key> keys) throws SQLException {
    Map<Table, List<String>> ids =
        keys.stream()
            .collect(
                Collectors.groupingBy(
                    Key::table,
                    () -> new EnumMap<>(Table.class),
                    Collectors.mapping(Key::id, Collectors.toList())));
    Set<Key> found = new HashSet<>();
    for (Map.Entry<Table, List<String>> entry : ids.entrySet()) {
      Table table = entry.getKey();
      String sql = "select id from " + table.sqlName() + " where id = any(?)";
      try (PreparedStatement select = connection().prepareStatement(sql)) {
        select.setArray(1, textArray(entry.getValue()));
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            found.add(new Key(table, rows.getString(1)));
          }
        }
      }
    }
    connection().commit();
    return found;
  }

  /** Writes records, parents first, and progress, in one transaction. */
  void write(List<Pending> ready, List<Progress.Mark> marks) throws SQLException {
    Map<Table, Map<String, Row>> tables = new EnumMap<>(Table.class);
    for (Pending pending : ready) {
      addRows(tables, pending.rows());
    }
    for (Map.Entry<Table, Map<String, Row>> entry : tables.entrySet()) {
      upsertAll(entry.getKey(), entry.getValue().values());
    }
    closePositions(tables.getOrDefault(Table.PORTFOLIO_SNAPSHOTS, Map.of()));
    advance(marks);
    connection().commit();
  }

  /**
   * Writes records one by one and returns those that the tables refuse; the others are committed,
   * without progress.
   */
  List<Refused> writeEach(List<Pending> ready) throws SQLException {
    List<Refused> refused = new ArrayList<>();
    for (Pending pending : ready) {
      Map<Table, Map<String, Row>> tables = new EnumMap<>(Table.class);
      addRows(tables, pending.rows());
      Savepoint before = connection().setSavepoint();
      try {
        for (Map.Entry<Table, Map<String, Row>> entry : tables.entrySet()) {
          upsert(entry.getKey(), entry.getValue().values());
        }
        closePositions(tables.getOrDefault(Table.PORTFOLIO_SNAPSHOTS, Map.of()));
        connection().releaseSavepoint(before);
      } catch (SQLException e) {
        if (!Failures.badData(e)) {
          throw e;
        }
        connection().rollback(before);
        boolean orphan = Failures.FOREIGN_KEY_VIOLATION.equals(Failures.state(e));
        refused.add(new Refused(pending, orphan, Failures.message(e)));
      }
    }
    connection().commit();
    return refused;
  }

  /** Undoes what was not committed and keeps the connection. */
  void rollback() throws SQLException {
    connection().rollback();
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is given up; the server undoes what was not committed.
      } finally {
        connection = null;
      }
    }
  }

  /** A statement cannot touch a row twice, so of each row only the edition that stays is sent. */
  private static void addRows(Map<Table, Map<String, Row>> tables, List<Row> rows) {
    for (Row row : rows) {
      tables
          .computeIfAbsent(row.table(), table -> new LinkedHashMap<>())
          .merge(row.id(), row, row.table()::keep);
    }
  }

  private void upsertAll(Table table, Collection<Row> rows) throws SQLException {
    String sql = upserts.get(table);
    if (sql == null) {
      sql = table.upsertAll(types(table));
      upserts.put(table, sql);
    }
    int columns = table.columns().size();
    String[][] values = new String[columns][rows.size()];
    int n = 0;
    for (Row row : rows) {
      for (int i = 0; i < columns; i++) {
        values[i][n] = SqlText.of(row.values().get(i));
      }
      n++;
    }
    try (PreparedStatement insert = connection().prepareStatement(sql)) {
      for (int i = 0; i < columns; i++) {
        insert.setArray(i + 1, connection().createArrayOf("text", values[i]));
      }
      insert.executeUpdate();
    }
  }

  /** The types of a table's columns in SQL; text for one that is not there, as the server says. */
  private List<String> types(Table table) throws SQLException {
    Map<String, String> types = new HashMap<>();
    try (PreparedStatement select = connection().prepareStatement(TYPES)) {
      select.setString(1, table.sqlName());
      try (ResultSet columns = select.executeQuery()) {
        while (columns.next()) {
          types.put(columns.getString(1), columns.getString(2));
        }
      }
    }
    return table.columns().stream()
        .map(column -> types.getOrDefault(column.name().replace("\"", ""), "text"))
        .toList();
  }

  private void upsert(Table table, Iterable<Row> rows) throws SQLException {
    try (PreparedStatement insert = connection().prepareStatement(table.upsert())) {
      for (Row row : rows) {
        bind(insert, row);
        insert.addBatch();
      }
      execute(insert);
    }
  }

  static void bind(PreparedStatement insert, Row row) throws SQLException {
    List<Column> columns = row.table().columns();
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.values().get(i);
      switch (columns.get(i).kind()) {
        case INSTANT ->
            insert.setObject(i + 1, utc((Instant) value), Types.TIMESTAMP_WITH_TIMEZONE);
        case JSON -> insert.setObject(i + 1, value, Types.OTHER);
        case PLAIN, SELF -> {
          if (value == null) {
            insert.setNull(i + 1, Types.NULL);
          } else if (value instanceof String text) {
            insert.setString(i + 1, text);
          } else {
            insert.setObject(i + 1, value);
          }
        }
      }
    }
  }

  /** Sends a batch; a connection that breaks within it is a failure of the connection. */
  private void execute(PreparedStatement batch) throws SQLException {
    try {
      batch.executeBatch();
    } catch (AssertionError e) {
      // pgjdbc 42.7 asserts that the connection is open while it reports that it is not; where
      // assertions are on, the report would be lost.
      if (connection.isClosed()) {
        throw new SQLException("the connection broke within a batch", "08006", e);
      }
      throw e;
    }
  }

  private void closePositions(Map<String, Row> snapshots) throws SQLException {
    if (snapshots.isEmpty()) {
      return;
    }
    Set<String> accounts = new TreeSet<>();
    snapshots.values().forEach(row -> accounts.add((String) row.values().get(1)));
    try (PreparedStatement update = connection().prepareStatement(CLOSE_POSITIONS)) {
      update.setArray(1, textArray(accounts));
      update.executeUpdate();
    }
  }

  private void advance(List<Progress.Mark> marks) throws SQLException {
    try (PreparedStatement advance = connection().prepareStatement(ADVANCE)) {
      for (Progress.Mark mark : marks) {
        bind(advance, mark);
        advance.addBatch();
      }
      execute(advance);
    }
  }

  /** Fills in {@link #ADVANCE}. */
  static void bind(PreparedStatement advance, Progress.Mark mark) throws SQLException {
    advance.setString(1, mark.topic() + "/" + mark.partition());
    advance.setString(2, mark.topic());
    advance.setInt(3, mark.partition());
    advance.setLong(4, mark.nextOffset());
    Instant watermark = mark.watermark() == null ? null : Instant.ofEpochMilli(mark.watermark());
    advance.setObject(5, utc(watermark), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  private Array textArray(Collection<String> texts) throws SQLException {
    return connection().createArrayOf("text", texts.toArray());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      Properties properties = new Properties();
      properties.setProperty("user", address.user());
      properties.setProperty("password", address.password());
      properties.setProperty("reWriteBatchedInserts", "true");
      properties.setProperty("ApplicationName", "sluice-records");
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("connectTimeout", "10");
      properties.setProperty("socketTimeout", "60");
      Connection opened = DriverManager.getConnection(address.jdbcUrl(), properties);
      opened.setAutoCommit(false);
      upserts.clear();
      connection = opened;
    }
    return connection;
  }
}
