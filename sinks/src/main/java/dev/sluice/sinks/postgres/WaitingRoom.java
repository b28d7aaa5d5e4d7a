package dev.sluice.sinks.postgres;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records whose parents are not there yet. Topics are read side by side, so a fill may come before
 * its order; it waits here until the order has come, by this writer or by an earlier one.
 */
final class WaitingRoom {
  private final Map<Pending, Set<Key>> missing = new LinkedHashMap<>();
  private final Map<Key, List<Pending>> waitingFor = new HashMap<>();

  /** Looks up which rows are in the database. */
  @FunctionalInterface
  interface Lookup {
    Set<Key> existing(Set<Key> keys) throws java.io.IOException, InterruptedException;
  }

  /** The records that wait, in the order in which they came. */
  Collection<Pending> waiting() {
    return missing.keySet();
  }

  int size() {
    return missing.size();
  }

  /** Sends a record back to wait for everything that it needs. */
  void park(Pending pending) {
    await(pending, pending.needs());
  }

  /**
   * Which records can be written now, parents before children; the rest waits.
   *
   * @param arrived records that came since the last call
   * @param lookup asked once at most
   * @param askForAll whether the database is asked about the parents of waiting records too; a
   *     parent in {@code arrived} frees its children in any case
   */
  List<Pending> admit(List<Pending> arrived, Lookup lookup, boolean askForAll)
      throws java.io.IOException, InterruptedException {
    Map<Pending, Set<Key>> needs = new LinkedHashMap<>();
    Set<Key> unknown = new LinkedHashSet<>();
    if (askForAll) {
      missing.forEach((pending, keys) -> unknown.addAll(keys));
    }
    for (Pending pending : arrived) {
      Set<Key> keys = pending.needs();
      needs.put(pending, keys);
      unknown.addAll(keys);
    }
    Set<Key> existing = unknown.isEmpty() ? Set.of() : lookup.existing(unknown);
    Deque<Pending> ready = new ArrayDeque<>();
    if (askForAll) {
      existing.forEach(key -> arrive(key, ready));
    }
    needs.forEach(
        (pending, keys) -> {
          keys.removeAll(existing);
          if (keys.isEmpty()) {
            ready.add(pending);
          } else {
            await(pending, keys);
          }
        });
    return inOrder(ready);
  }

  private List<Pending> inOrder(Deque<Pending> ready) {
    List<Pending> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      Pending next = ready.poll();
      ordered.add(next);
      next.provides().forEach(key -> arrive(key, ready));
    }
    return ordered;
  }

  private void await(Pending pending, Set<Key> keys) {
    missing.put(pending, new HashSet<>(keys));
    keys.forEach(key -> waitingFor.computeIfAbsent(key, k -> new ArrayList<>()).add(pending));
  }

  private void arrive(Key key, Deque<Pending> ready) {
    List<Pending> children = waitingFor.remove(key);
    if (children == null) {
      return;
    }
    for (Pending child : children) {
      Set<Key> keys = missing.get(child);
      if (keys != null && keys.remove(key) && keys.isEmpty()) {
        missing.remove(child);
        ready.add(child);
      }
    }
  }
}
