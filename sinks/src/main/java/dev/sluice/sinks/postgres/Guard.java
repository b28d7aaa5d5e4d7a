package dev.sluice.sinks.postgres;

import java.util.List;
import java.util.StringJoiner;
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
    String marks = columns.stream().map(c -> "?").collect(Collectors.joining(", "));
    return insert(table, columns) + " values (" + marks + ")" + onConflict(table, columns);
  }

  /**
   * As {@link #upsert} of any number of rows: a parameter is all values of a column, an array of
   * texts. The statement is the same whatever the number of rows, so the server plans it once.
   *
   * @param types in SQL, in the order of the columns
   */
  String upsertAll(String table, List<Column> columns, List<String> types) {
    StringJoiner values = new StringJoiner(", ");
    StringJoiner arrays = new StringJoiner(", ");
    StringJoiner names = new StringJoiner(", ");
    for (int i = 0; i < columns.size(); i++) {
      values.add("s.c" + i + "::" + types.get(i));
      arrays.add("?::text[]");
      names.add("c" + i);
    }
    return insert(table, columns)
        + " select "
        + values
        + " from unnest("
        + arrays
        + ") as s ("
        + names
        + ")"
        + onConflict(table, columns);
  }

  private static String insert(String table, List<Column> columns) {
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    return "insert into " + table + " (" + names + ")";
  }

  private String onConflict(String table, List<Column> columns) {
    if (column == null) {
      return " on conflict (id) do nothing";
    }
    String sets =
        columns.stream()
            .skip(1)
            .map(c -> c.name() + " = excluded." + c.name())
            .collect(Collectors.joining(", "));
    String comparison = this == EARLIEST ? " < " : " >= ";
    return " on conflict (id) do update set "
        + sets
        + " where excluded."
        + column
        + comparison
        + table
        + "."
        + column;
  }
}
