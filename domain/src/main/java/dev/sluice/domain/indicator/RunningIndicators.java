package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the indicators of a symbol and timeframe carry from bar to bar beside the {@link
 * SharedWindows}: sums, averages and the stochastic's last values. A few hundred bytes, so that the
 * state before the last bar can be kept as a whole.
 */
final class RunningIndicators {
  static final int BANDS = 20;
  static final int VOLATILITY = 20;
  static final int VOLUME_CHANGE = 14;

  private final RollingSum sma10 = new RollingSum(10);
  private final RollingSum sma50 = new RollingSum(50);
  private final RollingSum sma200 = new RollingSum(200);

  /** Of SMA 20 too. */
  private final RollingMoments bands = new RollingMoments(BANDS);

  private final Macd macd = new Macd(12, 26, 9);
  private final Rsi rsi = new Rsi(14);
  private final SlowStochastic.Lines stochastic = new SlowStochastic.Lines(3, 3);
  private final Atr atr = new Atr(14);
  private final Adx adx = new Adx(14);
  private final RollingMoments volatility = new RollingMoments(VOLATILITY);
  private final RollingSum volumeSma = new RollingSum(20);
  private final OnBalanceVolume obv = new OnBalanceVolume();

  /** Takes the next bar, which is not in the windows yet, and puts it there. */
  void update(SharedWindows windows, double high, double low, double close, double volume) {
    double previousClose = windows.closes.newest();
    rsi.step(previousClose, close);
    atr.step(previousClose, high, low);
    adx.step(windows.range.high(), windows.range.low(), previousClose, high, low);
    obv.step(previousClose, close, volume);
    macd.update(close);
    windows.push(high, low, close, volume);
    sma10.slide(windows.closes);
    sma50.slide(windows.closes);
    sma200.slide(windows.closes);
    bands.slide(windows.closes);
    stochastic.update(windows.range, close);
    volumeSma.slide(windows.volumes);
    if (windows.returns.count() > 0) {
      volatility.slide(windows.returns);
    }
  }

  IndicatorSnapshot snapshot(SharedWindows windows, double barsPerYear) {
    double middle = bands.mean(windows.closes);
    double width = 2 * BollingerBands.deviation(bands, windows.closes);
    return new IndicatorSnapshot(
        sma10.mean(windows.closes),
        middle,
        sma50.mean(windows.closes),
        sma200.mean(windows.closes),
        macd.fast(),
        macd.slow(),
        macd.value(),
        macd.signal(),
        macd.histogram(),
        rsi.value(),
        middle + width,
        middle,
        middle - width,
        stochastic.k(),
        stochastic.d(),
        WilliamsR.of(windows.range, windows.closes.newest()),
        atr.value(),
        adx.value(),
        HistoricalVolatility.annualised(volatility, windows.returns, barsPerYear),
        volumeSma.mean(windows.volumes),
        RateOfChange.of(windows.volumes, VOLUME_CHANGE),
        obv.value());
  }

  /** Follows the windows to another scale of prices and volumes. */
  void rescale(SharedWindows windows, double priceFactor, double volumeFactor) {
    sma10.afresh(windows.closes);
    sma50.afresh(windows.closes);
    sma200.afresh(windows.closes);
    bands.afresh(windows.closes);
    volatility.afresh(windows.returns);
    volumeSma.afresh(windows.volumes);
    macd.rescale(priceFactor);
    rsi.rescale(priceFactor);
    atr.average.rescale(priceFactor);
    adx.rescale(priceFactor);
    obv.value *= volumeFactor;
  }

  void set(RunningIndicators other) {
    sma10.set(other.sma10);
    sma50.set(other.sma50);
    sma200.set(other.sma200);
    bands.set(other.bands);
    macd.set(other.macd);
    rsi.set(other.rsi);
    stochastic.set(other.stochastic);
    atr.average.set(other.atr.average);
    adx.set(other.adx);
    volatility.set(other.volatility);
    volumeSma.set(other.volumeSma);
    obv.value = other.obv.value;
  }

  void write(DataOutput out) throws IOException {
    sma10.write(out);
    sma50.write(out);
    sma200.write(out);
    bands.write(out);
    macd.write(out);
    rsi.write(out);
    stochastic.write(out);
    atr.average.write(out);
    adx.write(out);
    volatility.write(out);
    volumeSma.write(out);
    out.writeDouble(obv.value);
  }

  void read(DataInput in) throws IOException {
    sma10.read(in);
    sma50.read(in);
    sma200.read(in);
    bands.read(in);
    macd.read(in);
    rsi.read(in);
    stochastic.read(in);
    atr.average.read(in);
    adx.read(in);
    volatility.read(in);
    volumeSma.read(in);
    obv.value = in.readDouble();
  }
}
