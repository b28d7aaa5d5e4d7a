package dev.sluice.domain.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** What holds of any series. */
class PerformancePropertiesTest {
  private static final MathContext DIGITS = new MathContext(50);

  /** Daily returns from a loss of 30 % to a gain of 30 %, with days on which nothing happens. */
  @Provide
  Arbitrary<double[]> returns() {
    Arbitrary<Double> value =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.doubles().between(-0.05, 0.05).ofScale(6)),
            Tuple.of(2, Arbitraries.doubles().between(-0.3, 0.3).ofScale(12)),
            Tuple.of(1, Arbitraries.just(0.0)));
    return value.array(double[].class).ofMinSize(1).ofMaxSize(300);
  }

  /** Equity between a cent and ten million, start included. */
  @Provide
  Arbitrary<double[]> equity() {
    return Arbitraries.bigDecimals()
        .between(new BigDecimal("0.01"), new BigDecimal("10000000"))
        .ofScale(2)
        .map(BigDecimal::doubleValue)
        .array(double[].class)
        .ofMinSize(2)
        .ofMaxSize(200);
  }

  private static PerformanceMetrics of(DailySeries series) {
    return PerformanceMetrics.of(PerformanceInput.of(series));
  }

  private static Offset<Double> digits(double expected) {
    return within(2e-12 * Math.max(Math.abs(expected), 1e-3));
  }

  private static void assertAgrees(PerformanceMetrics metrics, Map<String, Double> plain) {
    Map<String, Metric> figures = metrics.byKey();
    for (String key : List.of("total_return", "cagr", "max_drawdown", "volatility", "sortino")) {
      if (figures.get(key).isDefined()) {
        assertThat(figures.get(key).value())
            .as(key)
            .isCloseTo(plain.get(key), digits(plain.get(key)));
      }
    }
    assertThat(figures.get("sortino").isDefined()).isEqualTo(plain.containsKey("sortino"));
    if (figures.get("sharpe").isDefined()) {
      double sharpe = plain.get("sharpe");
      // A deviation that is nearly rounding has fewer digits.
      double noise = 1e-15 / metrics.volatility().value() * Math.max(1, Math.abs(sharpe));
      assertThat(metrics.sharpe().value())
          .as("sharpe")
          .isCloseTo(sharpe, within(digits(sharpe).value + 100 * noise));
    }
    Double deviations = plain.get("psr_deviations");
    if (figures.get("psr").isDefined() && deviations != null && Math.abs(deviations) < 6) {
      assertThat(metrics.psr().value())
          .as("psr")
          .isCloseTo(NormalDistribution.cumulative(deviations), within(1e-9));
    }
  }

  @Property(tries = 300)
  void agreesWithDecimalsOnReturns(@ForAll("returns") double[] returns) {
    BigDecimal[] exact =
        Arrays.stream(returns).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    assertAgrees(of(DailySeries.ofReturns(returns)), PlainPerformance.of(exact));
  }

  @Property(tries = 300)
  void agreesWithDecimalsOnEquity(@ForAll("equity") double[] equity) {
    BigDecimal[] exact = new BigDecimal[equity.length - 1];
    for (int i = 0; i < exact.length; i++) {
      exact[i] =
          new BigDecimal(equity[i + 1])
              .divide(new BigDecimal(equity[i]), DIGITS)
              .subtract(BigDecimal.ONE);
    }
    assertAgrees(of(DailySeries.ofEquity(equity)), PlainPerformance.of(exact));
  }

  @Property(tries = 200)
  void theUnitOfEquityDoesNotMatter(
      @ForAll("equity") double[] equity, @ForAll @IntRange(min = -40, max = 40) int power) {
    double[] scaled = Arrays.stream(equity).map(value -> Math.scalb(value, power)).toArray();
    // A power of two changes no digit, so the figures are the same to the last bit.
    assertThat(of(DailySeries.ofEquity(scaled))).isEqualTo(of(DailySeries.ofEquity(equity)));
  }

  @Property(tries = 200)
  void leverageScalesRiskAndLeavesTheSharpeRatio(
      @ForAll("returns") double[] returns, @ForAll @DoubleRange(min = 0.1, max = 1) double share) {
    PerformanceMetrics whole = of(DailySeries.ofReturns(returns));
    PerformanceMetrics part =
        of(DailySeries.ofReturns(Arrays.stream(returns).map(r -> r * share).toArray()));
    if (whole.sharpe().isDefined() && whole.volatility().value() > 1e-6) {
      double sharpe = whole.sharpe().value();
      assertThat(part.sharpe().value()).isCloseTo(sharpe, within(1e-8 * (1 + Math.abs(sharpe))));
      assertThat(part.volatility().value())
          .isCloseTo(whole.volatility().value() * share, within(1e-12));
      assertThat(part.psr().value()).isCloseTo(whole.psr().value(), within(1e-6));
    }
    assertThat(part.maxDrawdown().value()).isLessThanOrEqualTo(whole.maxDrawdown().value() + 1e-12);
  }

  @Property(tries = 300)
  void boundsAndSigns(@ForAll("returns") double[] returns) {
    DailySeries series = DailySeries.ofReturns(returns);
    PerformanceMetrics metrics = of(series);
    double drawdown = metrics.maxDrawdown().value();
    assertThat(drawdown).isBetween(0.0, 1.0);
    assertThat(series.drawdowns()).hasSize(returns.length + 1).startsWith(0).contains(drawdown);
    assertThat(metrics.totalReturn().value()).isGreaterThanOrEqualTo(-drawdown - 1e-12);
    double mean = Arrays.stream(returns).sum();
    if (metrics.sharpe().isDefined() && Math.abs(mean) > 1e-12) {
      assertThat(Math.signum(metrics.sharpe().value())).isEqualTo(Math.signum(mean));
    }
    if (metrics.psr().isDefined()) {
      assertThat(metrics.psr().value()).isBetween(0.0, 1.0);
      if (Math.abs(mean) > 1e-9) {
        assertThat(metrics.psr().value() > 0.5).isEqualTo(mean > 0);
      }
    }
    metrics
        .byKey()
        .forEach(
            (key, metric) ->
                assertThat(metric.isDefined() ? Double.isFinite(metric.value()) : true)
                    .as(key)
                    .isTrue());
  }

  @Property(tries = 200)
  void theOrderOfDaysChangesDrawdownAndNothingElse(@ForAll("returns") double[] returns) {
    List<Double> turned = Arrays.asList(Arrays.stream(returns).boxed().toArray(Double[]::new));
    Collections.reverse(turned);
    PerformanceMetrics forward = of(DailySeries.ofReturns(returns));
    PerformanceMetrics backward =
        of(DailySeries.ofReturns(turned.stream().mapToDouble(r -> r).toArray()));
    for (String key : List.of("total_return", "cagr", "volatility", "sharpe", "sortino", "psr")) {
      Metric expected = forward.byKey().get(key);
      Metric found = backward.byKey().get(key);
      assertThat(found.reason()).as(key).isEqualTo(expected.reason());
      if (expected.isDefined()) {
        assertThat(found.value())
            .as(key)
            .isCloseTo(expected.value(), within(1e-11 * (1 + Math.abs(expected.value()))));
      }
    }
    double[] rising = returns.clone();
    Arrays.sort(rising);
    // All losses first is the deepest that these days can go.
    assertThat(forward.maxDrawdown().value())
        .isLessThanOrEqualTo(of(DailySeries.ofReturns(rising)).maxDrawdown().value() + 1e-12);
  }

  @Property(tries = 200)
  void deflationFallsWithTrialsAndTheirVariance(
      @ForAll("returns") double[] returns,
      @ForAll @IntRange(min = 1, max = 10_000) int count,
      @ForAll @DoubleRange(min = 0, max = 0.5) double variance) {
    PerformanceInput input = PerformanceInput.of(DailySeries.ofReturns(returns));
    Metric few = PerformanceMetrics.of(input.withTrials(new Trials(count, variance))).dsr();
    Metric many = PerformanceMetrics.of(input.withTrials(new Trials(2 * count, variance))).dsr();
    Metric wide = PerformanceMetrics.of(input.withTrials(new Trials(count, 2 * variance))).dsr();
    Metric psr = PerformanceMetrics.of(input).psr();
    assertThat(few.isDefined()).isEqualTo(psr.isDefined());
    if (psr.isDefined()) {
      assertThat(few.value()).isLessThanOrEqualTo(psr.value());
      assertThat(many.value()).isLessThanOrEqualTo(few.value());
      assertThat(wide.value()).isLessThanOrEqualTo(few.value());
    }
  }
}
