package dev.sluice.bench.flink;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.process.ForkedJvm;
import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.jobs.market.MarketTopology;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How long a job takes while ticks come at a steady rate: the 99th percentile of milliseconds by
 * the broker's own stamps, after a warm-up. Of the market job, from the record whose watermark
 * closes a bar to that bar and its indicators; of a pass-through, from a tick to its copy.
 *
 * <p>Event time runs sixty times as fast as time, so that a minute bar of every symbol closes each
 * second.
 */
public final class LatencyRun implements Side {
  static final String LOAD_RATE = "rate ";

  /** Before this nothing counts; seconds. */
  private static final int WARM_UP_SECONDS = 15;

  private static final double PERCENTILE = 0.99;

  private final JobSpec spec;
  private final boolean passThrough;
  private final double rate;
  private final TickPlan plan;
  private final int warmUpSeconds;
  private final BenchCluster cluster;
  private final Path checkpoints;

  /**
   * @param spec the job, with a broker of its own; its ticks follow from rate and time
   * @param passThrough the baseline instead of the market job
   * @param rate ticks a second
   * @param seconds that count, after a warm-up of {@value #WARM_UP_SECONDS} s
   */
  public LatencyRun(JobSpec spec, boolean passThrough, double rate, int seconds) throws Exception {
    this(spec, passThrough, rate, seconds, WARM_UP_SECONDS);
  }

  LatencyRun(JobSpec spec, boolean passThrough, double rate, int seconds, int warmUpSeconds)
      throws Exception {
    this.spec = spec;
    this.passThrough = passThrough;
    int ticksPerBar = Math.max(1, (int) (rate / spec.symbols()));
    this.rate = (double) ticksPerBar * spec.symbols();
    this.warmUpSeconds = warmUpSeconds;
    this.plan =
        new TickPlan(spec.symbols(), ticksPerBar, (long) (this.rate * (warmUpSeconds + seconds)));
    this.cluster = new BenchCluster(spec.parallelism());
    this.checkpoints = Files.createTempDirectory("sluice-bench-checkpoints");
  }

  @Override
  public Sample run() throws Exception {
    SluiceConfig config = spec.config();
    try (KafkaTopics topics = new KafkaTopics(spec.bootstrap(), spec.partitions())) {
      topics.recreate(List.of(Topics.TICKS, Topics.BARS_RAW));
      topics.recreate(MarketOutput.TOPICS);
      JobID job = cluster.submit(environment(config), "latency");
      String id = job.toString();
      double reached = load();
      cluster.await(job, "all ticks", 20, () -> Counters.read(id) >= plan.ticks());
      long[] millis = passThrough ? passed(topics, job) : closed(topics, job, config);
      cluster.cancel(job);
      Arrays.sort(millis);
      return new Sample(
          at(millis, PERCENTILE),
          Map.of(
              "p50",
              at(millis, 0.5),
              "measured",
              (double) millis.length,
              "ticks_per_second",
              reached));
    }
  }

  /** The value that a part of sorted values does not exceed. */
  static double at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) Math.ceil(part * sorted.length) - 1)];
  }

  private StreamExecutionEnvironment environment(SluiceConfig config) {
    StreamExecutionEnvironment env = Environments.of(spec, checkpoints);
    if (passThrough) {
      PassThrough.define(env, config, spec.partitions());
    } else {
      MarketTopology.define(
          env,
          KafkaSources.marketData(config),
          KafkaSinks.atLeastOnce(config.bootstrapServers()),
          config);
    }
    return env;
  }

  /** Lets the producer run to its end, and says how many ticks a second it wrote. */
  private double load() throws Exception {
    return ForkedJvm.runToEnd(
        "load",
        List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"),
        LoadProcess.class.getName(),
        List.of(
            spec.bootstrap(),
            Integer.toString(spec.partitions()),
            Integer.toString(spec.symbols()),
            Long.toString(plan.ticks() / plan.minuteBars()),
            Long.toString(plan.ticks()),
            Double.toString(rate)),
        LOAD_RATE);
  }

  private long[] passed(KafkaTopics topics, JobID job) throws Exception {
    cluster.await(job, "the last copy", 20, () -> topics.count(Topics.QUOTES) >= plan.ticks());
    return BarLatency.ofCopies(topics, warmUpSeconds);
  }

  private long[] closed(KafkaTopics topics, JobID job, SluiceConfig config) throws Exception {
    long last =
        dev.sluice.bench.ticks.TickLog.endOf(plan.end()) - config.latenessBound().toMillis() - 1;
    cluster.await(job, "the last marker", 20, () -> topics.isMarkedUpTo(Topics.INDICATORS, last));
    cluster.await(job, "the last marker", 20, () -> topics.isMarkedUpTo(Topics.BARS, last));
    return new BarLatency(topics, config.latenessBound().toMillis(), spec.partitions())
        .ofMinuteBars(warmUpSeconds);
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    Temporary.delete(checkpoints);
  }
}
