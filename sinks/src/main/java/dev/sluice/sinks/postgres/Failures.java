package dev.sluice.sinks.postgres;

import java.sql.SQLException;
import java.util.Set;

/** What a failure of PostgreSQL means (SQLSTATE, PostgreSQL's documentation, appendix A). */
final class Failures {
  /** The foreign key's parent is not there. */
  static final String FOREIGN_KEY_VIOLATION = "23503";

  /** Classes of failures that pass: connection, resources, operator's doing, system. */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58");

  /**
   * Serialisation failure, deadlock, lock not available, read-only while a standby takes over, and
   * a table that is not there: in a cluster the job may start before whoever migrates.
   */
  private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03", "25006", "42P01");

  private Failures() {}

  /** True where the same statement can succeed later. */
  static boolean passing(SQLException e) {
    String state = state(e);
    return PASSING.contains(state) || PASSING_CLASSES.contains(classOf(state));
  }

  /** True where the row itself is at fault: a value or a constraint. */
  static boolean badData(SQLException e) {
    String family = classOf(state(e));
    return family.equals("22") || family.equals("23");
  }

  /** The first SQLSTATE of a chain; empty where there is none. */
  static String state(SQLException e) {
    for (SQLException next = e; next != null; next = next.getNextException()) {
      if (next.getSQLState() != null) {
        return next.getSQLState();
      }
    }
    return "";
  }

  /** What the server said, one line. */
  static String message(SQLException e) {
    SQLException last = e;
    while (last.getNextException() != null) {
      last = last.getNextException();
    }
    String message = String.valueOf(last.getMessage());
    return message.lines().findFirst().orElse(message);
  }

  private static String classOf(String state) {
    return state.length() < 2 ? "" : state.substring(0, 2);
  }
}
