package dev.sluice.domain.trading;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.util.List;

/**
 * Puts all that an account has of a symbol on the scale after a split: quantities times the factor,
 * prices divided by it. A split is no trade: cash, what the position cost, realised P&L, peaks and
 * the day's start stay, and equity stays but for the last digit of a divided mark.
 *
 * <p>Quantities are exact; a fraction of a share that a split leaves is kept and sold with the rest
 * (a broker would pay cash in lieu of it; this one does not). Prices of orders are rounded half up
 * to 0.0001, and never below that.
 *
 * <p>An order keeps its id, its time and its place; its change is published with the ratio as the
 * reason. What its fills came to stays, so its average price follows the scale.
 */
final class StockSplit {
  private final Step step;
  private final BigDecimal factor;

  private StockSplit(Step step, BigDecimal factor) {
    this.step = step;
    this.factor = factor;
  }

  /**
   * Checks the factor of a split.
   *
   * @return new shares for an old one
   * @throws IllegalArgumentException where it is not a finite number above 0
   */
  static BigDecimal factor(Tick split) {
    if (!Double.isFinite(split.price()) || split.price() <= 0) {
      throw new IllegalArgumentException(
          "price of the split of "
              + split.symbol()
              + " is "
              + split.price()
              + ", expected new shares for an old one, a finite number > 0");
    }
    return Decimals.plain(BigDecimal.valueOf(split.price()));
  }

  /** Takes a split that is in force from the step's time on. */
  static void take(Step step, String symbol, BigDecimal factor) {
    if (factor.compareTo(BigDecimal.ONE) != 0) {
      new StockSplit(step, factor).take(symbol);
    }
  }

  private void take(String symbol) {
    AccountState state = step.state;
    Mark mark = state.marks.get(symbol);
    if (mark != null) {
      // What was quoted before is nobody's price any more, so it must not value what is held now.
      state.marks.put(symbol, mark.split(factor, step.now));
    }
    for (WorkingOrder order : List.copyOf(state.working)) {
      if (order.symbol.equals(symbol)) {
        take(order);
      }
    }
    for (WorkingOrder order : state.venue.ended.values()) {
      // What is told of it late is protected at its prices.
      if (order.symbol.equals(symbol)) {
        order.split(factor);
      }
    }
    state.venue.awaitedExits.computeIfPresent(symbol, (s, exit) -> exit.split(factor));
    SymbolMemory memory = state.risk.symbols.get(symbol);
    if (memory != null) {
      memory.split(factor);
    }
    Holding holding = state.holdings.get(symbol);
    if (holding != null) {
      holding.split(factor);
      if (!holding.flat()) {
        step.snapshot(Occasion.SPLIT, step.now);
      }
    }
  }

  private void take(WorkingOrder order) {
    order.split(factor);
    // The next fill is charged what it adds to the order's commission. What was filled before is
    // paid, however many shares it is now.
    order.commission = step.commission(order, order.filled, order.notional);
    step.amend(order, "split " + factor.toPlainString() + ":1");
  }
}
