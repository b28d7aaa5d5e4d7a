package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.DailyValuesFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.performance.DailySeries;
import dev.sluice.domain.performance.MonthlyReturns;
import dev.sluice.domain.performance.PerformanceInput;
import dev.sluice.domain.performance.PerformanceMetrics;
import dev.sluice.domain.performance.Trials;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sluice performance}: the figures of an equity curve or of daily returns. Data go to
 * standard output, messages to standard error. Where the file cannot be read to its end nothing but
 * the message is printed.
 */
@Command(
    name = "performance",
    mixinStandardHelpOptions = true,
    description = {
      "Prints how well a strategy has done: return, risk, Sharpe and Sortino ratio, drawdown and"
          + " so on, as a table or JSON.",
      "FILE is a CSV with a row a day, oldest first, plain or gzip. It has a column equity, whose"
          + " first row is the start, or a column return of daily simple returns (0.01 is 1 %%);"
          + " where it has both, equity is read. A column date of ISO dates adds months. Other"
          + " columns are ignored.",
      "252 days a year, risk-free rate 0. What is undefined is null, with the reason; figures of"
          + " trades are, since a file of days has none. See docs/performance-metrics.md."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:the file or a row cannot be read", "2:wrong usage"})
public final class PerformanceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Equity or returns by day, plain or gzip CSV.")
  private Path file;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "How many strategies or sets of parameters were tried, this one included, for the"
              + " deflated Sharpe ratio.")
  private Integer trials;

  @Option(
      names = "--trials-variance",
      paramLabel = "V",
      description =
          "The variance of their Sharpe ratios of a day (that of annual ones divided by 252)."
              + " Needed with --trials above 1.")
  private Double variance;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Trials tried = tried();
    try {
      DailyValuesFile values = DailyValuesFile.read(file);
      print(values, tried, out);
      if (values.unreadDate() != null) {
        err.println(
            "%s: column date is not read and there are no months: '%s' is not a date like"
                    .formatted(file, values.unreadDate())
                + " 2024-01-31");
      }
      return 0;
    } catch (MarketFileException e) {
      err.println(e.getMessage());
      return 1;
    } catch (IllegalArgumentException e) {
      // What only the whole series shows: a return that is beyond the range of doubles.
      err.println(file + ": " + e.getMessage());
      return 1;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private void print(DailyValuesFile values, Trials tried, PrintWriter out) {
    boolean equity = values.kind() == DailyValuesFile.Kind.EQUITY;
    DailySeries series =
        equity ? DailySeries.ofEquity(values.values()) : DailySeries.ofReturns(values.values());
    List<LocalDate> dates = values.dates();
    MonthlyReturns months =
        dates.isEmpty()
            ? null
            : MonthlyReturns.of(dates.subList(equity ? 1 : 0, dates.size()), series);
    PerformanceMetrics metrics =
        PerformanceMetrics.of(PerformanceInput.of(series).withTrials(tried));
    PerformanceTable table = new PerformanceTable(values, series, metrics, months);
    if (json) {
      table.printJson(out);
    } else {
      table.printText(file.getFileName().toString(), out);
    }
  }

  private Trials tried() {
    if (trials == null && variance == null) {
      return null;
    }
    if (trials == null) {
      throw wrong("--trials-variance is of trials, whose number --trials N gives");
    }
    if (variance == null && trials != 1) {
      throw wrong("--trials %d needs --trials-variance V".formatted(trials));
    }
    try {
      return new Trials(trials, variance == null ? 0 : variance);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
