package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternThresholds;
import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** What each pattern finds, by plain loops over all that happened since its last match. */
final class PatternScan {
  private PatternScan() {}

  /** Positions, in the list, of the events that complete a match. */
  static List<Integer> of(AccountPattern pattern, PatternThresholds t, List<PatternEvent> events) {
    if (pattern instanceof PriceShock) {
      List<Integer> both = new ArrayList<>(scan(events, (all, k) -> moved(all, k, t, 1)));
      both.addAll(scan(events, (all, k) -> moved(all, k, t, -1)));
      both.sort(Integer::compare);
      return both;
    }
    if (pattern instanceof LosingStreak) {
      return scan(
          events,
          (all, k) ->
              last(all, k, t).stream().allMatch(e -> e.value().signum() < 0) && k + 1 >= t.count());
    }
    if (pattern instanceof Whipsaw) {
      return scan(events, (all, k) -> whipsaw(all, k, t));
    }
    if (pattern instanceof StopOutsWhileDrawdownGrows) {
      return scan(events, (all, k) -> burst(all, k, t) && grows(last(all, k, t)));
    }
    return scan(events, (all, k) -> burst(all, k, t));
  }

  /** Each match begins behind the one before it. */
  private static List<Integer> scan(
      List<PatternEvent> events, BiPredicate<List<PatternEvent>, Integer> complete) {
    List<Integer> found = new ArrayList<>();
    int begin = 0;
    for (int k = 0; k < events.size(); k++) {
      if (complete.test(events.subList(begin, events.size()), k - begin)) {
        found.add(k);
        begin = k + 1;
      }
    }
    return found;
  }

  private static List<PatternEvent> last(List<PatternEvent> all, int k, PatternThresholds t) {
    return all.subList(Math.max(0, k + 1 - t.count()), k + 1);
  }

  private static boolean burst(List<PatternEvent> all, int k, PatternThresholds t) {
    return k + 1 >= t.count() && within(last(all, k, t).get(0), all.get(k), t);
  }

  private static boolean grows(List<PatternEvent> events) {
    for (int i = 1; i < events.size(); i++) {
      if (events.get(i).drawdown().compareTo(events.get(i - 1).drawdown()) <= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean whipsaw(List<PatternEvent> all, int k, PatternThresholds t) {
    for (int i = 0; i < k; i++) {
      for (int j = i + 1; j < k; j++) {
        if (all.get(i).side() == Side.BUY
            && all.get(j).side() == Side.SELL
            && all.get(k).side() == Side.BUY
            && within(all.get(i), all.get(k), t)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean moved(List<PatternEvent> all, int k, PatternThresholds t, int direction) {
    for (int i = 0; i < k; i++) {
      BigDecimal from = all.get(i).value();
      BigDecimal percent =
          all.get(k)
              .value()
              .subtract(from)
              .scaleByPowerOfTen(2)
              .multiply(BigDecimal.valueOf(direction));
      if (within(all.get(i), all.get(k), t) && percent.compareTo(t.percent().multiply(from)) > 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean within(PatternEvent first, PatternEvent last, PatternThresholds t) {
    return last.time() - first.time() < t.span().toMillis();
  }
}
