package dev.sluice.bench;

import dev.sluice.bench.measure.Machine;
import dev.sluice.bench.measure.ReportJson;
import dev.sluice.bench.measure.ReportTable;
import dev.sluice.bench.measure.Result;
import dev.sluice.bench.records.RecordsBench;
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

/** {@code sluice bench records}: row P14. */
@Command(
    name = "records",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast the records writer fills PostgreSQL beside single-row upserts, row P14.",
      "Sides run in turn, each in a process of its own, after one repeat of each that is not"
          + " counted. Both must leave the same rows."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:measured, targets met or not",
      "1:failed, or rows are missing",
      "2:wrong usage"
    })
public final class RecordsCommand implements Callable<Integer> {
  private static final int TARGET_REPEATS = 5;
  private static final int TARGET_RECORDS = 60_000;

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "BASELINE",
      description = "One of these or more; all by default: ${COMPLETION-CANDIDATES}.")
  private List<RecordsBench.Baseline> baselines = List.of(RecordsBench.Baseline.values());

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "60000",
      description = "Of a repeat. Default: ${DEFAULT-VALUE}.")
  private int records;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description = "Repeats of each side that count. Default: ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "Of each side's process, touched before it starts. Default: ${DEFAULT-VALUE}.")
  private String heap;

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description = "Records where time goes; ./sluice bench profile reads it.")
  private Path profile;

  @Option(names = "--json", description = "One JSON object, and nothing else on standard output.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (records < 1 || repeats < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--records was %d and --repeats %d, expected at least 1".formatted(records, repeats));
    }
    if (profile != null) {
      Files.createDirectories(profile);
    }
    PrintWriter err = spec.commandLine().getErr();
    List<Result> results =
        new RecordsBench(
                records,
                repeats,
                heap,
                profile,
                text -> {
                  err.println(text);
                  err.flush();
                })
            .run(baselines);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ReportJson.of(Machine.here(), notes(), results));
    } else {
      ReportTable.print(out, Machine.here(), notes(), results);
    }
    out.flush();
    return 0;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add("%,d records a repeat, heap %s".formatted(records, heap));
    if (repeats < TARGET_REPEATS || records < TARGET_RECORDS) {
      notes.add(
          "a trial: the target asks for at least %d repeats and %,d records"
              .formatted(TARGET_REPEATS, TARGET_RECORDS));
    }
    if (profile != null) {
      notes.add("recorded: slower than without --profile");
    }
    return notes;
  }
}
