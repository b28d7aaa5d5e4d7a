package dev.sluice.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IndicatorStatePropertiesTest {
  static final int BARS = 420;

  /** A random walk; {@code seed} decides it. Open, high, low, close, volume. */
  static List<double[]> walk(long seed) {
    Random random = new Random(seed);
    List<double[]> bars = new ArrayList<>();
    double close = 20 + 9000 * random.nextDouble();
    for (int i = 0; i < BARS; i++) {
      double open = close;
      close *= Math.exp(0.02 * random.nextGaussian());
      double high = Math.max(open, close) * (1 + 0.01 * random.nextDouble());
      double low = Math.min(open, close) * (1 - 0.01 * random.nextDouble());
      bars.add(new double[] {open, high, low, close, 1 + 1e9 * random.nextDouble()});
    }
    return bars;
  }

  private static double[] scaled(double[] bar, double price, double volume) {
    return new double[] {
      bar[0] * price, bar[1] * price, bar[2] * price, bar[3] * price, bar[4] * volume
    };
  }

  static byte[] bytes(IndicatorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  static IndicatorState read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    IndicatorState state = IndicatorState.read(in);
    assertThat(in.available()).isZero();
    return state;
  }

  @Property(tries = 60)
  void goesOnBitForBitAfterARestart(
      @ForAll long seed, @ForAll @IntRange(max = BARS - 1) int restart) throws IOException {
    IndicatorState straight = new IndicatorState(Timeframe.SESSION);
    IndicatorState restored = new IndicatorState(Timeframe.SESSION);
    IndicatorState copied = new IndicatorState(Timeframe.SESSION);
    List<double[]> bars = walk(seed);
    for (int i = 0; i < BARS; i++) {
      if (i == restart) {
        restored = read(bytes(restored));
        copied = copied.copy();
      }
      Bar bar = TestBars.bar(i, bars.get(i), i == BARS / 2 ? 3 : 1);
      IndicatorSnapshot expected = straight.update(bar);
      // A record's equals compares doubles by their bits.
      assertThat(restored.update(bar)).isEqualTo(expected);
      assertThat(copied.update(bar)).isEqualTo(expected);
    }
    assertThat(bytes(restored)).isEqualTo(bytes(straight)).isEqualTo(bytes(copied));
  }

  @Property(tries = 60)
  void aSplitGivesTheIndicatorsOfAlwaysAdjustedPrices(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = BARS - 1) int split,
      @ForAll @DoubleRange(min = 0.05, max = 20) double factor) {
    IndicatorState traded = new IndicatorState(Timeframe.SESSION);
    IndicatorState adjusted = new IndicatorState(Timeframe.SESSION);
    List<double[]> bars = walk(seed);
    for (int i = 0; i < BARS; i++) {
      double[] bar = bars.get(i);
      double[] before = i < split ? scaled(bar, factor, 1 / factor) : bar;
      IndicatorSnapshot got = traded.update(TestBars.bar(i, before, i == split ? factor : 1));
      IndicatorSnapshot expected = adjusted.update(TestBars.bar(i, bar, 1));
      if (i >= split) {
        assertClose(values(got, 1, 1), values(expected, 1, 1), bar);
      }
    }
  }

  @Property(tries = 60)
  void scaleMovesPricesAndVolumesOnly(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.01, max = 100) double price,
      @ForAll @DoubleRange(min = 0.01, max = 100) double volume) {
    IndicatorState plain = new IndicatorState(Timeframe.SESSION);
    IndicatorState scaled = new IndicatorState(Timeframe.SESSION);
    List<double[]> bars = walk(seed);
    for (int i = 0; i < BARS; i++) {
      double[] bar = bars.get(i);
      IndicatorSnapshot expected = plain.update(TestBars.bar(i, bar, 1));
      IndicatorSnapshot got = scaled.update(TestBars.bar(i, scaled(bar, price, volume), 1));
      assertClose(values(got, 1 / price, 1 / volume), values(expected, 1, 1), bar);
    }
  }

  /** The indicators with prices and volumes multiplied by the factors. */
  private static double[] values(IndicatorSnapshot is, double price, double volume) {
    return new double[] {
      is.sma10() * price,
      is.sma20() * price,
      is.sma50() * price,
      is.sma200() * price,
      is.ema12() * price,
      is.ema26() * price,
      is.macd() * price,
      is.macdSignal() * price,
      is.macdHistogram() * price,
      is.bollingerUpper() * price,
      is.bollingerMiddle() * price,
      is.bollingerLower() * price,
      is.atr14() * price,
      is.rsi14(),
      is.stochasticK(),
      is.stochasticD(),
      is.williamsR14(),
      is.adx14(),
      is.volatility20(),
      is.volumeRoc14(),
      is.volumeSma20() * volume,
      is.obv() * volume
    };
  }

  private static void assertClose(double[] got, double[] expected, double[] bar) {
    for (int i = 0; i < got.length; i++) {
      // Differences of prices carry the rounding of the prices, OBV that of the volumes.
      double size = i < 13 ? Math.max(bar[3], expected[i]) : Math.max(100, Math.abs(expected[i]));
      if (i == got.length - 1) {
        size = 1e9 * BARS;
      }
      assertThat(Double.isNaN(got[i])).as("value %d", i).isEqualTo(Double.isNaN(expected[i]));
      if (!Double.isNaN(expected[i])) {
        assertThat(Math.abs(got[i] - expected[i])).as("value %d", i).isLessThan(1e-9 * size);
      }
    }
  }

  @Test
  void theMovingAverageDoesNotDrift() {
    Sma sma = new Sma(200);
    Random random = new Random(7);
    double[] last = new double[200];
    for (int i = 0; i < 200_000; i++) {
      double x = random.nextInt(10) == 0 ? 1e12 * random.nextDouble() : random.nextDouble();
      last[i % 200] = x;
      sma.update(x);
    }
    for (int i = 0; i < 200; i++) {
      last[i] = i / 7.0;
      sma.update(last[i]);
    }
    assertThat(sma.value()).isCloseTo(199 * 100 / 200.0 / 7, within(1e-12));
  }

  @Test
  void theStateStaysSmall() throws IOException {
    IndicatorState state = new IndicatorState(Timeframe.WEEK);
    assertThat(state.timeframe()).isEqualTo(Timeframe.WEEK);
    assertThat(state.barsPerYear()).isEqualTo(52);
    assertThat(bytes(state)).hasSizeLessThan(512);
    IndicatorState daily = new IndicatorState(Timeframe.SESSION);
    List<double[]> bars = walk(1);
    int greatest = 0;
    for (int i = 0; i < BARS; i++) {
      daily.update(TestBars.bar(i, bars.get(i), i == 300 ? 2 : 1));
      greatest = Math.max(greatest, bytes(daily).length);
    }
    assertThat(greatest).isEqualTo(2346);
    assertThat(bytes(daily)).hasSize(2346);
  }

  @Test
  void noIndicatorAloneIsAbove2KiB() throws IOException {
    Window closes = new Window(200);
    RollingSum sum = new RollingSum(200);
    for (int i = 0; i < 500; i++) {
      closes.push(i);
      sum.slide(closes);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    closes.write(new DataOutputStream(bytes), 0);
    sum.write(new DataOutputStream(bytes));
    // SMA 200 has by far the longest window.
    assertThat(bytes.size()).isEqualTo(1620).isLessThanOrEqualTo(2048);
  }

  @Test
  void aFlatSeriesHasTheConventionsOfFlatness() {
    IndicatorState state = new IndicatorState(Timeframe.SESSION);
    IndicatorSnapshot last = null;
    for (int i = 0; i < 60; i++) {
      last = state.update(TestBars.bar(i, new double[] {5, 5, 5, 5, 0}, 1));
    }
    assertThat(last.rsi14()).isEqualTo(100);
    assertThat(last.stochasticK()).isZero();
    assertThat(last.stochasticD()).isZero();
    assertThat(last.williamsR14()).isEqualTo(-100);
    assertThat(last.adx14()).isZero();
    assertThat(last.volatility20()).isZero();
    assertThat(last.volumeRoc14()).isNaN();
    assertThat(last.obv()).isZero();
  }

  @Test
  void refusesWhatWouldSpoilTheState() throws IOException {
    IndicatorState state = new IndicatorState(Timeframe.SESSION);
    state.update(TestBars.bar(0, new double[] {5, 6, 4, 5, 1}, 1));
    byte[] before = bytes(state);
    double[] bar = {5, 6, 4, 5, 1};
    assertThatThrownBy(
            () -> state.update(TestBars.bar(1, new double[] {5, 6, 4, Double.NaN, 1}, 1)))
        .hasMessageContaining("close: NaN");
    assertThatThrownBy(() -> state.update(TestBars.bar(1, new double[] {5, 6, 4, 5, -1}, 1)))
        .hasMessageContaining("volume: -1.0");
    assertThatThrownBy(() -> state.update(TestBars.bar(1, new double[] {5, 6, 4, 5, 1}, 0)))
        .hasMessageContaining("splitFactor: 0.0");
    assertThat(bytes(state)).isEqualTo(before);
    before[0] = 99;
    assertThatThrownBy(() -> read(before)).hasMessageContaining("version 99");
    assertThatThrownBy(() -> new IndicatorState(Timeframe.MINUTE).update(TestBars.bar(1, bar, 1)))
        .hasMessageContaining("timeframe: 1d, expected 1m");
    assertThatThrownBy(() -> new IndicatorState(Timeframe.MINUTE, 0))
        .hasMessageContaining("barsPerYear: 0.0");
  }
}
