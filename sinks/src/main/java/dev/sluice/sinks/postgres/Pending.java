package dev.sluice.sinks.postgres;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A record that is read but not yet committed. Its rows are written together or not at all.
 *
 * @param record as it came
 * @param rows at least one
 */
record Pending(TopicRecord record, List<Row> rows) {
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

  /** The rows of other records that must be there first. */
  Set<Key> needs() {
    Set<Key> keys = new LinkedHashSet<>();
    rows.forEach(row -> keys.addAll(row.parents()));
    keys.removeAll(provides());
    return keys;
  }
}
