package dev.sluice.jobs.cli;

import dev.sluice.jobs.history.Export;
import dev.sluice.jobs.history.HistoryPlace;
import dev.sluice.jobs.history.HistoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./sluice export}: the history on S3 as files again. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the history on S3 as files again, by symbol and date: CSV with the columns"
          + " symbol,date,open,high,low,close,volume,adj_close,dividend,split_coefficient, or Parquet."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:rows were written",
      "1:there are none, or the history cannot be read",
      "2:wrong usage"
    })
final class ExportCommand implements Callable<Integer> {
  /** What the files are. */
  enum Format {
    CSV,
    PARQUET
  }

  private static final String STANDARD_OUTPUT = "-";

  @Mixin private HistoryHome home;

  @Option(
      names = "--symbols",
      paramLabel = "A,B",
      split = ",",
      description = "Only these. Default: all that there are.")
  private Set<String> symbols = new LinkedHashSet<>();

  @Option(names = "--from", paramLabel = "DATE", description = "The first date, like 2012-01-03.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "The last date, inclusive.")
  private LocalDate to;

  @Option(
      names = "--out",
      paramLabel = "DIR|-",
      defaultValue = STANDARD_OUTPUT,
      description =
          "A directory for a file a symbol (Parquet: a symbol and year), or - for one CSV on"
              + " standard output. Default: ${DEFAULT-VALUE}.")
  private String out;

  @Option(
      names = "--format",
      paramLabel = "csv|parquet",
      defaultValue = "csv",
      description = "Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (from != null && to != null && to.isBefore(from)) {
      throw usage("--to: was " + to + ", expected a date not before --from " + from);
    }
    boolean printed = out.equals(STANDARD_OUTPUT);
    if (printed && format == Format.PARQUET) {
      throw usage("--out: was -, expected a directory: Parquet is not written to standard output");
    }
    if (!printed && Files.exists(Path.of(out)) && !Files.isDirectory(Path.of(out))) {
      throw usage("--out: was '" + out + "', expected a directory, or - for standard output");
    }
    try (HistoryPlace place = home.open()) {
      List<String> wanted = wanted(place.store());
      Export export = new Export(place.store(), from, to);
      if (printed) {
        export.csv(wanted, spec.commandLine().getOut());
      } else if (format == Format.CSV) {
        export.csvFiles(wanted, Path.of(out));
      } else {
        export.parquetFiles(wanted, Path.of(out));
      }
      if (export.rows() == 0) {
        Terminal.error("the history has no bars of these symbols and dates");
        return 1;
      }
      if (!printed) {
        Terminal.say(export.rows() + " rows of " + wanted.size() + " symbols are in " + out);
      }
      return 0;
    }
  }

  private List<String> wanted(HistoryStore store) throws IOException {
    List<String> there = store.symbols();
    Set<String> missing = new TreeSet<>(symbols);
    there.forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new IOException(
          "--symbols: %s not in the history, expected some of %s"
              .formatted(
                  String.join(",", missing),
                  there.isEmpty() ? "none: it is empty" : String.join(",", there)));
    }
    return there.stream().filter(s -> symbols.isEmpty() || symbols.contains(s)).toList();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
