package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What came of a book's executions: shares by account and symbol, negative for short. */
final class BookPositions {
  private final Map<String, TreeMap<String, BigDecimal>> held = new HashMap<>();

  /** Takes an execution of an order; a position that comes to 0 is none. */
  void take(String account, WorkingOrder order, BigDecimal quantity) {
    TreeMap<String, BigDecimal> positions = held.computeIfAbsent(account, a -> new TreeMap<>());
    BigDecimal change = order.side == Side.BUY ? quantity : quantity.negate();
    BigDecimal sum = positions.getOrDefault(order.symbol, BigDecimal.ZERO).add(change);
    if (sum.signum() == 0) {
      positions.remove(order.symbol);
    } else {
      positions.put(order.symbol, Decimals.plain(sum));
    }
  }

  /** Puts the positions of a symbol on the scale after its split. */
  void split(String symbol, BigDecimal factor) {
    for (TreeMap<String, BigDecimal> positions : held.values()) {
      positions.computeIfPresent(symbol, (s, shares) -> Decimals.plain(shares.multiply(factor)));
    }
  }

  /** A copy of an account's positions, by symbol; empty where it has none. */
  Map<String, BigDecimal> of(String account) {
    return new TreeMap<>(held.getOrDefault(account, new TreeMap<>()));
  }
}
