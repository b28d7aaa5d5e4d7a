package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Timeframe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
      "FILE holds daily bars: symbol,date,open,high,low,close,volume"
          + "[,adj_close,dividend,split_coefficient], plain or gzip.",
      "Indicators are of split-adjusted prices on the scale of their own bar."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:the file, a row or the symbol cannot be read", "2:wrong usage"})
public final class IndicatorsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Daily bars, plain or gzip CSV.")
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
      paramLabel = "1d|1w",
      defaultValue = "1d",
      converter = BarLength.class,
      description = {
        "Days as in the file, or weeks (Monday to Sunday) rolled up from them and dated by their"
            + " last session. Default: ${DEFAULT-VALUE}.",
        "The file's last week is printed only if it reaches the latest day of the week on which"
            + " the symbol ever trades in the file (Friday for shares)."
      })
  private Timeframe timeframe;

  @Option(
      names = "--json",
      description = "A JSON array of objects with the columns as keys, null before warm-up.")
  private boolean json;

  @Mixin private MappingOptions mapping;

  @Spec private CommandSpec spec;

  /** 1d or 1w. */
  static final class BarLength implements ITypeConverter<Timeframe> {
    @Override
    public Timeframe convert(String value) {
      return switch (value) {
        case "1d" -> Timeframe.SESSION;
        case "1w" -> Timeframe.WEEK;
        default -> throw new TypeConversionException("'" + value + "' is neither 1d nor 1w");
      };
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      MarketFile market = MarketFile.open(file, mapping.mapping(symbol));
      if (market.kind() != MarketFile.Kind.DAILY_BARS) {
        err.println(
            "%s: holds %s, expected daily bars (symbol,date,open,high,low,close,volume)"
                .formatted(file, QualityTable.kind(market.kind())));
        return 1;
      }
      IndicatedSeries series = new IndicatedSeries(file, symbol, timeframe);
      List<IndicatedBar> bars = series.read(market);
      if (!series.hasSymbol()) {
        err.println(
            "%s: symbol '%s' is not in the file, expected one of %s"
                .formatted(file, symbol, String.join(", ", series.symbols())));
        return 1;
      }
      print(bars, out);
      return 0;
    } catch (MarketFileException e) {
      err.println(e.getMessage());
      return 1;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private void print(List<IndicatedBar> bars, PrintWriter out) {
    if (json) {
      IndicatorTable.printJson(bars, out);
    } else {
      IndicatorTable.printCsv(bars, out);
    }
  }
}
