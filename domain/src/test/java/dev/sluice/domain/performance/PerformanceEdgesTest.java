package dev.sluice.domain.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Series at the edge of what can be measured: an error that says what, or null and why. */
class PerformanceEdgesTest {
  private static final String[] OF_RETURNS = {"volatility", "sharpe", "sortino", "psr"};

  private static PerformanceMetrics of(DailySeries series) {
    return PerformanceMetrics.of(PerformanceInput.of(series));
  }

  private static void assertReasons(PerformanceMetrics metrics, String reason, String... keys) {
    for (String key : keys) {
      assertThat(metrics.byKey().get(key).reason()).as(key).contains(reason);
    }
  }

  @Test
  void noDayNoFigure() {
    for (DailySeries series : List.of(DailySeries.ofEquity(100), DailySeries.ofReturns())) {
      PerformanceMetrics metrics = of(series);
      assertThat(metrics.days()).isZero();
      assertThat(metrics.byKey().values()).noneMatch(Metric::isDefined);
      assertReasons(
          metrics,
          "it needs 1 daily return, there are 0",
          "total_return",
          "cagr",
          "max_drawdown",
          "sortino",
          "calmar");
    }
    assertThat(
            PerformanceMetrics.of(
                    PerformanceInput.of(DailySeries.ofEquity(100))
                        .withExposures(List.of())
                        .withTradedNotional(1))
                .byKey()
                .values())
        .noneMatch(Metric::isDefined);
  }

  @Test
  void oneDayHasNoDeviation() {
    PerformanceMetrics metrics = of(DailySeries.ofReturns(-0.01));
    assertThat(metrics.totalReturn().value()).isCloseTo(-0.01, within(1e-16));
    assertThat(metrics.cagr().value()).isCloseTo(Math.pow(0.99, 252) - 1, within(1e-14));
    assertThat(metrics.maxDrawdown().value()).isCloseTo(0.01, within(1e-16));
    assertThat(metrics.sortino().value()).isCloseTo(-Math.sqrt(252), within(1e-12));
    assertReasons(metrics, "it needs 2 daily returns, there is 1", "volatility", "sharpe", "psr");
  }

  @Test
  void constantReturnsHaveNoSharpeHoweverTheyAreRounded() {
    double[] equity = new double[300];
    equity[0] = 100;
    for (int i = 1; i < equity.length; i++) {
      equity[i] = equity[i - 1] * 1.0007;
    }
    double[] returns = new double[299];
    Arrays.fill(returns, 0.0007);
    for (DailySeries series :
        List.of(DailySeries.ofEquity(equity), DailySeries.ofReturns(returns))) {
      PerformanceMetrics metrics = of(series);
      assertThat(metrics.volatility().value()).isZero();
      assertReasons(metrics, "all daily returns are the same", "sharpe", "psr");
      assertReasons(metrics, "no daily return is below 0", "sortino");
      assertReasons(metrics, "there was no drawdown", "calmar");
      assertThat(metrics.maxDrawdown().value()).isZero();
      assertThat(metrics.cagr().value()).isCloseTo(Math.pow(1.0007, 252) - 1, within(1e-12));
    }
  }

  @Test
  void nothingHappened() {
    PerformanceMetrics metrics = of(DailySeries.ofEquity(100, 100, 100));
    assertThat(metrics.totalReturn().value()).isEqualTo(0.0);
    assertThat(metrics.cagr().value()).isEqualTo(0.0);
    assertThat(metrics.volatility().value()).isZero();
    assertReasons(metrics, "all daily returns are the same", "sharpe", "psr");
    assertThat(metrics.byKey().values())
        .filteredOn(Metric::isDefined)
        .extracting(metric -> Double.doubleToRawLongBits(metric.value()))
        .as("no negative zeros")
        .containsOnly(0L);
  }

