package dev.sluice.sinks.postgres;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A record that is read but not yet committed. Its rows are written together or not at all.
 *
 * @param record as it came
 * @param rows at least one
 * @param lost rows that others may wait for and that this record would have made, were it not a
 *     dead letter now; empty for a record that is none
 */
record Pending(TopicRecord record, List<Row> rows, Set<Key> lost) {
  /**
   * What others wait for. Not strategies: each run brings its strategy, so the loss of one run
   * loses no strategy, and who waits for a strategy waits for a run too.
   */
  private static final Set<Table> PARENTS =
      EnumSet.of(
          Table.WORKFLOW_EXECUTIONS,
          Table.CHARTS,
          Table.LLM_ANALYSES,
          Table.TRADING_SIGNALS,
          Table.ORDERS);

  Pending(TopicRecord record, List<Row> rows) {
    this(record, rows, Set.of());
  }

  /** Two reads of a record are two: a pending record is itself only. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** The rows that it makes. */
  Set<Key> provides() {
    Set<Key> keys = new LinkedHashSet<>();
    rows.forEach(row -> keys.add(row.key()));
    return keys;
  }

  /** Of its rows, those that other records may wait for. */
  Set<Key> parents() {
    Set<Key> keys = provides();
    keys.removeIf(key -> !PARENTS.contains(key.table()));
    return keys;
  }

  /** The rows of other records that must be there first. */
  Set<Key> needs() {
    Set<Key> keys = new LinkedHashSet<>();
    rows.forEach(row -> keys.addAll(row.parents()));
    keys.removeAll(provides());
    return keys;
  }
}
