package dev.sluice.domain.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * Figures that were computed elsewhere: in Python with mpmath, 60 digits, by the formulas of
 * docs/performance-metrics.md written down directly (products, two passes, the normal distribution
 * as mpmath has it), and the published examples of the two Sharpe papers.
 */
class PerformanceMetricsTest {
  private static final double[] RETURNS = {
    0.012, -0.008, 0.0035, 0.021, -0.0155, 0.0004, -0.0272, 0.0098, 0.0131, -0.0046, 0.0062, -0.0011
  };
  private static final double[] EQUITY = {
    100000, 101250.5, 100310.25, 100310.25, 99020, 102500.75, 104000, 103100.1, 98765.43, 101000,
    106123.45
  };
  private static final Trials TEN = new Trials(10, 0.0025);

  private static void assertFigures(PerformanceMetrics metrics, Map<String, Double> expected) {
    expected.forEach(
        (key, value) ->
            assertThat(metrics.byKey().get(key).value())
                .as(key)
                .isCloseTo(value, Percentage.withPercentage(1e-10)));
  }

  @Test
  void figuresOfReturns() {
    PerformanceMetrics metrics =
        PerformanceMetrics.of(PerformanceInput.of(DailySeries.ofReturns(RETURNS)).withTrials(TEN));
    assertThat(metrics.days()).isEqualTo(12);
    assertFigures(
        metrics,
        Map.of(
            "total_return", 0.0086486539052701139,
            "cagr", 0.19822445408343312,
            "volatility", 0.21202370364912247,
            "sharpe", 0.95083708345000598,
            "sortino", 1.3471271685049166,
            "max_drawdown", 0.04189531136,
            "calmar", 4.7314233418656497,
            "psr", 0.57734387204617972,
            "dsr", 0.47554255294418519));
  }

  @Test
  void figuresOfEquity() {
    PerformanceMetrics metrics =
        PerformanceMetrics.of(PerformanceInput.of(DailySeries.ofEquity(EQUITY)).withTrials(TEN));
    assertThat(metrics.days()).isEqualTo(10);
    assertFigures(
        metrics,
        Map.of(
            "total_return", 0.0612345,
            "cagr", 3.4714283482973687,
            "volatility", 0.42302408237639703,
            "sharpe", 3.7405151788076339,
            "sortino", 6.8879121365939019,
            "max_drawdown", 0.050332403846153846,
            "calmar", 68.970048776294202,
            "psr", 0.75630190620325773,
            "dsr", 0.67811034111556942));
  }

  @Test
  void theKeysAreThoseOfTheCommandsInTheirOrder() {
    assertThat(
            PerformanceMetrics.of(PerformanceInput.of(DailySeries.ofReturns(RETURNS)))
                .byKey()
                .keySet())
        .containsExactly(
            "total_return",
            "cagr",
            "volatility",
            "sharpe",
            "sortino",
            "max_drawdown",
            "calmar",
            "win_rate",
            "profit_factor",
            "expectancy",
            "exposure",
            "turnover",
            "psr",
            "dsr");
  }

  /**
   * Moments with these standardised ones; the deviation is 1.
   *
   * @param sharpe of a period
   */
  private static ReturnMoments moments(int n, double sharpe, double skewness, double kurtosis) {
    double variance = (n - 1.0) / n;
    return new ReturnMoments(
        n,
        sharpe,
        n - 1.0,
        skewness * n * Math.pow(variance, 1.5),
        kurtosis * n * variance * variance,
        1);
  }

  /** Bailey and López de Prado 2012: 24 months, Sharpe 0.458, skewness -2.448, kurtosis 10.164. */
  @Test
  void probabilisticSharpeOfThePaper() {
    assertThat(Ratios.probabilisticSharpe(moments(24, 0.458, -2.448, 10.164)).value())
        .isCloseTo(0.913, within(5e-4));
    assertThat(Ratios.probabilisticSharpe(moments(24, 0.458, 0, 3)).value())
        .isCloseTo(0.982, within(5e-4));
  }

  /**
   * Bailey and López de Prado 2014: 100 trials, variance ½ a year of 250 days, 1250 days, annual
   * Sharpe 2.5, skewness -3, kurtosis 10 give 0.1132 and 0.9004.
   */
  @Test
  void deflatedSharpeOfThePaper() {
    Trials hundred = new Trials(100, 0.5 / 250);
    assertThat(hundred.expectedMaximumSharpe()).isCloseTo(0.1132, within(5e-5));
    assertThat(Ratios.deflatedSharpe(moments(1250, 2.5 / Math.sqrt(250), -3, 10), hundred).value())
        .isCloseTo(0.9004, within(5e-5));
  }

