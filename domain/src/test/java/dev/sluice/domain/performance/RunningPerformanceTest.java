package dev.sluice.domain.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Day by day it comes to the same as over the whole series. */
class RunningPerformanceTest {
  private static final double DIGITS = 1e-12;

  /** Equity as an account's may be: small moves, large ones, none, and at times nothing left. */
  @Provide
  Arbitrary<double[]> equity() {
    Arbitrary<Double> positive =
        Arbitraries.frequencyOf(
            Tuple.of(10, Arbitraries.doubles().between(90_000, 110_000).ofScale(2)),
            Tuple.of(2, Arbitraries.doubles().between(0.01, 1e9).ofScale(4)),
            Tuple.of(2, Arbitraries.just(100_000.0)));
    Arbitrary<double[]> lasting = positive.array(double[].class).ofMinSize(1).ofMaxSize(300);
    Arbitrary<double[]> lost =
        Arbitraries.frequencyOf(
                Tuple.of(6, positive),
                Tuple.of(1, Arbitraries.just(0.0)),
                Tuple.of(1, Arbitraries.doubles().between(-1000, -1)))
            .array(double[].class)
            .ofMaxSize(20)
            .flatMap(tail -> positive.map(first -> joined(first, tail)));
    return Arbitraries.frequencyOf(Tuple.of(4, lasting), Tuple.of(1, lost));
  }

  private static double[] joined(double first, double[] tail) {
    double[] all = new double[tail.length + 1];
    all[0] = first;
    System.arraycopy(tail, 0, all, 1, tail.length);
    return all;
  }

  private static RunningPerformance run(double[] equity) {
    RunningPerformance running = RunningPerformance.startingWith(equity[0]);
    for (int i = 1; i < equity.length; i++) {
      running = running.next(equity[i]);
    }
    return running;
  }

  private static void assertSame(double[] equity, RunningPerformance running) {
    PerformanceMetrics whole =
        PerformanceMetrics.of(PerformanceInput.of(DailySeries.ofEquity(equity)));
    assertThat(running.days()).isEqualTo(whole.days());
    Map<String, Metric> figures = running.byKey();
    assertThat(figures.keySet())
        .containsExactly(
            "total_return",
            "cagr",
            "volatility",
            "sharpe",
            "sortino",
            "max_drawdown",
            "calmar",
            "psr");
    figures.forEach(
        (key, metric) -> {
          Metric expected = whole.byKey().get(key);
          assertThat(metric.reason()).as(key).isEqualTo(expected.reason());
          if (expected.isDefined()) {
            assertThat(metric.value())
                .as("%s of %s", key, Arrays.toString(equity))
                .isCloseTo(expected.value(), within(DIGITS * Math.abs(expected.value())));
          }
        });
  }

  @Property(tries = 1000)
  void equalsTheWholeSeries(@ForAll("equity") double[] equity) {
    assertSame(equity, run(equity));
  }

  @Property(tries = 20)
  void equalsTheWholeSeriesOverManyYearsOfNearlyConstantGrowth(
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 8) int digits) {
    double deviation = Math.pow(10, -digits);
    Random random = new Random(seed);
    double[] equity = new double[10_000];
    equity[0] = 1_000_000;
    for (int i = 1; i < equity.length; i++) {
      equity[i] = equity[i - 1] * (1 + 0.0004 + deviation * random.nextGaussian());
    }
    assertSame(equity, run(equity));
  }

  @Test
  void whatLeavesTheRangeOfDoublesDoesSoInBoth() {
    for (double[] equity :
        new double[][] {
          {1e-100, 1e100, 1, 2}, {1e-50, 1e60, 1, 2}, {1, -1e200}, {1, 1, 1}, {5}, {5, 6}
        }) {
      assertSame(equity, run(equity));
    }
  }

  @Test
  void saysWhichDayCannotBe() {
    assertThatThrownBy(() -> RunningPerformance.startingWith(0))
        .hasMessageContaining("equity of day 0: 0.0, expected a finite number above 0");
    assertThatThrownBy(() -> RunningPerformance.startingWith(1).next(2).next(Double.NaN))
        .hasMessageContaining("equity of day 2: NaN, expected a finite number");
  }

  @Test
  void aStateThatWasTakenIsNotChangedByLaterDays() {
    RunningPerformance before = run(new double[] {100, 101, 99});
    Map<String, Metric> figures = before.byKey();
    assertThat(before.next(150)).isNotEqualTo(before);
    assertThat(before.byKey()).isEqualTo(figures);
  }
}
