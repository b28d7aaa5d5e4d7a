package dev.sluice.bench;

import dev.sluice.bench.measure.Machine;
import dev.sluice.bench.measure.ReportJson;
import dev.sluice.bench.measure.ReportTable;
import dev.sluice.bench.measure.Result;
import dev.sluice.bench.rows.OrdersBench;
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

/** {@code sluice bench orders}: row P11. */
@Command(
    name = "orders",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how long the trading job takes from a signal to its order, row P11.",
      "At a rate of quotes and at half of what the machine sustains, in turn, each in a process of"
          + " its own, after one repeat of each that is not counted and 15 s of warm-up in each."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:measured, targets met or not",
      "1:failed, or orders are missing",
      "2:wrong usage"
    })
public final class OrdersCommand implements Callable<Integer> {
  private static final int TARGET_REPEATS = 5;
  private static final int TARGET_RATE = 100_000;
  private static final int LEAST_RATE = 1_000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Quotes a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--symbols",
      paramLabel = "N",
      defaultValue = "500",
      description = "That are quoted. Default: ${DEFAULT-VALUE}.")
  private int symbols;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "Of a repeat, behind 15 s of warm-up. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description = "Repeats of each side that count. Default: ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "3g",
      description =
          "Of each process that runs a job, touched before it starts. Default: ${DEFAULT-VALUE}.")
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
    if (rate < LEAST_RATE || symbols < 1 || seconds < 1 || repeats < 1) {
      throw new ParameterException(
          spec.commandLine(),
          ("--rate was %d, expected at least %d; --symbols was %d, --seconds %d, --repeats %d,"
                  + " expected at least 1")
              .formatted(rate, LEAST_RATE, symbols, seconds, repeats));
    }
    if (profile != null) {
      Files.createDirectories(profile);
    }
    PrintWriter err = spec.commandLine().getErr();
    List<Result> results =
        new OrdersBench(
                rate,
                symbols,
                seconds,
                repeats,
                heap,
                profile,
                text -> {
                  err.println(text);
                  err.flush();
                })
            .run();
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
    notes.add(
        "quotes of %,d symbols, %d s a repeat behind the warm-up, heap %s"
            .formatted(symbols, seconds, heap));
    if (repeats < TARGET_REPEATS || rate < TARGET_RATE) {
      notes.add(
          "a trial: the target asks for at least %d repeats and %,d quotes/s"
              .formatted(TARGET_REPEATS, TARGET_RATE));
    }
    if (profile != null) {
      notes.add("recorded: slower than without --profile");
    }
    return notes;
  }
}
