package dev.sluice.domain.indicator;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * All indicators of one symbol in one timeframe: constant in size, O(1) a bar, mutable.
 *
 * <p>Splits: before a bar with split factor f (new shares per old) is taken, each price held is
 * divided by f and each volume multiplied by it. So the indicators are always of split-adjusted
 * prices on the scale of the current bar, continuous across the split, without the history.
 *
 * <p>The binary form starts with a version; the same state always gives the same bytes, and a state
 * that was written and read goes on bit for bit like one that was not.
 */
public final class IndicatorState {
  private static final int VERSION = 1;

  private final Timeframe timeframe;
  private Sma sma10 = new Sma(10);
  private Sma sma20 = new Sma(20);
  private Sma sma50 = new Sma(50);
  private Sma sma200 = new Sma(200);
  private Macd macd = new Macd(12, 26, 9);
  private Rsi rsi = new Rsi(14);
  private BollingerBands bollinger = new BollingerBands(20, 2);
  private SlowStochastic stochastic = new SlowStochastic(14, 3, 3);
  private WilliamsR williams = new WilliamsR(14);
  private Atr atr = new Atr(14);
  private Adx adx = new Adx(14);
  private HistoricalVolatility volatility;
  private Sma volumeSma = new Sma(20);
  private RateOfChange volumeRoc = new RateOfChange(14);
  private OnBalanceVolume obv = new OnBalanceVolume();

  /**
   * The state before the first bar.
   *
   * @param timeframe SESSION or WEEK; it sets the bars in a year (252 or 52) for the volatility
   * @throws IllegalArgumentException for another timeframe
   */
  public IndicatorState(Timeframe timeframe) {
    this.timeframe = timeframe;
    this.volatility = new HistoricalVolatility(20, barsPerYear(timeframe));
  }

  private static double barsPerYear(Timeframe timeframe) {
    return switch (timeframe) {
      case SESSION -> 252;
      case WEEK -> 52;
      default ->
          throw new IllegalArgumentException(
              "timeframe: " + timeframe.code() + " has no indicators, expected 1d or 1w");
    };
  }

  /** The length of the bars that this state takes. */
  public Timeframe timeframe() {
    return timeframe;
  }

  /**
   * Takes the next closed bar and gives the indicators as of its close.
   *
   * @throws IllegalArgumentException naming field, value and what was expected, where a price or
   *     the split factor is not a finite number above 0, the volume not one from 0 up, or the bar
   *     is of another timeframe; the state is then as it was
   */
  public IndicatorSnapshot update(Bar bar) {
    requireUsable(bar);
    if (bar.splitFactor() != 1) {
      rescale(1 / bar.splitFactor(), bar.splitFactor());
    }
    double close = bar.close();
    sma10.update(close);
    sma20.update(close);
    sma50.update(close);
    sma200.update(close);
    macd.update(close);
    rsi.update(close);
    bollinger.update(close);
    stochastic.update(bar.high(), bar.low(), close);
    williams.update(bar.high(), bar.low(), close);
    atr.update(bar.high(), bar.low(), close);
    adx.update(bar.high(), bar.low(), close);
    volatility.update(close);
    volumeSma.update(bar.volume());
    volumeRoc.update(bar.volume());
    obv.update(close, bar.volume());
    return snapshot();
  }

  /** The indicators as of the last bar; NaN before warm-up. */
  public IndicatorSnapshot snapshot() {
    return new IndicatorSnapshot(
        sma10.value(),
        sma20.value(),
        sma50.value(),
        sma200.value(),
        macd.fast(),
        macd.slow(),
        macd.value(),
        macd.signal(),
        macd.histogram(),
        rsi.value(),
        bollinger.upper(),
        bollinger.middle(),
        bollinger.lower(),
        stochastic.k(),
        stochastic.d(),
        williams.value(),
        atr.value(),
        adx.value(),
        volatility.value(),
        volumeSma.value(),
        volumeRoc.value(),
        obv.value());
  }

