package dev.sluice.sinks.postgres;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows that others may wait for and that will not come, because the records that were to make them
 * became dead letters. The last {@link #CAPACITY} are known: a refused parent is a fault of its
 * writer and rare, and children come soon after their parents.
 */
final class LostParents {
  /** How many are remembered; the oldest is forgotten first. */
  static final int CAPACITY = 10_000;

  private final Set<Key> keys = new LinkedHashSet<>();

  void add(Collection<Key> lost) {
    keys.addAll(lost);
    Iterator<Key> oldest = keys.iterator();
    while (keys.size() > CAPACITY) {
      oldest.next();
      oldest.remove();
    }
  }

  /** A later version of a refused record may be fit to be stored. */
  void remove(Collection<Key> stored) {
    stored.forEach(keys::remove);
  }

  boolean contains(Key key) {
    return keys.contains(key);
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** All that are known, oldest first. */
  List<Key> all() {
    return List.copyOf(keys);
  }
}
