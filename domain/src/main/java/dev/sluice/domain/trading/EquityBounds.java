package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Tells in doubles that a quote has moved no peak and no largest drawdown, which nearly all do not,
 * so that the exact figures need not be found. Where it cannot tell they are: nothing that is kept
 * or said comes from here.
 *
 * <p>A sum of products of doubles is off by less than a few 1e-16 of what it is made of; what is
 * within {@link #MARGIN} of it is left to the decimals. Holds nothing to be kept.
 */
final class EquityBounds {
  private static final double MARGIN = 1e-9;

  /** A middle is rounded to ten digits after the point, which a small price feels. */
  private static final double MID = 5e-11;

  private final Rough cash = new Rough();
  private final Rough peak = new Rough();
  private final Rough limitPeak = new Rough();
  private final Rough drawdown = new Rough();

  /** A decimal as a double, found once for each. */
  static final class Rough {
    private BigDecimal exact;
    private double value;

    double of(BigDecimal decimal) {
      if (decimal != exact) {
        value = decimal.doubleValue();
        exact = decimal;
      }
      return value;
    }
  }

  /** True where the equity is surely below its peaks and has fallen less than it did once. */
  boolean within(AccountState state) {
    double equity = cash.of(state.cash);
    double gross = Math.abs(equity);
    double rounding = 0;
    for (Map.Entry<String, Holding> entry : state.holdings.entrySet()) {
      Holding holding = entry.getValue();
      if (!holding.flat()) {
        Mark mark = state.marks.get(entry.getKey());
        double quantity = holding.rough.of(holding.quantity);
        double value = mark == null ? holding.cost.doubleValue() : quantity * mark.roughMid();
        equity += value;
        gross += Math.abs(value);
        rounding += Math.abs(quantity) * MID;
      }
    }
    double highest = peak.of(state.peakEquity);
    double margin = MARGIN * (gross + Math.abs(highest)) + rounding;
    return highest > 0
        && equity + margin < highest
        && equity + margin < limitPeak.of(state.limitPeakEquity)
        && (highest - equity + margin) / highest + MARGIN < drawdown.of(state.maxDrawdown);
  }
}
