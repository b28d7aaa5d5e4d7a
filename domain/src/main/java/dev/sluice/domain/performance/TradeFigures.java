package dev.sluice.domain.performance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Figures of closed trades (Tharp, "Trade Your Way to Financial Freedom", on expectancy; the others
 * are the usual ones of trading reports). Sums are exact; quotients have 16 digits.
 *
 * @param winRate trades with a profit ÷ all trades; one without profit or loss is no win
 * @param profitFactor sum of profits ÷ sum of losses; undefined where no trade lost
 * @param expectancy mean profit or loss of a trade, commission taken off, in the account's currency
 */
record TradeFigures(Metric winRate, Metric profitFactor, Metric expectancy) {
  /**
   * Of these trades.
   *
   * @param trades null where they are not known
   */
  static TradeFigures of(List<ClosedTrade> trades) {
    if (trades == null || trades.isEmpty()) {
      Metric none =
          Metric.undefined(trades == null ? "no list of trades was given" : "no trade was closed");
      return new TradeFigures(none, none, none);
    }
    int wins = 0;
    BigDecimal profits = BigDecimal.ZERO;
    BigDecimal losses = BigDecimal.ZERO;
    for (ClosedTrade trade : trades) {
      if (trade.pnl().signum() > 0) {
        wins++;
        profits = profits.add(trade.pnl());
      } else {
        losses = losses.subtract(trade.pnl());
      }
    }
    BigDecimal count = BigDecimal.valueOf(trades.size());
    return new TradeFigures(
        Metric.of((double) wins / trades.size()),
        losses.signum() == 0 ? Metric.undefined("no trade lost") : quotient(profits, losses),
        quotient(profits.subtract(losses), count));
  }

  private static Metric quotient(BigDecimal above, BigDecimal below) {
    return Metric.of(above.divide(below, MathContext.DECIMAL64).doubleValue());
  }
}
