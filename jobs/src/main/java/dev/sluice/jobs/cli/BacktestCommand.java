package dev.sluice.jobs.cli;

import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.feed.FileFeedSource;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.strategy.Strategies;
import dev.sluice.domain.strategy.Strategy;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.jobs.backtest.Backtest;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import dev.sluice.operators.strategy.StrategyConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sluice backtest}: a strategy on files, by the operators that trade live. The result goes
 * to standard output, progress and messages to standard error.
 */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Tries a strategy on files, with the operators that trade live: no broker and no database.",
      "FILE holds daily bars, minute bars or trades, plain or gzip CSV; several are one market."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:a file cannot be read, or the run failed", "2:wrong usage"})
public final class BacktestCommand implements Callable<Integer> {
  /** Refusals that are said one by one. */
  private static final int SAID = 5;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Bars or trades.")
  private List<Path> files;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "sma-cross",
      description = {
        "sma-cross, rsi-reversion, macd-trend, bollinger-breakout, or the full name of a class that"
            + " is a Strategy. Default: ${DEFAULT-VALUE}."
      })
  private String strategy;

  @Option(
      names = "--param",
      paramLabel = "K=V",
      description = "A parameter of the strategy, see docs/backtest.md.")
  private Map<String, String> params = new LinkedHashMap<>();

  @Option(
      names = "--symbols",
      paramLabel = "A,B",
      split = ",",
      description = "Only these; of a file without a column for it the one is its symbol.")
  private List<String> symbols = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First session date, included. What is before it is not read.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Last session date, included.")
  private LocalDate to;

  @Option(
      names = "--timeframe",
      paramLabel = "T",
      converter = BarsCommand.TimeframeConverter.class,
      description =
          "At the close of which bars the strategy decides: 1m, 5m, 15m, 1h, 1d or 1w. Default: 1d"
              + " of daily files, 1m of others.")
  private Timeframe timeframe;

  @Option(
      names = "--decision-latency",
      paramLabel = "D",
      description =
          "Time from a bar's end to a decision's effect, for example PT60S, which is what the"
              + " running desk takes. Default: ${DEFAULT-VALUE}.")
  private Duration decisionLatency = Duration.ZERO;

  @Option(names = "--json", description = "One JSON object; nothing else goes to standard output.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes a report and the ledger there; see docs/backtest.md.")
  private Path out;

  @Mixin private BacktestAccount account;
  @Mixin private MappingOptions mapping;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter output = spec.commandLine().getOut();
    Strategy decides = strategy();
    AccountConfig trades = account.config(spec);
    if (decisionLatency.isNegative()) {
      throw wrong("--decision-latency is " + decisionLatency + ", expected none below 0");
    }
    if (from != null && to != null && from.isAfter(to)) {
      throw wrong("--from is " + from + ", expected a date not after --to, " + to);
    }
    try {
      List<FeedSource> feeds = new ArrayList<>();
      for (Path file : files) {
        feeds.add(open(file));
      }
      Timeframe closes = timeframe == null ? Backtest.timeframeOf(feeds) : timeframe;
      BacktestPlan plan =
          new BacktestPlan(
              feeds, new StrategyConfig(strategy, decides, closes), trades, decisionLatency);
      BacktestResult result =
          new Backtest(plan)
              .run(
                  last ->
                      Terminal.progress(
                          last.sessionDate() + "  equity " + last.equity().toPlainString()));
      sayRefused(result);
      BacktestReport report = new BacktestReport(plan, result);
      if (json) {
        report.printJson(output);
      } else {
        report.printText(output);
      }
      if (out != null) {
        report.writeLedger(out);
      }
      return 0;
    } catch (FeedException e) {
      Terminal.error(e.getMessage());
      return 1;
    } finally {
      output.flush();
    }
  }

  private static void sayRefused(BacktestResult result) {
    result.refused().stream().limit(SAID).forEach(letter -> Terminal.error(letter.reason()));
    if (result.refused().size() > SAID) {
      Terminal.error(result.refused().size() + " were refused in all");
    }
  }

  private Strategy strategy() {
    try {
      return Strategies.of(strategy, params);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private FeedSource open(Path file) throws FeedException {
    FeedSource source =
        FileFeedSource.open(
            file,
            mapping.mapping(symbols.size() == 1 ? symbols.get(0) : null),
            new LinkedHashSet<>(symbols),
            ExchangeCalendar.nyse());
    return from == null && to == null ? source : new DatedFeed(source, from, to);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
