package dev.sluice.jobs.cli;

import dev.sluice.connectors.feed.ActionsFeedSource;
import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedSlice;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.feed.FileFeedSource;
import dev.sluice.connectors.files.ActionsFile;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.strategy.Strategies;
import dev.sluice.domain.strategy.Strategy;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.jobs.backtest.Backtest;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import dev.sluice.jobs.backtest.report.ReportFiles;
import dev.sluice.operators.strategy.StrategyConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  @Option(
      names = "--actions",
      paramLabel = "FILE",
      description =
          "Splits and dividends that the files do not say ("
              + ActionsFile.HEADER
              + "), in force from their ex-dates on.")
  private Path actions;

  @Option(names = "--json", description = "One JSON object; nothing else goes to standard output.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Writes report.html and the ledger as CSV there, and replaces those of an earlier run.")
  private Path out;

  @Mixin private BacktestAccount account;
  @Mixin private MappingOptions mapping;
  @Spec private CommandSpec spec;

  /** What was read, for the report: each file with its hash and without its path. */
  private final List<String> data = new ArrayList<>();

  /** The same of the list of splits and dividends; null where there is none. */
  private String actionsIdentity;

  @Override
  public Integer call() throws Exception {
    PrintWriter output = spec.commandLine().getOut();
    if (out != null) {
      makeDirectory();
    }
    try {
      BacktestPlan plan = plan();
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
        new ReportFiles(plan, result, settings(plan)).write(out);
      }
      return 0;
    } catch (FeedException e) {
      Terminal.error(e.getMessage());
      return 1;
    } finally {
      output.flush();
    }
  }

  /**
   * What the options ask for.
   *
   * @throws FeedException where a file cannot be read
   * @throws ParameterException where an option's value cannot be
   */
  BacktestPlan plan() throws FeedException {
    Strategy decides = strategy();
    AccountConfig trades = account.config(spec);
    if (decisionLatency.isNegative()) {
      throw wrong("--decision-latency is " + decisionLatency + ", expected none below 0");
    }
    if (from != null && to != null && from.isAfter(to)) {
      throw wrong("--from is " + from + ", expected a date not after --to, " + to);
    }
    List<CorporateAction> listed = listed();
    List<FeedSource> feeds = new ArrayList<>();
    for (Path file : files) {
      FeedSource feed = open(file);
      data.add(feed.identity());
      feeds.add(feed);
    }
    if (actions != null) {
      announce(feeds, listed);
    }
    checkConcerned(listed, feeds);
    Timeframe closes = timeframe == null ? Backtest.timeframeOf(feeds) : timeframe;
    return new BacktestPlan(
        feeds, new StrategyConfig(strategy, decides, closes), trades, decisionLatency);
  }

  /**
   * Puts a list beside feeds, which may follow one another with a gap in which something is due.
   */
  private static void announce(List<FeedSource> feeds, List<CorporateAction> listed) {
    Map<String, LocalDate> traded = new HashMap<>();
    List<Integer> places = new ArrayList<>();
    List<LocalDate[]> spans = new ArrayList<>();
    for (FeedSource feed : feeds) {
      places.add(places.size());
      spans.add(span(feed));
    }
    places.sort(Comparator.comparing(place -> spans.get(place)[0]));
    for (int place : places) {
      FeedSource feed = feeds.get(place);
      feeds.set(place, new ActionsFeedSource(feed, listed, traded));
      LocalDate last = spans.get(place)[1];
      for (String symbol : feed.symbols()) {
        traded.merge(symbol, last, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
  }

  /** First and last session; of a feed without any both are the last of all dates. */
  private static LocalDate[] span(FeedSource feed) {
    LocalDate first = LocalDate.MAX;
    LocalDate last = LocalDate.MAX;
    for (Iterator<FeedSlice> slices = feed.slices(null); slices.hasNext(); ) {
      last = slices.next().session().date();
      first = first.equals(LocalDate.MAX) ? last : first;
    }
    return new LocalDate[] {first, last};
  }

  /** Before the run, so that nobody waits for a report that cannot be written. */
  private void makeDirectory() {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw wrong("--out is '" + out + "', expected a directory, or where one can be made: " + e);
    }
    if (!Files.isWritable(out)) {
      throw wrong("--out is '" + out + "', expected a directory that can be written");
    }
  }

  /** What the run was, for its report: all that its decisions depend on, and no path. */
  private Map<String, String> settings(BacktestPlan plan) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("strategy", strategy);
    new TreeMap<>(params).forEach((name, value) -> settings.put("parameter " + name, value));
    settings.put("decides at the close of", plan.strategy().timeframe().code());
    settings.put("data", String.join("; ", data));
    if (actions != null) {
      settings.put("splits and dividends", actionsIdentity);
    }
    settings.put("symbols", symbols.isEmpty() ? "all" : String.join(", ", symbols));
    settings.put("from", from == null ? "the first session" : from.toString());
    settings.put("to", to == null ? "the last session" : to.toString());
    settings.putAll(account.settings());
    return settings;
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

  /** All that is listed, or wrong usage: of a list with a line that cannot be used nothing is. */
  private List<CorporateAction> listed() {
    if (actions == null) {
      return List.of();
    }
    try {
      List<CorporateAction> listed =
          ActionsFile.read(actions, String.valueOf(actions.getFileName()));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(actions));
      actionsIdentity =
          "file %s sha256=%s".formatted(actions.getFileName(), HexFormat.of().formatHex(hash));
      for (Path file : files) {
        BarsCommand.checkSilent(spec, file, MarketFile.open(file, mapping.mapping(symbol())));
      }
      return listed;
    } catch (MarketFileException | IOException | NoSuchAlgorithmException e) {
      throw wrong("--actions: " + e.getMessage());
    }
  }

  /** A list of which nothing is of the files is more likely a mistake than meant. */
  private void checkConcerned(List<CorporateAction> listed, List<FeedSource> feeds) {
    Set<String> known = new TreeSet<>();
    feeds.forEach(feed -> known.addAll(feed.symbols()));
    if (!listed.isEmpty() && listed.stream().noneMatch(a -> known.contains(a.symbol()))) {
      throw wrong(
          "--actions: %s has nothing of %s, expected a line of one of them"
              .formatted(actions, String.join(", ", known)));
    }
  }

  /** The one symbol of a file without a column for it; null where there is not one. */
  private String symbol() {
    return symbols.size() == 1 ? symbols.get(0) : null;
  }

  private FeedSource open(Path file) throws FeedException {
    FeedSource source =
        FileFeedSource.open(
            file, mapping.mapping(symbol()), new LinkedHashSet<>(symbols), ExchangeCalendar.nyse());
    return from == null && to == null ? source : new DatedFeed(source, from, to);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
