package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.FileMapping;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityThresholds;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
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
 * {@code sluice quality}: what is wrong with a file. Data go to standard output, messages to
 * standard error. The file is read once, in memory that does not grow with it.
 */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what is wrong with a file of market data, as text or JSON.",
      "FILE holds daily bars, minute bars or trades, plain or gzip CSV. Rows that cannot be a bar"
          + " or a trade are rejected; what is merely odd is noted. Nothing is changed."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no row was rejected",
      "1:rows were rejected or there are none, or the file or the symbol cannot be read",
      "2:wrong usage"
    })
public final class QualityCommand implements Callable<Integer> {
  /** In a file second copies lie further apart than in a stream: whole downloads overlap. */
  static final String DUPLICATE_WINDOW = "32768";

  @Parameters(paramLabel = "FILE", description = "Market data, plain or gzip CSV.")
  private Path file;

  @Option(
      names = "--symbol",
      paramLabel = "X",
      description =
          "Only this symbol; where the file has no column of symbols, the symbol of all rows.")
  private String symbol;

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      defaultValue = "NYSE",
      converter = BarsCommand.CalendarConverter.class,
      description = "NYSE, TSX, FX or 24/7: when the symbols trade. Default: ${DEFAULT-VALUE}.")
  private TradingCalendar calendar;

  @Option(
      names = "--threshold",
      paramLabel = "NAME=VALUE",
      description = "From where on something is found; see docs/quality.md. May be repeated.")
  private Map<String, String> thresholds = new LinkedHashMap<>();

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description =
          "The time, like 2024-01-31T14:30:00Z, beyond which a row is of the future."
              + " Default: now.")
  private Instant asOf;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private MappingOptions mapping;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    FileMapping read = mapping.mapping(symbol);
    QualityContext context = new QualityContext(thresholds(), calendar);
    try {
      return judge(MarketFile.open(file, read), context, out, err);
    } catch (MarketFileException e) {
      err.println(e.getMessage());
      return 1;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int judge(MarketFile market, QualityContext context, PrintWriter out, PrintWriter err)
      throws MarketFileException {
    Instant clock = asOf == null ? Instant.now() : asOf;
    FileQuality quality =
        new FileQuality(symbol, market.hasSymbols(), context, clock.toEpochMilli());
    market.read(quality);
    QualityReport report = quality.report();
    if (symbol != null && report.symbols().isEmpty() && report.hasOthers()) {
      err.println(
          "%s: symbol '%s' is not in the file, expected one of %s"
              .formatted(file, symbol, String.join(", ", report.others())));
      return 1;
    }
    if (report.rows() == 0 && report.rejected() == 0) {
      err.println(file + ": there is no row behind the header, expected at least one");
      return 1;
    }
    QualityTable table = new QualityTable(market, context.calendar().name(), report);
    if (json) {
      table.printJson(out);
    } else {
      table.printText(out);
    }
    return report.rejected() > 0 ? 1 : 0;
  }

  private QualityThresholds thresholds() {
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("duplicate_window", DUPLICATE_WINDOW);
    changes.putAll(thresholds);
    try {
      return QualityThresholds.DEFAULTS.with(changes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--threshold: " + e.getMessage(), e);
    }
  }
}
