package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternSetting;
import dev.sluice.domain.trading.PatternSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;

/**
 * The thresholds of each account at a time: the configured ones and every change that is in force
 * by then, in the order of time and id. The changes are in broadcast state by the time from which
 * they are in force, so it does not matter when each task was told.
 */
final class ThresholdsInForce {
  private final Map<String, PatternSettings> configured;

  /** Derived from the broadcast state; forgotten when that changes. */
  private final Map<String, Stretch> stretches = new HashMap<>();

  /** Null before the broadcast state was looked at. */
  private Boolean changed;

  private record Stretch(long from, long until, PatternSettings settings) {}

  ThresholdsInForce(Map<String, PatternSettings> configured) {
    this.configured = configured;
  }

  /** True where every account has what it is configured with, at every time. */
  boolean asConfigured(ReadOnlyBroadcastState<Long, List<PatternChange>> changes) throws Exception {
    if (changed == null) {
      changed = changes.immutableEntries().iterator().hasNext();
    }
    return !changed;
  }

  /** The thresholds of an account at a time. */
  PatternSettings at(
      String account, long time, ReadOnlyBroadcastState<Long, List<PatternChange>> changes)
      throws Exception {
    PatternSettings begin = configured.getOrDefault(account, PatternSettings.OFF);
    if (asConfigured(changes)) {
      return begin;
    }
    Stretch stretch = stretches.get(account);
    if (stretch == null || time < stretch.from || time >= stretch.until) {
      stretch = derive(account, begin, time, changes);
      stretches.put(account, stretch);
    }
    return stretch.settings;
  }

  private static Stretch derive(
      String account,
      PatternSettings begin,
      long time,
      ReadOnlyBroadcastState<Long, List<PatternChange>> changes)
      throws Exception {
    TreeMap<Long, List<PatternChange>> byTime = new TreeMap<>();
    for (Map.Entry<Long, List<PatternChange>> entry : changes.immutableEntries()) {
      byTime.put(entry.getKey(), entry.getValue());
    }
    PatternSettings settings = begin;
    for (List<PatternChange> together : byTime.headMap(time, true).values()) {
      for (PatternChange change : sorted(together)) {
        if (change.concerns(account)) {
          settings = settings.with(PatternSetting.of(change.limit()), change.value(), begin);
        }
      }
    }
    Long from = byTime.floorKey(time);
    Long until = byTime.higherKey(time);
    return new Stretch(
        from == null ? Long.MIN_VALUE : from, until == null ? Long.MAX_VALUE : until, settings);
  }

  private static List<PatternChange> sorted(List<PatternChange> changes) {
    List<PatternChange> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(PatternChange::id));
    return sorted;
  }

  /**
   * Takes a change.
   *
   * @param watermark of the operator: what is in force at or before it has been in force, so a
   *     change of that time is a second copy
   */
  void take(PatternChange change, BroadcastState<Long, List<PatternChange>> changes, long watermark)
      throws Exception {
    if (change.effectiveAt() <= watermark) {
      return;
    }
    List<PatternChange> before = changes.get(change.effectiveAt());
    List<PatternChange> together = before == null ? new ArrayList<>() : new ArrayList<>(before);
    if (together.stream().anyMatch(other -> other.id().equals(change.id()))) {
      return;
    }
    together.add(change);
    changes.put(change.effectiveAt(), together);
    forgetOvertaken(changes, watermark);
    stretches.clear();
    changed = true;
  }

  /**
   * Of the changes that every account has passed, those that a later one of the same threshold has
   * overtaken: so there are never more than thresholds and accounts, and what is to come.
   */
  private static void forgetOvertaken(
      BroadcastState<Long, List<PatternChange>> changes, long watermark) throws Exception {
    TreeMap<Long, List<PatternChange>> passed = new TreeMap<>();
    for (Map.Entry<Long, List<PatternChange>> entry : changes.entries()) {
      if (entry.getKey() <= watermark) {
        passed.put(entry.getKey(), entry.getValue());
      }
    }
    Set<List<String>> later = new HashSet<>();
    for (Map.Entry<Long, List<PatternChange>> entry : passed.descendingMap().entrySet()) {
      List<PatternChange> kept = new ArrayList<>();
      List<PatternChange> together = sorted(entry.getValue());
      for (int i = together.size() - 1; i >= 0; i--) {
        PatternChange change = together.get(i);
        boolean overtaken = later.contains(List.of(change.limit(), "*"));
        if (!overtaken && later.add(List.of(change.limit(), change.account()))) {
          kept.add(change);
        }
      }
      if (kept.isEmpty()) {
        changes.remove(entry.getKey());
      } else if (kept.size() < together.size()) {
        changes.put(entry.getKey(), kept);
      }
    }
  }
}
