package dev.sluice.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.feed.FileFeedSource;
import dev.sluice.connectors.files.FileMapping;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.SizingModels;
import dev.sluice.domain.strategy.Strategies;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.ExecutionCosts;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.operators.strategy.StrategyConfig;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A single trade far from all others, while a position is held: nothing is decided on it, nothing
 * is filled at it, and the account is never worth what it says.
 */
class PriceSpikeITCase {
  private static final Session DAY =
      ExchangeCalendar.nyse().session(LocalDate.of(2024, 3, 5)).orElseThrow();

  @TempDir private static Path directory;
  private static List<String> rows;
  private static BacktestResult clean;

  @BeforeAll
  static void withoutASpike() throws Exception {
    rows = rows();
    clean = run("clean.csv", rows);
    assertThat(clean.trades()).hasSizeGreaterThan(3);
  }

  /** A trade every five seconds, a random walk of tenths of a percent. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    Random random = new Random(11);
    double price = 100;
    int id = 0;
    for (Instant at = DAY.open(); at.isBefore(DAY.close()); at = at.plusSeconds(5)) {
      price *= 1 + 0.0005 * random.nextGaussian();
      rows.add(row(at, price, ++id));
    }
    return rows;
  }

  private static String row(Instant at, double price, int id) {
    return String.format(Locale.ROOT, "AAA,%s,%.2f,100,buy,%d", at, price, id);
  }

  private static BacktestResult run(String name, List<String> trades) throws Exception {
    Path file = directory.resolve(name);
    List<String> lines = new ArrayList<>(List.of("symbol,timestamp_utc,price,size,side,trade_id"));
    lines.addAll(trades);
    Files.write(file, lines);
    AccountConfig account =
        new AccountConfig(
            "paper",
            Set.of(),
            Set.of(),
            new BigDecimal("100000"),
            SizingModels.parse("fixed:100"),
            RiskLimits.NONE,
            ExecutionCosts.DEFAULT,
            List.of());
    StrategyConfig strategy =
        new StrategyConfig(
            "sma-cross",
            Strategies.of("sma-cross", Map.of("fast", "5", "slow", "20")),
            Timeframe.MINUTE);
    FileFeedSource feed =
        FileFeedSource.open(file, FileMapping.NONE, new LinkedHashSet<>(), ExchangeCalendar.nyse());
    return new Backtest(new BacktestPlan(List.of(feed), strategy, account)).run(last -> {});
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 0.5, 10})
  void aSpikeChangesNothing(double factor) throws Exception {
    List<String> spiked = new ArrayList<>();
    int id = 100_000;
    for (String row : rows) {
      spiked.add(row);
      String[] fields = row.split(",");
      Instant at = Instant.parse(fields[1]);
      // Behind the first trade of every tenth minute, in and out of positions.
      if (at.getEpochSecond() % 600 == 0) {
        spiked.add(row(at.plusSeconds(2), Double.parseDouble(fields[2]) * factor, ++id));
      }
    }
    BacktestResult result = run("spiked-" + factor + ".csv", spiked);
    assertThat(result.refused()).hasSize(spiked.size() - rows.size());
    assertThat(result.decisionsSha256()).isEqualTo(clean.decisionsSha256());
    assertThat(result.days()).extracting(PortfolioSnapshot::maxDrawdown).isEqualTo(drawdowns());
    assertThat(result.finalEquity()).isEqualByComparingTo(clean.finalEquity());
  }

  private static List<BigDecimal> drawdowns() {
    return clean.days().stream().map(PortfolioSnapshot::maxDrawdown).toList();
  }

  /** What several trades confirm is a price: the test above must be able to fail. */
  @Test
  void aJumpThatStaysIsAPrice() throws Exception {
    List<String> jumped = new ArrayList<>();
    int id = 200_000;
    for (String row : rows) {
      String[] fields = row.split(",");
      Instant at = Instant.parse(fields[1]);
      boolean after = at.isAfter(DAY.open().plusSeconds(10_000));
      jumped.add(row(at, Double.parseDouble(fields[2]) * (after ? 1.5 : 1), ++id));
    }
    BacktestResult result = run("jumped.csv", jumped);
    assertThat(result.decisionsSha256()).isNotEqualTo(clean.decisionsSha256());
    assertThat(result.days().get(0).equity()).isNotEqualByComparingTo(clean.finalEquity());
  }
}
