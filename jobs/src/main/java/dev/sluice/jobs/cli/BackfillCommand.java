package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.connectors.files.FileMapping;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityThresholds;
import dev.sluice.jobs.history.Backfill;
import dev.sluice.jobs.history.HistoryPlace;
import dev.sluice.wire.JsonCodec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./sluice backfill}: daily bars of files into the history on S3. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Loads files of daily bars into the history on S3, as Parquet by symbol and year.",
      "Rows that cannot be a session's bar are rejected and said. Of two bars of a symbol and date"
          + " the one that is loaded last stays. A load that was ended half-way is begun again: what"
          + " is there already is not written twice."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:rows are in the history; those that were rejected are said",
      "1:no row could be loaded, or a file or the history cannot be read or written",
      "2:wrong usage"
    })
final class BackfillCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Daily bars, plain or gzip CSV; loaded one after the other.")
  private List<Path> files;

  @Mixin private HistoryHome home;

  @Option(
      names = "--symbols",
      paramLabel = "A,B",
      split = ",",
      description = "Only these. Default: all of the files'.")
  private Set<String> symbols = new LinkedHashSet<>();

  @Option(
      names = "--symbol",
      paramLabel = "X",
      description = "The symbol of files that have no column of symbols.")
  private String symbol;

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      defaultValue = "NYSE",
      converter = BarsCommand.CalendarConverter.class,
      description = "NYSE, TSX, FX or 24/7: when the symbols trade. Default: ${DEFAULT-VALUE}.")
  private TradingCalendar calendar;

  @Option(names = "--json", description = "Prints what was done as one JSON object.")
  private boolean json;

  @Mixin private MappingOptions mapping;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FileMapping read = mapping.mapping(symbol);
    List<MarketFile> opened = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (HistoryPlace place = open(read, opened)) {
      Backfill backfill = new Backfill(place.store());
      Done done = new Done();
      for (MarketFile file : opened) {
        load(file, backfill, done, json ? err : out);
      }
      sayMissing(done, err);
      if (json) {
        out.println(JSON.writeValueAsString(done.summary(opened.size(), backfill)));
      } else {
        out.printf(
            "%d of %d rows of %d symbols are in the history: %d objects written, %d unchanged%n",
            done.accepted, done.rows, done.symbols.size(), backfill.written(), backfill.skipped());
      }
      return done.accepted > 0 ? 0 : 1;
    } catch (MarketFileException e) {
      err.println(e.getMessage());
      return 1;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** All files are looked at before anything is loaded. */
  private HistoryPlace open(FileMapping read, List<MarketFile> opened) throws Exception {
    for (Path file : files) {
      MarketFile market = MarketFile.open(file, read);
      if (market.kind() != MarketFile.Kind.DAILY_BARS) {
        throw new MarketFileException(
            file, 1, "", QualityTable.kind(market.kind()), "daily bars (a column date)", null);
      }
      opened.add(market);
    }
    return home.open();
  }

  /** Of symbols of which some are in the files, those that are not; a slip of the pen as a rule. */
  private void sayMissing(Done done, PrintWriter err) {
    Set<String> missing = new TreeSet<>(symbols);
    missing.removeAll(done.symbols);
    if (!missing.isEmpty() && !done.symbols.isEmpty()) {
      err.println("--symbols: %s not in the files".formatted(String.join(",", missing)));
    }
  }

  private void load(MarketFile file, Backfill backfill, Done done, PrintWriter people)
      throws Exception {
    QualityThresholds thresholds =
        QualityThresholds.DEFAULTS.with(
            Map.of("duplicate_window", QualityCommand.DUPLICATE_WINDOW));
    BackfillReading reading =
        new BackfillReading(
            file, symbols, new QualityContext(thresholds, calendar), Instant.now().toEpochMilli());
    file.read(reading);
    QualityReport report = reading.report();
    done.add(report);
    people.printf(
        "%s: rows %d, loaded %d, rejected %d; symbols %d%s%n",
        file.path(),
        report.rows(),
        report.accepted(),
        report.rejected(),
        report.symbols().size(),
        report.first() == null ? "" : ", from " + report.first() + " to " + report.last());
    report.rejections().forEach((code, found) -> QualityTable.printRejection(code, found, people));
    if (report.symbols().isEmpty() && report.hasOthers()) {
      people.println(
          "%s: symbols '%s' are not in the file, expected some of %s"
              .formatted(
                  file.path(), String.join(",", symbols), String.join(",", report.others())));
    }
    people.flush();
    backfill.load(
        reading.bars(), objects -> Terminal.progress(file.path() + "  " + objects + " objects"));
  }

  /** What was done with all files. */
  private static final class Done {
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Set<String> symbols = new TreeSet<>();
    private long rows;
    private long accepted;

    void add(QualityReport report) {
      rows += report.rows();
      accepted += report.accepted();
      symbols.addAll(report.symbols());
      report.rejections().forEach((code, found) -> rejected.merge(code, found.count(), Long::sum));
    }

    ObjectNode summary(int files, Backfill backfill) {
      ObjectNode summary = JSON.createObjectNode();
      summary.put("files", files).put("rows", rows).put("loaded", accepted);
      ObjectNode codes = summary.putObject("rejected");
      rejected.forEach(codes::put);
      return summary
          .put("symbols", symbols.size())
          .put("objects_written", backfill.written())
          .put("objects_skipped", backfill.skipped());
    }
  }
}
