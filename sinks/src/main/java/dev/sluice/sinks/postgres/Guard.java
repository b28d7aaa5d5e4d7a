package dev.sluice.sinks.postgres;

import java.util.List;
import java.util.stream.Collectors;

/** Which of two rows of the same id stays. */
enum Guard {
  /** The first: the table is append-only, and a second copy is the same. */
  KEEP_FIRST(null),
  /** The one with the higher version. */
  VERSION("version"),
  /** The one with the higher revision. */
  REVISION("revision"),
  /** The one that is as of a later event time. */
  LATEST("event_time"),
  /** The one that was created earlier in event time. */
  EARLIEST("created_at");

  private final String column;

  Guard(String column) {
    this.column = column;
  }

  /** The column that two rows are compared by; null where they are not. */
  String column() {
    return column;
  }

  /**
   * Inserts a row, or replaces the one there by this rule.
   *
   * @param table in SQL
   * @param columns in the order of the values, the primary key first
   */
  String upsert(String table, List<Column> columns) {
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String marks = columns.stream().map(c -> "?").collect(Collectors.joining(", "));
    String insert = "insert into " + table + " (" + names + ") values (" + marks + ")";
    if (column == null) {
      return insert + " on conflict (id) do nothing";
    }
    String sets =
        columns.stream()
            .skip(1)
            .map(c -> c.name() + " = excluded." + c.name())
            .collect(Collectors.joining(", "));
    String comparison = this == EARLIEST ? " < " : " >= ";
    return insert
        + " on conflict (id) do update set "
        + sets
        + " where excluded."
        + column
        + comparison
        + table
        + "."
        + column;
  }
}
