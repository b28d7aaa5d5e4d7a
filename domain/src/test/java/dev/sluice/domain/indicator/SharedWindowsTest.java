package dev.sluice.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The state's shared windows give what each indicator gives alone, to the last bit. */
class SharedWindowsTest {
  private final Sma sma10 = new Sma(10);
  private final Sma sma50 = new Sma(50);
  private final Sma sma200 = new Sma(200);
  private final BollingerBands bands = new BollingerBands(20, 2);
  private final Macd macd = new Macd(12, 26, 9);
  private final Rsi rsi = new Rsi(14);
  private final SlowStochastic stochastic = new SlowStochastic(14, 3, 3);
  private final WilliamsR williams = new WilliamsR(14);
  private final Atr atr = new Atr(14);
  private final Adx adx = new Adx(14);
  private final HistoricalVolatility volatility = new HistoricalVolatility(20, 252);
  private final Sma volumeSma = new Sma(20);
  private final RateOfChange volumeRoc = new RateOfChange(14);
  private final OnBalanceVolume obv = new OnBalanceVolume();

  private IndicatorSnapshot alone(double[] bar) {
    double high = bar[1];
    double low = bar[2];
    double close = bar[3];
    bands.update(close);
    stochastic.update(high, low, close);
    macd.update(close);
    return new IndicatorSnapshot(
        sma10.update(close),
        bands.middle(),
        sma50.update(close),
        sma200.update(close),
        macd.fast(),
        macd.slow(),
        macd.value(),
        macd.signal(),
        macd.histogram(),
        rsi.update(close),
        bands.upper(),
        bands.middle(),
        bands.lower(),
        stochastic.k(),
        stochastic.d(),
        williams.update(high, low, close),
        atr.update(high, low, close),
        adx.update(high, low, close),
        volatility.update(close),
        volumeSma.update(bar[4]),
        volumeRoc.update(bar[4]),
        obv.update(close, bar[4]));
  }

  @Test
  void theStateIsItsIndicators() {
    IndicatorState state = new IndicatorState(Timeframe.SESSION);
    List<double[]> bars = IndicatorStatePropertiesTest.walk(11);
    Sma sma20 = new Sma(20);
    for (int i = 0; i < bars.size(); i++) {
      IndicatorSnapshot got = state.update(TestBars.bar(i, bars.get(i), 1));
      assertThat(got).isEqualTo(alone(bars.get(i)));
      assertThat((Double) got.sma20()).isEqualTo((Double) sma20.update(bars.get(i)[3]));
    }
  }
}
