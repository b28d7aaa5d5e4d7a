package dev.sluice.jobs.chaos;

import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A transaction that holds what the records job wants and wants what it holds, until the database
 * has ended one of the two.
 */
final class Deadlock {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 20;
  private static final String DEADLOCK_DETECTED = "40P01";

  /** Tables that the writer has locked for writing and is not waiting for. */
  private static final String HELD =
      "select c.relname from pg_locks w join pg_locks h on h.pid = w.pid and h.granted"
          + " and h.mode = 'RowExclusiveLock' join pg_class c on c.oid = h.relation"
          + " where not w.granted and w.relation = 'stream_progress'::regclass and c.relkind = 'r'"
          + " and h.relation <> w.relation limit 1";

  private final SluiceConfig config;

  Deadlock(SluiceConfig config) {
    this.config = config;
  }

  /**
   * Makes one.
   *
   * @return null where the database has found a deadlock, otherwise why there was none
   */
  String make() throws SQLException, InterruptedException {
    try (Connection connection =
        DriverManager.getConnection(
            config.get(SluiceOptions.POSTGRES_URL),
            config.get(SluiceOptions.POSTGRES_USER),
            config.get(SluiceOptions.POSTGRES_PASSWORD))) {
      long before = deadlocks(connection);
      connection.setAutoCommit(false);
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (int attempt = 0; attempt < ATTEMPTS && System.nanoTime() < end; attempt++) {
        cross(connection, end);
        connection.rollback();
        if (deadlocks(connection) > before) {
          return null;
        }
      }
      return "no deadlock came about within " + PATIENCE;
    }
  }

  /**
   * Takes the table that the writer writes last, waits for the writer to want it, and asks for
   * another that it has written.
   */
  private static void cross(Connection connection, long end)
      throws SQLException, InterruptedException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table stream_progress in share mode");
      String held = held(statement);
      // A writer that has nothing but progress to write holds nothing else: let it pass.
      long patience = Math.min(end, System.nanoTime() + ATTEMPT.toNanos());
      while (held == null && System.nanoTime() < patience) {
        Thread.sleep(10);
        held = held(statement);
      }
      if (held != null) {
        statement.execute("lock table " + held + " in share mode");
      }
    } catch (SQLException e) {
      if (!DEADLOCK_DETECTED.equals(e.getSQLState())) {
        throw e;
      }
      // This side was the victim.
    }
  }

  private static String held(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery(HELD)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static long deadlocks(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_stat_clear_snapshot()");
      try (ResultSet rows =
          statement.executeQuery(
              "select deadlocks from pg_stat_database where datname = current_database()")) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
