package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Side;
import dev.sluice.jobs.SharedData;
import dev.sluice.jobs.backtest.Backtest;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Backtests on real data whose statistics and decisions are pinned, one file a case.
 *
 * <p>What this shows: that nothing has changed what a backtest decides since the figures were
 * written, on purpose or not. It does not show that they are right, since the code that is tested
 * has written them. What stands on its own: of the case {@code etf-sma-cross-plain} all trades are
 * compared with a plain loop ({@code BacktestITCase}); the metrics' formulas with other
 * implementations ({@code PerformanceKnownAnswersTest}); and here the cash of every case with what
 * its fills cost and brought.
 *
 * <p>{@code -Dsluice.regression.write}, or with {@code =NAME,NAME} only those, writes the figures
 * anew, see CONTRIBUTING.md.
 */
class BacktestRegressionITCase {
  private static final Path CASES = Path.of("src/test/resources/regression");

  /** Names of the cases that are written, and no others run; empty for all; null for none. */
  private static final String WRITE = System.getProperty("sluice.regression.write");

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> comesToWhatItCameTo() throws IOException {
    SharedData.directory();
    List<String> only = WRITE == null || WRITE.isEmpty() ? List.of() : List.of(WRITE.split(","));
    return files().stream()
        .filter(file -> only.isEmpty() || only.contains(RegressionCase.name(file)))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> check(new RegressionCase(file))));
  }

  private static void check(RegressionCase one) throws Exception {
    BacktestPlan plan = one.plan();
    BacktestResult result = new Backtest(plan).run(ignored -> {});
    assertThat(result.finalCash())
        .as("cash is what fills have left of it")
        .isEqualByComparingTo(plan.account().initialCash().add(flow(result.fills())));
    ObjectNode statistics = RegressionCase.statistics(result);
    if (WRITE != null) {
      one.pin(statistics);
    }
    assertThat(RegressionCase.text(statistics)).as(one.name()).isEqualTo(one.expected());
  }

  /** What sales have brought, less purchases and commissions. */
  private static BigDecimal flow(List<Fill> fills) {
    BigDecimal flow = BigDecimal.ZERO;
    for (Fill fill : fills) {
      BigDecimal value = fill.quantity().multiply(fill.price());
      flow =
          flow.add(fill.side() == Side.SELL ? value : value.negate()).subtract(fill.commission());
    }
    return flow;
  }

  @Test
  void thereAreManyAndEachIsPinned() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(20);
    for (Path file : files()) {
      assertThat(new RegressionCase(file).expected())
          .as(file.toString())
          .containsPattern("\"decisions_sha256\" : \"[0-9a-f]{64}\"");
    }
  }
}
