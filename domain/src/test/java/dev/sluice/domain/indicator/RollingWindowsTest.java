package dev.sluice.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums, deviations and extremes of windows against the windows themselves. */
class RollingWindowsTest {
  private static double[] window(double[] values, int end, int length) {
    return Arrays.copyOfRange(values, Math.max(0, end - length), end);
  }

  /** The population deviation in decimals of 60 digits. */
  private static double deviation(double[] window) {
    MathContext digits = new MathContext(60);
    BigDecimal count = BigDecimal.valueOf(window.length);
    BigDecimal sum = BigDecimal.ZERO;
    for (double x : window) {
      sum = sum.add(new BigDecimal(x));
    }
    BigDecimal mean = sum.divide(count, digits);
    BigDecimal squares = BigDecimal.ZERO;
    for (double x : window) {
      squares = squares.add(new BigDecimal(x).subtract(mean).pow(2, digits), digits);
    }
    return squares.divide(count, digits).sqrt(digits).doubleValue();
  }

  @Property(tries = 100)
  void sumsAndDeviationsAreThoseOfTheWindow(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int period) {
    Random random = new Random(seed);
    double[] values = new double[250];
    double level = 100;
    for (int i = 0; i < values.length; i++) {
      // A jump now and then, as of a split that nobody announced, and stretches without a move.
      level *= random.nextInt(40) == 0 ? Math.pow(10, 4 * random.nextDouble() - 2) : 1;
      values[i] = random.nextInt(5) == 0 ? level : level * (1 + 0.001 * random.nextGaussian());
    }
    Sma sma = new Sma(period);
    BollingerBands bands = new BollingerBands(period, 2);
    for (int i = 0; i < values.length; i++) {
      double mean = sma.update(values[i]);
      bands.update(values[i]);
      if (i + 1 < period) {
        assertThat(mean).isNaN();
        assertThat(bands.deviation()).isNaN();
        continue;
      }
      double[] window = window(values, i + 1, period);
      double expected = Arrays.stream(window).average().orElseThrow();
      assertThat(mean).isCloseTo(expected, within(1e-12 * expected));
      assertThat(bands.middle()).isCloseTo(expected, within(1e-12 * expected));
      double spread = deviation(window);
      assertThat(bands.deviation())
          .isCloseTo(spread, within(1e-9 * spread + 1e-13 * highest(window)));
    }
  }

  private static double highest(double[] window) {
    return Arrays.stream(window).max().orElseThrow();
  }

  @Property(tries = 200)
  void extremesAreThoseOfTheWindowWhateverIsTakenBack(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int period) {
    Random random = new Random(seed);
    PriceRange range = new PriceRange(period);
    double[] highs = new double[200];
    double[] lows = new double[200];
    for (int i = 0; i < highs.length; i++) {
      for (int edition = random.nextInt(3); edition > 0; edition--) {
        range.push(random.nextInt(30), -random.nextInt(30));
        range.undo();
      }
      highs[i] = random.nextInt(30);
      lows[i] = -random.nextInt(30);
      range.push(highs[i], lows[i]);
      if (random.nextInt(10) == 0) {
        range = range.copy();
      }
      assertThat(range.isFull()).isEqualTo(i + 1 >= period);
      assertThat(range.highest()).isEqualTo(highest(window(highs, i + 1, period)));
      assertThat(range.lowest())
          .isEqualTo(Arrays.stream(window(lows, i + 1, period)).min().orElseThrow());
      assertThat(range.high()).isEqualTo(highs[i]);
      assertThat(range.low()).isEqualTo(lows[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1_000, 10_000})
  void longWindowsAreRightToo(int period) {
    Random random = new Random(period);
    int count = 3 * period + period / 2;
    double[] closes = new double[count];
    Sma sma = new Sma(period);
    BollingerBands bands = new BollingerBands(period, 2);
    HistoricalVolatility volatility = new HistoricalVolatility(period, 252);
    WilliamsR williams = new WilliamsR(period);
    RateOfChange change = new RateOfChange(period);
    double close = 50;
    for (int i = 0; i < count; i++) {
      close *= Math.exp(0.01 * random.nextGaussian());
      closes[i] = close;
      sma.update(close);
      bands.update(close);
      volatility.update(close);
      williams.update(close * 1.01, close * 0.99, close);
      change.update(close);
    }
    double[] window = window(closes, count, period);
    double mean = Arrays.stream(window).average().orElseThrow();
    double highest = 1.01 * highest(window);
    double lowest = 0.99 * Arrays.stream(window).min().orElseThrow();
    double[] returns =
        IntStream.range(count - period, count)
            .mapToDouble(i -> Math.log(closes[i] / closes[i - 1]))
            .toArray();
    double sample = deviation(returns) * Math.sqrt(period / (period - 1.0));
    assertThat(sma.value()).isCloseTo(mean, within(1e-12 * mean));
    assertThat(bands.deviation()).isCloseTo(deviation(window), within(1e-12 * mean));
    assertThat(volatility.value()).isCloseTo(sample * Math.sqrt(252), within(1e-12));
    assertThat(williams.value())
        .isCloseTo(-100 * (highest - close) / (highest - lowest), within(1e-9));
    assertThat(change.value())
        .isCloseTo(100 * (close / closes[count - 1 - period] - 1), within(1e-9));
  }

  @Test
  void deviationsDoNotDrift() {
    BollingerBands bands = new BollingerBands(20, 2);
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      bands.update(random.nextInt(10) == 0 ? 1e9 * random.nextDouble() : random.nextDouble());
    }
    double[] last = new double[20];
    for (int i = 0; i < 20; i++) {
      last[i] = 1000 + i / 7.0;
      bands.update(last[i]);
    }
    assertThat(bands.deviation()).isCloseTo(deviation(last), within(1e-9));
  }

  @Test
  void aFlatWindowHasNoDeviationToSpeakOf() {
    BollingerBands bands = new BollingerBands(20, 2);
    for (int i = 0; i < 200; i++) {
      bands.update(i < 50 ? 5_000 + i : 5.1);
    }
    assertThat(bands.middle()).isCloseTo(5.1, within(1e-14));
    assertThat(bands.deviation()).isCloseTo(0, within(1e-14));
  }
}