  @Test
  void equityThatIsLostOnTheLastDayCountsWhole() {
    PerformanceMetrics metrics = of(DailySeries.ofEquity(100, 110, 0));
    assertThat(metrics.totalReturn().value()).isEqualTo(-1);
    assertThat(metrics.cagr().value()).isEqualTo(-1);
    assertThat(metrics.maxDrawdown().value()).isEqualTo(1);
    assertThat(metrics.calmar().value()).isEqualTo(-1);
    // Returns 0.1 and -1: mean -0.45, deviation 1.1 / √2.
    assertThat(metrics.sharpe().value())
        .isCloseTo(-0.45 / (1.1 / Math.sqrt(2)) * Math.sqrt(252), within(1e-12));
  }

  @Test
  void afterEquityWasLostNoDayHasAReturn() {
    PerformanceMetrics metrics = of(DailySeries.ofEquity(100, 120, 0, 60));
    assertThat(metrics.totalReturn().value()).isEqualTo(-0.4);
    assertThat(metrics.maxDrawdown().value()).isEqualTo(1);
    assertReasons(metrics, "equity was not above 0 on day 2", OF_RETURNS);
    assertReasons(metrics, "equity was not above 0 on day 2", "cagr", "calmar", "dsr");
  }

  @Test
  void lessThanNothingIsADrawdownAboveOne() {
    PerformanceMetrics metrics = of(DailySeries.ofEquity(100, -50));
    assertThat(metrics.totalReturn().value()).isEqualTo(-1.5);
    assertThat(metrics.maxDrawdown().value()).isEqualTo(1.5);
    assertReasons(metrics, "more than everything was lost", "cagr", "calmar");
  }

  @Test
  void aReturnOfMinusOneLosesEverythingForGood() {
    DailySeries series = DailySeries.ofReturns(0.5, -1, 0.25);
    PerformanceMetrics metrics = of(series);
    assertThat(metrics.totalReturn().value()).isEqualTo(-1);
    assertThat(metrics.cagr().value()).isEqualTo(-1);
    assertThat(metrics.maxDrawdown().value()).isEqualTo(1);
    assertThat(series.drawdowns()).containsExactly(0, 0, 1, 1);
    assertThat(metrics.sharpe().isDefined()).isTrue();
  }

  @Test
  void aSmallRestOfALargeFortuneKeepsItsRate() {
    double[] equity = new double[2521];
    for (int i = 0; i < equity.length; i++) {
      equity[i] = 1e30 * Math.pow(10, -40.0 * i / 2520);
    }
    // Ten years, a ten thousandth of the fortune left after each.
    assertThat(of(DailySeries.ofEquity(equity)).cagr().value()).isCloseTo(-0.9999, within(1e-13));
  }

  @Test
  void whatOutgrowsDoublesIsUndefined() {
    double[] returns = new double[2000];
    Arrays.fill(returns, 1);
    returns[7] = 0.9;
    PerformanceMetrics metrics = of(DailySeries.ofReturns(returns));
    assertReasons(metrics, Metric.BEYOND_DOUBLES, "total_return");
    assertThat(metrics.cagr().value()).isGreaterThan(7e75);
    assertThat(metrics.sharpe().isDefined()).isTrue();
    PerformanceMetrics huge = of(DailySeries.ofReturns(1e200, 0, -0.5));
    assertReasons(huge, Metric.BEYOND_DOUBLES, "volatility", "cagr", "sharpe", "psr");
    // Fourth powers leave the range before squares do.
    PerformanceMetrics large = of(DailySeries.ofReturns(1e110, 0, -0.5));
    assertReasons(large, Metric.BEYOND_DOUBLES, "psr");
    assertThat(large.sharpe().isDefined()).isTrue();
    assertReasons(of(DailySeries.ofEquity(1, -1e200)), Metric.BEYOND_DOUBLES, "sortino");
    assertThat(huge.byKey().values())
        .filteredOn(Metric::isDefined)
        .allMatch(metric -> Double.isFinite(metric.value()));
  }

