package dev.sluice.bench;

import dev.sluice.bench.backtest.BacktestBench;
import dev.sluice.bench.measure.Machine;
import dev.sluice.bench.measure.ReportJson;
import dev.sluice.bench.measure.ReportTable;
import dev.sluice.bench.measure.Result;
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

/** {@code sluice bench backtest}: row P10. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a moving-average cross over minute bars beside backtrader and NautilusTrader, row"
          + " P10.",
      "Sides run in turn, each in a process of its own, after one repeat of each that is not"
          + " counted. All must make the same trades. conformance/backtest/setup installs the"
          + " peers."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:measured, targets met or not",
      "1:failed, or trades differ",
      "2:wrong usage"
    })
public final class BacktestCommand implements Callable<Integer> {
  private static final int TARGET_REPEATS = 5;
  private static final long TARGET_BARS = 2_000_000;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description = "Which peers; all by default: ${COMPLETION-CANDIDATES}.")
  private List<BacktestBench.Peer> peers = List.of(BacktestBench.Peer.values());

  @Option(
      names = "--bars",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Of the file. Default: ${DEFAULT-VALUE}.")
  private long bars;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description = "Repeats of each side that count. Default: ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "4g",
      description = "Of our process, touched before it starts. Default: ${DEFAULT-VALUE}.")
  private String heap;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description =
          "Of an environment with the peers. Default: that of conformance/backtest/setup.")
  private Path python;

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description = "Records where our time goes; ./sluice bench profile reads it.")
  private Path profile;

  @Option(names = "--json", description = "One JSON object, and nothing else on standard output.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (bars < 1 || repeats < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--bars was %d and --repeats %d, expected at least 1".formatted(bars, repeats));
    }
    if (profile != null) {
      Files.createDirectories(profile);
    }
    Path scripts = Path.of(System.getProperty("sluice.root", ""), "conformance", "backtest");
    PrintWriter err = spec.commandLine().getErr();
    List<Result> results =
        new BacktestBench(
                bars,
                repeats,
                heap,
                python == null ? scripts.resolve(".venv/bin/python") : python,
                scripts,
                profile,
                text -> {
                  err.println(text);
                  err.flush();
                })
            .run(peers);
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
    notes.add("%,d simulated minute bars of one symbol, heap %s".formatted(bars, heap));
    if (repeats < TARGET_REPEATS || bars < TARGET_BARS) {
      notes.add(
          "a trial: the target asks for at least %d repeats and %,d bars"
              .formatted(TARGET_REPEATS, TARGET_BARS));
    }
    if (profile != null) {
      notes.add("recorded: slower than without --profile");
    }
    return notes;
  }
}
