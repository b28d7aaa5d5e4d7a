package dev.sluice.sinks.postgres;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 * its order; it waits here until the order has come, by this writer or by an earlier one, or until
 * it is known that the order became a dead letter.
 */
final class WaitingRoom {
  private final Map<Pending, Set<Key>> missing = new LinkedHashMap<>();
  private final Map<Key, List<Pending>> waitingFor = new HashMap<>();
  private final LostParents lost = new LostParents();

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

  /** The parents that will not come, for the writer's state. */
  LostParents lost() {
    return lost;
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
    List<Pending> ordered = inOrder(ready);
    ordered.forEach(pending -> lost.add(pending.lost()));
    ordered.forEach(pending -> lost.remove(pending.provides()));
    return ordered;
  }

  /**
   * Sends away what waits for a parent that is lost, and what waits for that in turn.
   *
   * @return the dead letters that these records become
   */
  List<Pending> condemn(Lookup lookup) throws java.io.IOException, InterruptedException {
    List<Pending> letters = new ArrayList<>();
    while (true) {
      Map<Pending, Key> doomed = doomed();
      if (doomed.isEmpty()) {
        return letters;
      }
      // An order whose third version is refused is there all the same, in its second.
      Set<Key> existing = lookup.existing(new HashSet<>(doomed.values()));
      lost.remove(existing);
      doomed.forEach(
          (pending, parent) -> {
            if (!existing.contains(parent)) {
              leave(pending);
              Pending letter = Decoder.orphaned(pending, parent);
              lost.add(letter.lost());
              letters.add(letter);
            }
          });
    }
  }

  /** Who waits for a lost parent that nobody who waits may still bring, and for which. */
  private Map<Pending, Key> doomed() {
    Map<Pending, Key> doomed = new LinkedHashMap<>();
    if (lost.isEmpty() || missing.isEmpty()) {
      return doomed;
    }
    Set<Key> offered = new HashSet<>();
    missing.keySet().forEach(pending -> offered.addAll(pending.provides()));
    missing.forEach(
        (pending, keys) ->
            keys.stream()
                .filter(key -> lost.contains(key) && !offered.contains(key))
                // The same parent on every run, so that the same letter is written.
                .min(Comparator.comparing(Key::table).thenComparing(Key::id))
                .ifPresent(key -> doomed.put(pending, key)));
    return doomed;
  }

  private void leave(Pending pending) {
    for (Key key : missing.remove(pending)) {
      List<Pending> others = waitingFor.get(key);
      others.remove(pending);
      if (others.isEmpty()) {
        waitingFor.remove(key);
      }
    }
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
