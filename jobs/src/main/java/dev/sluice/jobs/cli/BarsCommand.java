package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.ActionsFile;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.market.AdjustedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code sluice bars}: the bars of one symbol of a file, by the market job's own code. Data go to
 * standard output, messages to standard error. Where the file cannot be used to its end nothing but
 * the message is printed.
 */
@Command(
    name = "bars",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the bars of one symbol of a file, as CSV or JSON: the last edition of each.",
      "FILE holds trades (symbol,timestamp_utc,price,size), minute bars"
          + " (symbol,timestamp_utc,open,high,low,close,volume) or daily bars, plain or gzip.",
      "Rows are taken in the file's order. A trade stamped exactly at the close is the closing"
          + " auction's and belongs to the session."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:the file, a row or the symbol cannot be read", "2:wrong usage"})
public final class BarsCommand implements Callable<Integer> {
  /** How far a row may be behind where nobody says otherwise. */
  static final Duration LATENESS = Duration.ofSeconds(5);

  @Parameters(paramLabel = "FILE", description = "Trades or bars, plain or gzip CSV.")
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
      required = true,
      paramLabel = "T",
      converter = TimeframeConverter.class,
      description = {
        "1s, 1m, 5m, 15m, 1h, 1d (the session) or 1w (the trading week); not shorter than the"
            + " file's own bars.",
        "Shorter bars than a session are counted from its open."
      })
  private Timeframe timeframe;

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      defaultValue = "NYSE",
      converter = CalendarConverter.class,
      description = "NYSE, TSX, 24/7 or FX. Default: ${DEFAULT-VALUE}.")
  private TradingCalendar calendar;

  @Option(
      names = "--lateness",
      paramLabel = "DURATION",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description =
          "How far a row may be behind the latest before it and still be in its bar, for example 5s"
              + " or 500ms. Default: ${DEFAULT-VALUE}.")
  private Duration lateness;

  @Option(
      names = "--adjusted",
      description =
          "Prints prices and volumes on the scale of the newest session instead of as traded, in"
              + " columns that are named so, and the close with dividends taken out.")
  private boolean adjusted;

  @Option(
      names = "--actions",
      paramLabel = "FILE",
      description =
          "Splits and dividends that the file does not say ("
              + ActionsFile.HEADER
              + "), in force from their ex-dates on.")
  private Path actions;

  @Option(
      names = "--json",
      description = "A JSON array of objects with the columns as keys, null where not known.")
  private boolean json;

  @Mixin private MappingOptions mapping;

  @Spec private CommandSpec spec;

  /** A timeframe by its code. */
  static final class TimeframeConverter implements ITypeConverter<Timeframe> {
    @Override
    public Timeframe convert(String value) {
      try {
        return Timeframe.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A calendar by its name. */
  static final class CalendarConverter implements ITypeConverter<TradingCalendar> {
    @Override
    public TradingCalendar convert(String value) {
      try {
        return Calendars.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A number with a unit; a number alone is seconds. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        return value.matches("\\d+")
            ? Duration.ofSeconds(Long.parseLong(value))
            : TimeUtils.parseDuration(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + value + "' is no duration, expected for example 5s, 500ms or 1min");
      }
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      MarketFile market = MarketFile.open(file, mapping.mapping(symbol));
      if (timeframe.compareTo(shortest(market.kind())) < 0) {
        err.println(tooShort(file, market.kind(), timeframe));
        return 1;
      }
      FileBars bars = new FileBars(file, symbol, timeframe, calendar, lateness, actions(market));
      List<Bar> read = bars.read(market);
      if (!bars.hasSymbol()) {
        err.println(noSuchSymbol(file, symbol, bars.symbols()));
        return 1;
      }
      bars.remarks().forEach(remark -> err.println(file + ": " + remark));
      if (adjusted) {
        print(BarTable.ADJUSTED, AdjustedBar.of(read), out);
      } else {
        print(BarTable.ROWS, read, out);
      }
      return 0;
    } catch (MarketFileException e) {
      err.println(e.getMessage());
      return 1;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private <T> void print(RowTable<T> table, List<T> rows, PrintWriter out) {
    if (json) {
      table.printJson(rows, out);
    } else {
      table.printCsv(rows, out);
    }
  }

  private List<CorporateAction> actions(MarketFile market) throws MarketFileException {
    if (actions == null) {
      return List.of();
    }
    checkSilent(spec, file, market);
    return ActionsFile.read(actions, String.valueOf(actions.getFileName()));
  }

  /** A split is said by a bar or by an action, not by both. */
  static void checkSilent(CommandSpec spec, Path file, MarketFile market) {
    for (String column : List.of("split_coefficient", "dividend")) {
      if (market.has(column)) {
        throw new ParameterException(
            spec.commandLine(),
            "--actions: %s has a column %s, expected a file that does not say them itself"
                .formatted(file, column));
      }
    }
  }

  static String noSuchSymbol(Path file, String symbol, Collection<String> symbols) {
    return symbols.isEmpty()
        ? "%s: symbol '%s' is not in the file, which has no rows".formatted(file, symbol)
        : "%s: symbol '%s' is not in the file, expected one of %s"
            .formatted(file, symbol, String.join(", ", symbols));
  }

  static String tooShort(Path file, MarketFile.Kind kind, Timeframe timeframe) {
    return "%s: holds bars of %s, --timeframe %s is shorter"
        .formatted(file, shortest(kind).code(), timeframe.code());
  }

  /** The shortest bars that a file can give. */
  static Timeframe shortest(MarketFile.Kind kind) {
    return switch (kind) {
      case TRADES -> Timeframe.SECOND;
      case MINUTE_BARS -> Timeframe.MINUTE;
      case DAILY_BARS -> Timeframe.SESSION;
    };
  }
}
