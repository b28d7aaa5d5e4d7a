package dev.sluice.connectors.venue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Numbers of orders, for venues that want them: one for each client order id and never the same for
 * two. They are durable because the journal's SENDING carries them: a number that no journal holds
 * was never sent.
 */
public final class OrderNumbers {
  private final Map<String, Long> byOrder = new HashMap<>();
  private final Set<Long> used = new HashSet<>();
  private long highest;

  /**
   * Takes in what the journal says.
   *
   * @throws IllegalStateException where the number is another order's, or the order has another
   */
  void restore(String clientOrderId, long number) {
    Long before = byOrder.putIfAbsent(clientOrderId, number);
    if (before != null && before != number) {
      throw new IllegalStateException(
          "order %s: has number %d, expected the %d it was given before"
              .formatted(clientOrderId, number, before));
    }
    if (before == null && !used.add(number)) {
      throw new IllegalStateException(
          "order %s: has number %d, which is another order's".formatted(clientOrderId, number));
    }
    highest = Math.max(highest, number);
  }

  /**
   * The number of an order: the one that it has, or the next one above all that were ever given and
   * not below what the venue would take.
   *
   * @param clientOrderId whose number
   * @param venueNext what the venue says is its next, which may have gone back
   */
  long numberOf(String clientOrderId, long venueNext) {
    Long known = byOrder.get(clientOrderId);
    if (known != null) {
      return known;
    }
    long number = Math.max(Math.addExact(highest, 1), venueNext);
    restore(clientOrderId, number);
    return number;
  }

  /** All numbers by client order id. */
  public Map<String, Long> all() {
    return Map.copyOf(byOrder);
  }
}
