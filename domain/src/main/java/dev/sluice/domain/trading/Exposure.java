package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What an account has at stake. Positions count at their marks, working entries at the price that
 * their cash is set aside at, as if they had filled; what reduces a position does not count before
 * it has filled.
 */
final class Exposure {
  private Exposure() {}

  /** Absolute values of positions and working entries of some symbols. */
  static BigDecimal gross(AccountState state, Predicate<String> symbols) {
    BigDecimal gross = BigDecimal.ZERO;
    for (Map.Entry<String, Holding> entry : state.holdings.entrySet()) {
      if (!entry.getValue().flat() && symbols.test(entry.getKey())) {
        gross = gross.add(value(state, entry.getKey(), entry.getValue()).abs());
      }
    }
    for (WorkingOrder order : state.working) {
      if (order.role == OrderRole.ENTRY && symbols.test(order.symbol)) {
        gross = gross.add(order.remaining().multiply(order.reservePrice));
      }
    }
    return gross;
  }

  /** Positions, long less short, and working entries of one side, which may all fill. */
  static BigDecimal net(AccountState state, Side side) {
    BigDecimal net = BigDecimal.ZERO;
    for (Map.Entry<String, Holding> entry : state.holdings.entrySet()) {
      if (!entry.getValue().flat()) {
        net = net.add(value(state, entry.getKey(), entry.getValue()));
      }
    }
    for (WorkingOrder order : state.working) {
      if (order.role == OrderRole.ENTRY && order.side == side) {
        BigDecimal value = order.remaining().multiply(order.reservePrice);
        net = side == Side.BUY ? net.add(value) : net.subtract(value);
      }
    }
    return net;
  }

  /** Absolute values of positions and working entries, by symbol; none is 0. */
  static TreeMap<String, BigDecimal> bySymbol(AccountState state) {
    TreeMap<String, BigDecimal> exposures = new TreeMap<>();
    for (Map.Entry<String, Holding> entry : state.holdings.entrySet()) {
      if (!entry.getValue().flat()) {
        BigDecimal value = value(state, entry.getKey(), entry.getValue()).abs();
        exposures.merge(entry.getKey(), value, BigDecimal::add);
      }
    }
    for (WorkingOrder order : state.working) {
      if (order.role == OrderRole.ENTRY) {
        BigDecimal value = order.remaining().multiply(order.reservePrice);
        exposures.merge(order.symbol, value, BigDecimal::add);
      }
    }
    return exposures;
  }

  private static BigDecimal value(AccountState state, String symbol, Holding holding) {
    Mark mark = state.marks.get(symbol);
    return mark == null ? holding.cost : holding.quantity.multiply(mark.mid());
  }
}
