package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.indicator.BarsPerYear;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sluice indicators}: the bars of one symbol of a daily file with their indicators, computed
 * by the operators' own code. Data go to standard output, messages to standard error. Where the
 * file cannot be used to its end nothing but the message is printed.
 */
@Command(
    name = "indicators",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the bars of one symbol with their indicators, as CSV or JSON.",
      "FILE holds daily bars (symbol,date,open,high,low,close,volume"
          + "[,adj_close,dividend,split_coefficient]), minute bars or trades, plain or gzip.",
      "Indicators are of split-adjusted prices on the scale of their own bar."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:the file, a row or the symbol cannot be read", "2:wrong usage"})
public final class IndicatorsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Bars or trades, plain or gzip CSV.")
  private Path file;

  @Option(
      names = "--symbol",
      required = true,
      paramLabel = "X",
      description =
          "The symbol, as the file writes it; where it has no column of symbols, that of all"
              + " rows.")
  private String symbol;

  @Option(
      names = "--timeframe",
      paramLabel = "T",
      defaultValue = "1d",
      converter = BarsCommand.TimeframeConverter.class,
      description = {
        "1s, 1m, 5m, 15m, 1h, 1d or 1w; not shorter than the file's own bars. Weeks are dated by"
            + " their last session, bars within a session by their start. Bars that are not over"
            + " at the file's end are left out. Default: ${DEFAULT-VALUE}.",
        "A daily file's last week is printed only if it reaches the latest day of the week on which"
            + " the symbol ever trades in the file (Friday for shares)."
      })
  private Timeframe timeframe;

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      defaultValue = "NYSE",
      converter = BarsCommand.CalendarConverter.class,
      description =
          "NYSE, TSX, 24/7 or FX: the sessions of minute bars and trades, and the year by which"
              + " volatility is made annual. Default: ${DEFAULT-VALUE}.")
  private TradingCalendar calendar;

  @Option(
      names = "--json",
      description = "A JSON array of objects with the columns as keys, null before warm-up.")
  private boolean json;

  @Mixin private MappingOptions mapping;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      MarketFile market = MarketFile.open(file, mapping.mapping(symbol));
      if (timeframe.compareTo(BarsCommand.shortest(market.kind())) < 0) {
        err.println(BarsCommand.tooShort(file, market.kind(), timeframe));
        return 1;
      }
      return market.kind() == MarketFile.Kind.DAILY_BARS
          ? ofDays(market, out, err)
          : ofShorter(market, out, err);
    } catch (MarketFileException e) {
      err.println(e.getMessage());
      return 1;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int ofDays(MarketFile market, PrintWriter out, PrintWriter err)
      throws MarketFileException {
    IndicatedSeries series = new IndicatedSeries(file, symbol, timeframe, calendar);
    List<IndicatedBar> bars = series.read(market);
    if (!series.hasSymbol()) {
      err.println(BarsCommand.noSuchSymbol(file, symbol, series.symbols()));
      return 1;
    }
    print(bars, out);
    return 0;
  }

  private int ofShorter(MarketFile market, PrintWriter out, PrintWriter err)
      throws MarketFileException {
    FileBars read = new FileBars(file, symbol, timeframe, calendar, BarsCommand.LATENESS);
    List<Bar> bars = read.read(market);
    if (!read.hasSymbol()) {
      err.println(BarsCommand.noSuchSymbol(file, symbol, read.symbols()));
      return 1;
    }
    read.remarks().forEach(remark -> err.println(file + ": " + remark));
    IndicatorState state = new IndicatorState(timeframe, BarsPerYear.of(timeframe, calendar));
    List<IndicatedBar> indicated = new ArrayList<>();
    for (Bar bar : bars) {
      if (!bar.complete()) {
        continue;
      }
      try {
        indicated.add(new IndicatedBar(bar, state.update(bar)));
      } catch (IllegalArgumentException e) {
        err.println("%s: bar of %s: %s".formatted(file, bar.start(), e.getMessage()));
        return 1;
      }
    }
    print(indicated, out);
    return 0;
  }

  private void print(List<IndicatedBar> bars, PrintWriter out) {
    if (json) {
      IndicatorTable.ROWS.printJson(bars, out);
    } else {
      IndicatorTable.ROWS.printCsv(bars, out);
    }
  }
}
