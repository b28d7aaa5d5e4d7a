package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.feed.FileFeedSource;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.connectors.files.FileMapping;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.strategy.Strategies;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.jobs.backtest.Backtest;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import dev.sluice.operators.strategy.StrategyConfig;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same recorded days through the running desk, through a backtest, and through a desk that was
 * killed twice: the same signals, orders, fills and positions.
 */
class OneLedgerITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC");
  private static final Map<String, String> DESK =
      Map.of(
          "SLUICE_ANALYST_ENABLED", "false",
          "SLUICE_MARKET_INDICATOR_TIMEFRAMES", "1m;1d;1w",
          "SLUICE_STRATEGIES", "[{strategy: sma-cross, fast: 5, slow: 20, timeframe: 1m}]");

  @TempDir private static Path directory;
  private static Path minutes;
  private static BacktestResult backtest;

  @BeforeAll
  static void recordedDays() throws Exception {
    minutes = directory.resolve("minutes.csv");
    Files.write(minutes, rows());
    StrategyConfig strategy =
        new StrategyConfig(
            "sma-cross",
            Strategies.of("sma-cross", Map.of("fast", "5", "slow", "20")),
            Timeframe.MINUTE);
    AccountConfig account =
        AccountConfig.paper("paper", List.of("sma-cross"), new BigDecimal("100000"));
    FileFeedSource feed =
        FileFeedSource.open(
            minutes, FileMapping.NONE, new LinkedHashSet<>(), ExchangeCalendar.nyse());
    backtest =
        new Backtest(new BacktestPlan(List.of(feed), strategy, account, Duration.ofSeconds(60)))
            .run(last -> {});
    assertThat(backtest.fills()).as("there is something to compare").hasSizeGreaterThan(40);
  }

  /** Three random walks through two sessions, to the cent. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>(List.of("symbol,timestamp_utc,open,high,low,close,volume"));
    Random random = new Random(7);
    double[] last = {100, 50, 250};
    for (LocalDate date : List.of(LocalDate.of(2024, 3, 5), LocalDate.of(2024, 3, 6))) {
      Session session = ExchangeCalendar.nyse().session(date).orElseThrow();
      for (Instant at = session.open(); at.isBefore(session.close()); at = at.plusSeconds(60)) {
        for (int s = 0; s < SYMBOLS.size(); s++) {
          double open = last[s];
          double close = open * (1 + 0.001 * random.nextGaussian());
          double high = Math.max(open, close) * (1 + 0.0003 * random.nextDouble());
          double low = Math.min(open, close) * (1 - 0.0003 * random.nextDouble());
          last[s] = Math.round(close * 100) / 100.0;
          rows.add(
              String.format(
                  Locale.ROOT,
                  "%s,%s,%.2f,%.2f,%.2f,%.2f,%d",
                  SYMBOLS.get(s),
                  at,
                  open,
                  high,
                  low,
                  close,
                  1_000 + random.nextInt(9_000)));
        }
      }
    }
    return rows;
  }

  @Test
  void theRunningDeskDecidesAsTheBacktest() throws Exception {
    DeskOptions options =
        new DeskOptions(directory.resolve("live"), minutes.toString(), null, null, -1, Pace.MAX);
    try (RunningDesk desk = RunningDesk.start(options, DESK)) {
      DeskSummary summary = desk.begin().awaitEnd();
      assertSame(summary.decisionsSha256(), summary.fills(), desk.records());
    }
  }

  @Test
  void aDeskThatWasKilledTwiceDecidesAsTheBacktest() throws Exception {
    Path home = directory.resolve("killed");
    String feed = "--feed=" + minutes;
    killAfter(8, home, feed, "--speed=600");
    killAfter(20, home, "--speed=600");
    try (RunningDesk desk = RunningDesk.start(home, null, -1, Pace.MAX, DESK)) {
      DeskSummary summary = desk.begin().awaitEnd();
      assertSame(summary.decisionsSha256(), summary.fills(), desk.records());
      assertThat(desk.records().doubles()).isEmpty();
    }
  }

  private static void killAfter(int fills, Path home, String... arguments) throws Exception {
    DeskProcess desk = DeskProcess.start(home, DESK, arguments);
    DeskRecords records = desk.records();
    Await.until(fills + " fills", PATIENCE, () -> records.count("trades") >= fills);
    assertThat(records.count("trades")).as("in mid-flight").isLessThan(backtest.fills().size());
    desk.kill();
  }

  private static void assertSame(String decisions, long fills, DeskRecords records)
      throws Exception {
    assertThat(fills).isEqualTo(backtest.fills().size());
    assertThat(decisions).isEqualTo(backtest.decisionsSha256());
    Map<String, BigDecimal> held = new TreeMap<>();
    records
        .rows("select symbol, quantity from positions where quantity <> 0")
        .forEach(row -> held.put((String) row.get("symbol"), (BigDecimal) row.get("quantity")));
    Map<String, BigDecimal> expected = new TreeMap<>();
    PortfolioSnapshot last = backtest.days().get(backtest.days().size() - 1);
    last.positions().stream()
        .filter(position -> position.quantity().signum() != 0)
        .forEach(position -> expected.put(position.symbol(), position.quantity()));
    assertThat(held.keySet()).isEqualTo(expected.keySet());
    held.forEach(
        (symbol, quantity) -> assertThat(quantity).isEqualByComparingTo(expected.get(symbol)));
    assertThat(records.number("select cash from accounts where name = 'paper'"))
        .isEqualByComparingTo(last.cash());
  }
}