  @Test
  void inputThatCannotBeIsRefusedByName() {
    Map<String, Runnable> cases =
        Map.of(
            "equity: none", () -> DailySeries.ofEquity(),
            "equity of day 0: 0.0, expected a finite number above 0",
                () -> DailySeries.ofEquity(0, 1),
            "equity of day 0: -5.0", () -> DailySeries.ofEquity(-5),
            "equity of day 2: NaN, expected a finite number",
                () -> DailySeries.ofEquity(1, 1, Double.NaN),
            "equity of day 1: Infinity", () -> DailySeries.ofEquity(1, Double.POSITIVE_INFINITY),
            "equity of day 1: 1.0E300 after 1.0E-300", () -> DailySeries.ofEquity(1e-300, 1e300),
            "return of day 2: -1.5, expected a finite fraction of at least -1",
                () -> DailySeries.ofReturns(0, -1.5),
            "return of day 1: NaN", () -> DailySeries.ofReturns(Double.NaN),
            "return of day 1: Infinity", () -> DailySeries.ofReturns(Double.POSITIVE_INFINITY));
    cases.forEach(
        (message, act) ->
            assertThatThrownBy(act::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message));
  }

  @Test
  void partsThatDoNotFitAreRefusedByName() {
    PerformanceInput input = PerformanceInput.of(DailySeries.ofReturns(0.1, 0.2));
    Map<String, Runnable> cases =
        Map.of(
            "series: null", () -> PerformanceInput.of(null),
            "exposures: 1 of them, expected one for each of 2 days",
                () -> input.withExposures(List.of(1.0)),
            "exposure: -0.1", () -> input.withExposures(List.of(1.0, -0.1)),
            "traded notional: NaN", () -> input.withTradedNotional(Double.NaN),
            "trials: 0, expected at least 1", () -> new Trials(0, 1),
            "variance of trials: -1.0", () -> new Trials(2, -1),
            "variance of trials: NaN", () -> new Trials(2, Double.NaN),
            "pnl: null", () -> new ClosedTrade("A", null, null, null, null, null, null, null, null),
            "exit_time: 1970-01-01T00:00:00Z, expected not before",
                () ->
                    new ClosedTrade(
                        "A",
                        Instant.ofEpochSecond(1),
                        Instant.EPOCH,
                        null,
                        null,
                        null,
                        null,
                        null,
                        BigDecimal.ONE),
            "quantity: 0",
                () ->
                    new ClosedTrade(
                        "A", null, null, null, BigDecimal.ZERO, null, null, null, BigDecimal.ONE));
    cases.forEach(
        (message, act) ->
            assertThatThrownBy(act::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message));
  }

  @Test
  void aMetricIsAValueOrAReason() {
    assertThat(Metric.of(Double.NaN).reason()).isEqualTo(Metric.BEYOND_DOUBLES);
    assertThat(Metric.of(Double.NEGATIVE_INFINITY).isDefined()).isFalse();
    assertThatThrownBy(() -> new Metric(1.0, "why")).hasMessageContaining("exactly one");
    assertThatThrownBy(() -> new Metric(null, null)).hasMessageContaining("exactly one");
    assertThatThrownBy(() -> new Metric(Double.NaN, null)).hasMessageContaining("finite");
  }

  @Test
  void skewnessAndKurtosisMayLeaveTheSharpeRatioNoVariance() {
    // A series of two values has the kurtosis skewness² + 1: the radicand is a square.
    // n = 2, deviation 1, skewness 2, kurtosis 5, SR 1: 1 - 2 + 1 = 0.
    double variance = 0.5;
    ReturnMoments none =
        new ReturnMoments(2, 1, 1, 2 * 2 * Math.pow(variance, 1.5), 5 * 2 * variance * variance, 0);
    assertThat(Ratios.probabilisticSharpe(none).reason())
        .isEqualTo("skewness and kurtosis leave the Sharpe ratio no variance");
  }
}
