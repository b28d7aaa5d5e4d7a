package dev.sluice.bench;

import dev.sluice.bench.measure.Machine;
import dev.sluice.bench.measure.ReportJson;
import dev.sluice.bench.measure.ReportTable;
import dev.sluice.bench.measure.Result;
import dev.sluice.bench.rows.BenchOptions;
import dev.sluice.bench.rows.MarketBench;
import dev.sluice.bench.rows.MarketRow;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench market}: the market job's rows. */
@Command(
    name = "market",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the market job's speed, rows P1 to P9.",
      "Two sides in turn, each in a process of its own, after one repeat of each that is not"
          + " counted. Where the repeats of a side differ by more than 15 %% of their median the"
          + " ratio is 'too noisy' and no number."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:measured, targets met or not", "1:a row failed", "2:wrong usage"})
public final class MarketCommand implements Callable<Integer> {
  private static final int TARGET_REPEATS = 5;
  private static final long TARGET_TICKS = 20_000_000;

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "P1,P3",
      description = "Which rows; all by default: ${COMPLETION-CANDIDATES}.")
  private List<MarketRow> rows = List.of(MarketRow.values());

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description = "Repeats of each side that count. Default: ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(
      names = "--ticks",
      paramLabel = "N",
      defaultValue = "20000000",
      description =
          "Ticks of a log; a shorter run is a cold one and flatters nobody but the baseline."
              + " Default: ${DEFAULT-VALUE}.")
  private long ticks;

  @Option(
      names = "--symbols",
      paramLabel = "N",
      defaultValue = "500",
      description = "Symbols of a log. Default: ${DEFAULT-VALUE}.")
  private int symbols;

  @Option(
      names = "--ticks-per-bar",
      paramLabel = "N",
      defaultValue = "100",
      description = "Trades of a symbol in a minute. Default: ${DEFAULT-VALUE}.")
  private int ticksPerBar;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the jobs, 1 or 2. Default: ${DEFAULT-VALUE}, the desk's own.")
  private int parallelism;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "3g",
      description =
          "Of each of the two processes that run jobs, touched before it starts. Default:"
              + " ${DEFAULT-VALUE}.")
  private String heap;

  @Option(
      names = "--latency-seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "Of a repeat of P7, behind 15 s of warm-up. Default: ${DEFAULT-VALUE}.")
  private int latencySeconds;

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description =
          "Records where time goes, a file for each process; ./sluice bench profile reads it."
              + " Figures of a recorded run are lower.")
  private Path profile;

  @Option(names = "--json", description = "One JSON object, and nothing else on standard output.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    requireAtLeastOne("--repeats", repeats);
    requireAtLeastOne("--ticks", ticks);
    requireAtLeastOne("--symbols", symbols);
    requireAtLeastOne("--ticks-per-bar", ticksPerBar);
    requireAtLeastOne("--latency-seconds", latencySeconds);
    if (parallelism < 1 || parallelism > 2) {
      throw new ParameterException(
          spec.commandLine(), "--parallelism: was " + parallelism + ", expected 1 or 2");
    }
    if (profile != null) {
      Files.createDirectories(profile);
    }
    PrintWriter err = spec.commandLine().getErr();
    List<Result> results =
        MarketBench.run(
            rows,
            new BenchOptions(
                ticks, symbols, ticksPerBar, repeats, parallelism, heap, latencySeconds, profile),
            text -> {
              err.println(text);
              err.flush();
            });
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ReportJson.of(Machine.here(), notes(), results));
    } else {
      ReportTable.print(out, Machine.here(), notes(), results);
    }
    out.flush();
    return 0;
  }

  /** What a reader must know of all figures. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add("ticks %,d, parallelism %d, heap %s".formatted(ticks, parallelism, heap));
    if (repeats < TARGET_REPEATS || ticks < TARGET_TICKS) {
      notes.add(
          "a trial: the targets ask for at least %d repeats and %,d ticks"
              .formatted(TARGET_REPEATS, TARGET_TICKS));
    }
    if (profile != null) {
      notes.add("recorded: slower than without --profile");
    }
    return notes;
  }

  private void requireAtLeastOne(String option, long value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), option + ": was " + value + ", expected at least 1");
    }
  }
}
