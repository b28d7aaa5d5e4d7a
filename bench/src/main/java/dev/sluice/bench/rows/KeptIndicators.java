package dev.sluice.bench.rows;

import dev.sluice.domain.indicator.BollingerBands;
import dev.sluice.domain.indicator.HistoricalVolatility;
import dev.sluice.domain.indicator.RateOfChange;
import dev.sluice.domain.indicator.SlowStochastic;
import dev.sluice.domain.indicator.Sma;
import dev.sluice.domain.indicator.WilliamsR;

/**
 * The indicators that look at a window of bars, all with the same window, as the job keeps them:
 * moving average, Bollinger bands, stochastic, Williams %R, volatility, rate of change.
 */
final class KeptIndicators {
  /** Highs lie above closes, and lows below, by this. */
  static final double HALF_RANGE = 0.05;

  /** Bars that each needs beyond its window before it says anything. */
  static final int EXTRA_WARM_UP = 4;

  private final Sma sma;
  private final BollingerBands bands;
  private final SlowStochastic stochastic;
  private final WilliamsR williams;
  private final HistoricalVolatility volatility;
  private final RateOfChange change;

  /** All with a window of this many bars. */
  KeptIndicators(int window) {
    sma = new Sma(window);
    bands = new BollingerBands(window, 2);
    stochastic = new SlowStochastic(window, 3, 3);
    williams = new WilliamsR(window);
    volatility = new HistoricalVolatility(window, 252);
    change = new RateOfChange(window);
  }

  /** Takes the next bar and gives the sum of all values; NaN before all are warm. */
  double update(double close) {
    double high = close + HALF_RANGE;
    double low = close - HALF_RANGE;
    bands.update(close);
    stochastic.update(high, low, close);
    return sma.update(close)
        + bands.upper()
        + bands.lower()
        + stochastic.k()
        + stochastic.d()
        + williams.update(high, low, close)
        + volatility.update(close)
        + change.update(close);
  }
}
