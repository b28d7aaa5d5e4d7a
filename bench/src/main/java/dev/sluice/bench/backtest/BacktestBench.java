package dev.sluice.bench.backtest;

import dev.sluice.bench.flink.Temporary;
import dev.sluice.bench.measure.Alternation;
import dev.sluice.bench.measure.Comparison;
import dev.sluice.bench.measure.NotMeasured;
import dev.sluice.bench.measure.Result;
import dev.sluice.bench.measure.Target;
import dev.sluice.bench.process.ForkedJvm;
import dev.sluice.bench.process.PeerProcess;
import dev.sluice.bench.process.Worker;
import dev.sluice.bench.rows.SideSpec;
import dev.sluice.jobs.cli.SluiceCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** P10: a moving-average cross over minute bars, beside the engines that Python has for it. */
public final class BacktestBench {
  private static final String ROW = "P10";

  private final long bars;
  private final int repeats;
  private final String heap;
  private final Path python;
  private final Path scripts;
  private final Path profile;
  private final Alternation.Progress progress;

  /** An engine that ours is compared with, and how many times as fast ours should be. */
  public enum Peer {
    BACKTRADER("backtrader", 20),
    NAUTILUS("NautilusTrader", 1);

    private final String title;
    private final double target;

    Peer(String title, double target) {
      this.title = title;
      this.target = target;
    }

    private String script() {
      return name().toLowerCase(java.util.Locale.ROOT) + "_peer.py";
    }
  }

  /**
   * @param bars of the file
   * @param repeats of each side that count
   * @param heap of our process, as the JVM writes it
   * @param python of an environment with the peers
   * @param scripts the directory of theirs
   * @param profile where a recording of our process goes; null for none
   * @param progress hears what goes on
   */
  public BacktestBench(
      long bars,
      int repeats,
      String heap,
      Path python,
      Path scripts,
      Path profile,
      Alternation.Progress progress) {
    this.bars = bars;
    this.repeats = repeats;
    this.heap = heap;
    this.python = python;
    this.scripts = scripts;
    this.profile = profile;
    this.progress = progress;
  }

  /**
   * Measures against some peers.
   *
   * @throws IllegalStateException where trades differ
   */
  public List<Result> run(List<Peer> peers) throws Exception {
    Path directory = Files.createTempDirectory("sluice-bench");
    try {
      Path file = directory.resolve("bars.csv");
      progress.say("writing %,d simulated minute bars".formatted(bars));
      BarsFile.write(file, bars);
      List<Result> results = new ArrayList<>();
      for (Peer peer : peers) {
        results.add(Files.isExecutable(python) ? compare(peer, file) : missing(peer));
      }
      return results;
    } finally {
      Temporary.delete(directory);
    }
  }

  private Result missing(Peer peer) {
    return new NotMeasured(
        ROW,
        "backtest ÷ " + peer.title,
        python + " is not there; conformance/backtest/setup makes it");
  }

  private Comparison compare(Peer peer, Path file) throws Exception {
    Path theirs = file.resolveSibling("trades-" + peer.script() + ".csv");
    List<String> command =
        List.of(
            python.toString(),
            scripts.resolve(peer.script()).toString(),
            file.toString(),
            theirs.toString());
    List<String> remarks = new ArrayList<>();
    Alternation.Outcome outcome;
    try (Worker ours =
            Worker.start(
                ROW + "-sluice", heap, recording(peer), SideSpec.of(SideSpec.Kind.BACKTEST, file));
        PeerProcess their = PeerProcess.start(peer.title, command)) {
      outcome =
          new Alternation(repeats, progress).measure("sluice", ours::run, peer.title, their::run);
    }
    int trades = TradeList.same(BacktestSide.trades(file), peer.title, theirs);
    remarks.add("the same %,d trades on both sides".formatted(trades));
    remarks.add("engine time on bars in memory; one process a side, kept for all repeats");
    remarks.add(whole(file));
    return new Comparison(
        ROW,
        "moving-average cross over %,d minute bars, backtest ÷ %s".formatted(bars, peer.title),
        "bars/s",
        "sluice backtest",
        outcome.firstValues(),
        peer.title,
        outcome.secondValues(),
        Target.atLeast(peer.target),
        outcome.othersCpu(),
        remarks);
  }

  private List<String> recording(Peer peer) {
    return profile == null
        ? List.of()
        : List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints",
            "-XX:StartFlightRecording=settings=profile,filename="
                + profile.resolve(ROW + "-" + peer.name() + ".jfr").toAbsolutePath());
  }

  /** The command as people start it: JVM, file and all. */
  private String whole(Path file) throws IOException {
    long begin = System.nanoTime();
    double seconds =
        ForkedJvm.runToEnd(
            ROW + "-command",
            List.of("-Xmx" + heap),
            SluiceCommand.class.getName(),
            List.of(
                "backtest",
                file.toString(),
                "--param",
                "fast=" + BacktestSide.FAST,
                "--param",
                "slow=" + BacktestSide.SLOW,
                "--quantity",
                BacktestSide.QUANTITY,
                "--cash",
                BacktestSide.CASH,
                "--commission",
                "0",
                "--slippage",
                "0",
                "--limits",
                "none"),
            "seconds ");
    return "the whole command once: %.1f s, of them %.1f s the job"
        .formatted((System.nanoTime() - begin) / 1e9, seconds);
  }
}
