package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** What must hold of an account at all times, checked against totals that are kept apart. */
final class Invariants {
  private Invariants() {}

  /** The first that does not hold, in words; empty where all do. */
  static Optional<String> firstBreach(AccountState state, AccountConfig config) {
    // What a venue outside has sold is so: it was said when it was told, and has to be left again.
    return firstBreach(state, config.limits().allowShort() || config.remote());
  }

  static Optional<String> firstBreach(AccountState state, boolean allowShort) {
    BigDecimal paid =
        state
            .initialCash
            .add(state.soldNotional)
            .subtract(state.boughtNotional)
            .subtract(state.commissions);
    if (paid.compareTo(state.cash) != 0) {
      return breach("cash is " + state.cash + " but the fills leave " + paid);
    }
    BigDecimal booked = state.initialCash.subtract(state.commissions);
    for (Map.Entry<String, Holding> entry : state.holdings.entrySet()) {
      Holding holding = entry.getValue();
      BigDecimal net = holding.boughtQuantity.subtract(holding.soldQuantity);
      if (net.compareTo(holding.quantity) != 0) {
        return breach(entry.getKey() + " is " + holding.quantity + " but the fills leave " + net);
      }
      if (!allowShort && holding.quantity.signum() < 0) {
        return breach(entry.getKey() + " is short " + holding.quantity);
      }
      booked = booked.add(holding.realizedPnl).subtract(holding.cost);
    }
    if (booked.compareTo(state.cash) != 0) {
      return breach("cash is " + state.cash + " but costs and realised P&L leave " + booked);
    }
    return orders(state);
  }

  private static Optional<String> orders(AccountState state) {
    for (WorkingOrder order : state.working) {
      if (order.filled.signum() < 0 || order.remaining().signum() <= 0) {
        return breach(
            "order " + order.id + " of " + order.quantity + " has filled " + order.filled);
      }
      if (order.status.terminal()) {
        return breach("order " + order.id + " works though it is " + order.status);
      }
    }
    if (state.status == AccountStatus.REDUCING) {
      for (WorkingOrder order : state.working) {
        if (!order.role.reduces() && order.remote.cancelRequests == 0) {
          return breach("entry " + order.id + " works while only reducing");
        }
      }
    }
    // What a venue outside was asked to call off goes on until it has answered.
    long atWork = state.working.stream().filter(o -> o.remote.cancelRequests == 0).count();
    return state.status == AccountStatus.HALTED && atWork > 0
        ? breach(atWork + " orders work while halted")
        : Optional.empty();
  }

  private static Optional<String> breach(String what) {
    return Optional.of("invariant broken: " + what);
  }
}
