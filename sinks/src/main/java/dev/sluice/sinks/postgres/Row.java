package dev.sluice.sinks.postgres;

import dev.sluice.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A row to be written.
 *
 * @param table where it goes
 * @param values in the order of the table's columns; null where the column is null
 */
record Row(Table table, List<Object> values) {
  Row {
    values = Collections.unmodifiableList(values);
  }

  /**
   * A row of these values, texts as {@link Values#storable} makes them.
   *
   * @throws MalformedRecordException where the id is missing
   */
  static Row of(Table table, Object... values) {
    if (values.length != table.columns().size()) {
      throw new IllegalStateException(
          table.sqlName() + ": " + values.length + " values for " + table.columns().size());
    }
    if (values[0] == null) {
      throw new MalformedRecordException(table.sqlName() + ".id: was null, expected an id");
    }
    List<Object> storable = new ArrayList<>(Arrays.asList(values));
    // Here and not where a row is bound, so that a row is looked up by the id that is stored.
    storable.replaceAll(value -> value instanceof String text ? Values.storable(text) : value);
    return new Row(table, storable);
  }

  String id() {
    return (String) values.get(0);
  }

  Key key() {
    return new Key(table, id());
  }

  /** The rows that must be there before this one. */
  Set<Key> parents() {
    Set<Key> parents = new LinkedHashSet<>();
    for (int i = 0; i < values.size(); i++) {
      Table parent = table.parent(table.columns().get(i));
      if (parent != null && values.get(i) != null) {
        parents.add(new Key(parent, (String) values.get(i)));
      }
    }
    return parents;
  }
}