  @Test
  void normalDistributionHasAllDigits() {
    Map<Double, Double> table =
        Map.of(
            -8.0, 6.2209605742717841e-16,
            -1.5, 0.066807201268858066,
            -0.1, 0.46017216272297102,
            0.0, 0.5,
            0.7, 0.75803634777692699,
            3.0, 0.99865010196836991);
    table.forEach(
        (z, probability) ->
            assertThat(NormalDistribution.cumulative(z))
                .isCloseTo(probability, Percentage.withPercentage(1e-11)));
    Map<Integer, Double> maxima =
        Map.of(
            2, 0.51975534428059392,
            10, 1.57459830134575,
            100, 2.530602893201682,
            1_000_000, 4.8678600378373049);
    maxima.forEach(
        (trials, deviations) ->
            assertThat(new Trials(trials, 4).expectedMaximumSharpe())
                .isCloseTo(2 * deviations, Percentage.withPercentage(1e-11)));
  }

  @Test
  void aSingleTrialIsNotDeflated() {
    PerformanceMetrics metrics =
        PerformanceMetrics.of(
            PerformanceInput.of(DailySeries.ofReturns(RETURNS)).withTrials(new Trials(1, 0.3)));
    assertThat(metrics.dsr()).isEqualTo(metrics.psr());
  }

  private static ClosedTrade trade(String pnl) {
    Instant entry = Instant.parse("2024-01-02T14:30:00Z");
    return new ClosedTrade(
        "SPY",
        entry,
        entry.plusSeconds(3600),
        Side.BUY,
        BigDecimal.TEN,
        new BigDecimal("470"),
        new BigDecimal("471"),
        BigDecimal.ONE,
        new BigDecimal(pnl));
  }

  @Test
  void figuresOfTrades() {
    List<ClosedTrade> trades =
        List.of(trade("30.10"), trade("-10.05"), trade("0"), trade("12.40"), trade("-5.20"));
    PerformanceMetrics metrics =
        PerformanceMetrics.of(PerformanceInput.of(DailySeries.ofEquity(EQUITY)).withTrades(trades));
    assertThat(metrics.winRate().value()).isEqualTo(0.4);
    // 42.50 won and 15.25 lost; 27.25 in five trades.
    assertThat(metrics.profitFactor().value()).isCloseTo(42.5 / 15.25, within(1e-15));
    assertThat(metrics.expectancy().value()).isEqualTo(5.45);
  }

  @Test
  void figuresOfTradesThatAllWonAllLostOrAreNotThere() {
    PerformanceInput input = PerformanceInput.of(DailySeries.ofEquity(EQUITY));
    PerformanceMetrics won = PerformanceMetrics.of(input.withTrades(List.of(trade("1"))));
    assertThat(won.winRate().value()).isEqualTo(1);
    assertThat(won.profitFactor().reason()).isEqualTo("no trade lost");
    PerformanceMetrics lost = PerformanceMetrics.of(input.withTrades(List.of(trade("-1"))));
    assertThat(lost.winRate().value()).isZero();
    assertThat(lost.profitFactor().value()).isZero();
    assertThat(lost.expectancy().value()).isEqualTo(-1);
    PerformanceMetrics none = PerformanceMetrics.of(input.withTrades(List.of()));
    assertThat(List.of(none.winRate(), none.profitFactor(), none.expectancy()))
        .extracting(Metric::reason)
        .containsOnly("no trade was closed");
  }

  @Test
  void exposureAndTurnover() {
    DailySeries series = DailySeries.ofEquity(1000, 1100, 900);
    PerformanceMetrics metrics =
        PerformanceMetrics.of(
            PerformanceInput.of(series).withExposures(List.of(0.5, 1.0)).withTradedNotional(500));
    assertThat(metrics.exposure().value()).isEqualTo(0.75);
    // Half of the mean equity of 1000 in 2 of 252 days.
    assertThat(metrics.turnover().value()).isCloseTo(63, within(1e-12));
  }

  @Test
  void whatWasNotGivenIsUndefinedAndSaysWhy() {
    PerformanceMetrics metrics =
        PerformanceMetrics.of(
            PerformanceInput.of(DailySeries.ofReturns(RETURNS)).withTradedNotional(1));
    assertThat(metrics.winRate().reason()).isEqualTo("no list of trades was given");
    assertThat(metrics.profitFactor().reason()).isEqualTo("no list of trades was given");
    assertThat(metrics.expectancy().reason()).isEqualTo("no list of trades was given");
    assertThat(metrics.exposure().reason()).isEqualTo("no exposures were given");
    assertThat(metrics.turnover().reason()).isEqualTo("returns were given, not equity");
    assertThat(metrics.dsr().reason()).contains("number of trials");
    assertThat(
            PerformanceMetrics.of(PerformanceInput.of(DailySeries.ofEquity(EQUITY)))
                .turnover()
                .reason())
        .isEqualTo("no traded notional was given");
  }
}
