package dev.sluice.bench.rows;

import dev.sluice.bench.flink.JobSpec;
import dev.sluice.bench.flink.Temporary;
import dev.sluice.bench.measure.Alternation;
import dev.sluice.bench.measure.Comparison;
import dev.sluice.bench.measure.Result;
import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Target;
import dev.sluice.bench.process.Broker;
import dev.sluice.bench.process.Recording;
import dev.sluice.bench.process.Worker;
import dev.sluice.bench.rows.SideSpec.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** P11: from a signal in Kafka to its order in Kafka, while quotes go by. */
public final class OrdersBench {
  private static final String ROW = "P11";
  private static final int RATE_SECONDS = 20;
  private static final double TARGET_MILLIS = 50;

  private final double rate;
  private final int symbols;
  private final int seconds;
  private final int repeats;
  private final String heap;
  private final Path profile;
  private final Alternation.Progress progress;

  /**
   * @param rate quotes a second of the first side
   * @param symbols that are quoted
   * @param seconds of a repeat that count, behind the warm-up
   * @param repeats of each side that count
   * @param heap of each process that runs a job, as the JVM writes it
   * @param profile where recordings go; null for none
   * @param progress hears what goes on
   */
  public OrdersBench(
      double rate,
      int symbols,
      int seconds,
      int repeats,
      String heap,
      Path profile,
      Alternation.Progress progress) {
    this.rate = rate;
    this.symbols = symbols;
    this.seconds = seconds;
    this.repeats = repeats;
    this.heap = heap;
    this.profile = profile;
    this.progress = progress;
  }

  /** Measures what is sustained, then both sides. */
  public List<Result> run() throws Exception {
    Path directory = Temporary.directory();
    try (Broker broker = Broker.start(directory.resolve("kafka"))) {
      JobSpec job = JobSpec.market(broker.bootstrap(), symbols, 1, 1, 1);
      double sustained = sustained(job);
      progress.say(String.format(Locale.ROOT, "P11: sustained %,.0f quotes/s", sustained));
      return List.of(compare(job, sustained));
    } finally {
      Temporary.delete(directory);
    }
  }

  /** The second of two runs. */
  private double sustained(JobSpec job) throws IOException {
    try (Worker worker = worker("rate", new SideSpec(Kind.ORDERS_RATE, job, RATE_SECONDS))) {
      worker.run();
      return worker.run().value();
    }
  }

  private Comparison compare(JobSpec job, double sustained) throws IOException {
    double half = Math.floor(sustained / 2);
    String first = String.format(Locale.ROOT, "p99 at %,.0f quotes/s", rate);
    String second = String.format(Locale.ROOT, "p99 at %,.0f quotes/s", half);
    Alternation.Outcome outcome;
    try (Worker asked = worker("1", side(job, rate));
        Worker halved = worker("2", side(job, half))) {
      outcome = new Alternation(repeats, progress).measure(first, asked::run, second, halved::run);
    }
    List<String> remarks = new ArrayList<>();
    remarks.add(
        String.format(
            Locale.ROOT,
            "sustained %,.0f quotes/s; the second side is at half of it%s",
            sustained,
            sustained < rate ? "; the first is a job that falls behind" : ""));
    remarks.add("from the later of the signal and the last marker that lets it be taken");
    remarks.add(counted(first, outcome.first()));
    remarks.add(counted(second, outcome.second()));
    remarks.add(
        "the processors are shared by the job, the broker and the producer in processes of their"
            + " own, and whoever else is on the machine");
    return new Comparison(
        ROW,
        "from a signal in Kafka to its order in Kafka, two rates",
        "ms",
        first,
        outcome.firstValues(),
        second,
        outcome.secondValues(),
        Target.valueAtMost(TARGET_MILLIS),
        outcome.othersCpu(),
        remarks);
  }

  private SideSpec side(JobSpec job, double quotesASecond) {
    return new SideSpec(
        Kind.ORDERS_LATENCY, job.withTicks((long) quotesASecond * seconds), quotesASecond);
  }

  private static String counted(String side, List<Sample> samples) {
    Sample last = samples.get(samples.size() - 1);
    return String.format(
        Locale.ROOT,
        "%s, last repeat: median %.0f ms, %,.0f orders, %,.0f quotes/s written",
        side,
        last.facts().get("p50"),
        last.facts().get("orders"),
        last.facts().get("quotes_per_second"));
  }

  private Worker worker(String side, SideSpec spec) throws IOException {
    String name = ROW + "-" + side;
    return Worker.start(name, heap, Recording.options(profile, name), spec);
  }
}
