package dev.sluice.bench.rows;

import dev.sluice.bench.flink.JobSpec;
import dev.sluice.bench.flink.SqlTumble;
import dev.sluice.bench.flink.Temporary;
import dev.sluice.bench.measure.Alternation;
import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.process.Broker;
import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.bench.process.Recording;
import dev.sluice.bench.process.Worker;
import dev.sluice.bench.ticks.TickFormat;
import dev.sluice.bench.ticks.TickLog;
import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the rows share: brokers with logs, each written once and read by all repeats of all rows,
 * and the processes of the two sides.
 */
final class Bench implements AutoCloseable {
  private static final int PARTITIONS = 2;

  private final BenchOptions options;
  private final Alternation.Progress progress;
  private final Path directory;
  private final Map<TickFormat, Broker> brokers = new EnumMap<>(TickFormat.class);
  private final Thread cleanUp;
  private boolean plainWritten;
  private Broker empty;

  Bench(BenchOptions options, Alternation.Progress progress) throws IOException {
    this.options = options;
    this.progress = progress;
    this.directory = Files.createTempDirectory("sluice-bench");
    // Logs are gigabytes: they go too where the run is broken off.
    this.cleanUp = new Thread(this::removeQuietly, "clean up");
    Runtime.getRuntime().addShutdownHook(cleanUp);
  }

  BenchOptions options() {
    return options;
  }

  void say(String text) {
    progress.say(text);
  }

  /** P1's job on the log of a format. */
  JobSpec market(TickFormat format) throws Exception {
    return spec(log(format));
  }

  /** P1's job without a log. */
  JobSpec market() {
    return spec(null);
  }

  private JobSpec spec(String bootstrap) {
    return JobSpec.market(
        bootstrap,
        options.symbols(),
        options.ticksPerBar(),
        options.ticks(),
        options.parallelism());
  }

  /** A job on a broker whose topics the side itself fills. */
  JobSpec onEmptyBroker(int symbols) throws IOException {
    if (empty == null) {
      empty = Broker.start(directory.resolve("empty"));
    }
    return JobSpec.market(
        empty.bootstrap(), symbols, options.ticksPerBar(), options.ticks(), options.parallelism());
  }

  /** The broker that holds the ticks in a format, in {@code ticks}; the log is written at first. */
  private String log(TickFormat format) throws Exception {
    Broker broker = brokers.get(format);
    if (broker == null) {
      broker = Broker.start(directory.resolve(format.name()));
      brokers.put(format, broker);
      write(broker, Topics.TICKS, format);
    }
    return broker.bootstrap();
  }

  /** Adds the copy of the log that Flink SQL reads to the broker of the Avro log. */
  void writePlainCopy() throws Exception {
    log(TickFormat.AVRO);
    if (!plainWritten) {
      write(brokers.get(TickFormat.AVRO), SqlTumble.TICKS, TickFormat.PLAIN_AVRO);
      plainWritten = true;
    }
  }

  private void write(Broker broker, String topic, TickFormat format) throws Exception {
    TickPlan plan = new TickPlan(options.symbols(), options.ticksPerBar(), options.ticks());
    say("writing a log, " + format + ": " + plan.describe());
    try (KafkaTopics topics = new KafkaTopics(broker.bootstrap(), PARTITIONS)) {
      topics.recreate(List.of(topic, Topics.BARS_RAW));
    }
    TickLog.write(plan, broker.bootstrap(), topic, PARTITIONS, format);
  }

  /** Runs two sides in turn, each in a process of its own. */
  Alternation.Outcome measure(
      String row, String firstName, SideSpec first, String secondName, SideSpec second)
      throws Exception {
    try (Worker a = worker(row + "-1", first);
        Worker b = worker(row + "-2", second)) {
      return new Alternation(options.repeats(), progress)
          .measure(firstName, a::run, secondName, b::run);
    }
  }

  /** Runs one side, the first time uncounted, and gives the last. */
  Sample once(String row, SideSpec spec, int times) throws IOException {
    try (Worker worker = worker(row, spec)) {
      Sample sample = worker.run();
      for (int i = 1; i < times; i++) {
        sample = worker.run();
      }
      return sample;
    }
  }

  private Worker worker(String name, SideSpec spec) throws IOException {
    return Worker.start(name, options.heap(), Recording.options(options.profile(), name), spec);
  }

  /** Ends the broker of a log that is not needed again. */
  void forget(TickFormat format) {
    Broker broker = brokers.remove(format);
    if (broker != null) {
      broker.close();
    }
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(cleanUp);
    remove();
  }

  private void remove() throws IOException {
    brokers.values().forEach(Broker::close);
    if (empty != null) {
      empty.close();
    }
    Temporary.delete(directory);
  }

  private void removeQuietly() {
    try {
      remove();
    } catch (IOException e) {
      System.err.println("sluice: " + directory + " could not be deleted: " + e.getMessage());
    }
  }
}