  private void rescale(double priceFactor, double volumeFactor) {
    sma10.rescale(priceFactor);
    sma20.rescale(priceFactor);
    sma50.rescale(priceFactor);
    sma200.rescale(priceFactor);
    macd.rescale(priceFactor);
    rsi.rescale(priceFactor);
    bollinger.rescale(priceFactor);
    stochastic.rescale(priceFactor);
    williams.rescale(priceFactor);
    atr.rescale(priceFactor);
    adx.rescale(priceFactor);
    volatility.rescale(priceFactor);
    volumeSma.rescale(volumeFactor);
    volumeRoc.rescale(volumeFactor);
    obv.rescale(priceFactor, volumeFactor);
  }

  private void requireUsable(Bar bar) {
    if (bar.timeframe() != timeframe) {
      throw new IllegalArgumentException(
          "timeframe: %s, expected %s".formatted(bar.timeframe().code(), timeframe.code()));
    }
    requireAboveZero("high", bar.high());
    requireAboveZero("low", bar.low());
    requireAboveZero("close", bar.close());
    requireAboveZero("splitFactor", bar.splitFactor());
    if (!Double.isFinite(bar.volume()) || bar.volume() < 0) {
      throw new IllegalArgumentException(
          "volume: " + bar.volume() + ", expected a finite number from 0 up");
    }
  }

  private static void requireAboveZero(String field, double value) {
    if (!Double.isFinite(value) || value <= 0) {
      throw new IllegalArgumentException(
          field + ": " + value + ", expected a finite number above 0");
    }
  }

  /** A state of its own with the same content. */
  public IndicatorState copy() {
    IndicatorState copy = new IndicatorState(timeframe);
    copy.sma10 = sma10.copy();
    copy.sma20 = sma20.copy();
    copy.sma50 = sma50.copy();
    copy.sma200 = sma200.copy();
    copy.macd = macd.copy();
    copy.rsi = rsi.copy();
    copy.bollinger = bollinger.copy();
    copy.stochastic = stochastic.copy();
    copy.williams = williams.copy();
    copy.atr = atr.copy();
    copy.adx = adx.copy();
    copy.volatility = volatility.copy();
    copy.volumeSma = volumeSma.copy();
    copy.volumeRoc = volumeRoc.copy();
    copy.obv = obv.copy();
    return copy;
  }

  /** Writes the version and the state; at most about 4 kB. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(timeframe.code());
    sma10.write(out);
    sma20.write(out);
    sma50.write(out);
    sma200.write(out);
    macd.write(out);
    rsi.write(out);
    bollinger.write(out);
    stochastic.write(out);
    williams.write(out);
    atr.write(out);
    adx.write(out);
    volatility.write(out);
    volumeSma.write(out);
    volumeRoc.write(out);
    obv.write(out);
  }

  /**
   * The state that {@link #write} wrote.
   *
   * @throws IOException where the bytes end early or are of a version that this one does not know
   */
  public static IndicatorState read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("indicator state: version " + version + ", expected " + VERSION);
    }
    IndicatorState state = new IndicatorState(Timeframe.of(in.readUTF()));
    state.sma10 = Sma.read(in);
    state.sma20 = Sma.read(in);
    state.sma50 = Sma.read(in);
    state.sma200 = Sma.read(in);
    state.macd = Macd.read(in);
    state.rsi = Rsi.read(in);
    state.bollinger = BollingerBands.read(in);
    state.stochastic = SlowStochastic.read(in);
    state.williams = WilliamsR.read(in);
    state.atr = Atr.read(in);
    state.adx = Adx.read(in);
    state.volatility = HistoricalVolatility.read(in);
    state.volumeSma = Sma.read(in);
    state.volumeRoc = RateOfChange.read(in);
    state.obv = OnBalanceVolume.read(in);
    return state;
  }
}
