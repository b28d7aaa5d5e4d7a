package dev.sluice.bench.flink;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.process.ForkedJvm;
import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.bench.ticks.OrdersLog;
import dev.sluice.bench.ticks.OrdersPlan;
import dev.sluice.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/**
 * How long the trading job takes from a signal to its order while quotes come at a steady rate: the
 * 99th percentile of milliseconds, after a warm-up; see {@link OrderLatency}.
 */
public final class OrdersRun implements Side {
  /** Before this nothing counts; seconds. */
  private static final int WARM_UP_SECONDS = 15;

  private static final double PERCENTILE = 0.99;

  private final JobSpec spec;
  private final OrdersPlan plan;
  private final int warmUpSeconds;
  private final BenchCluster cluster;
  private final Path checkpoints;

  /**
   * @param spec the job, with a broker of its own
   * @param rate quotes a second
   * @param seconds that count, after a warm-up of {@value #WARM_UP_SECONDS} s
   */
  public OrdersRun(JobSpec spec, double rate, int seconds) throws Exception {
    this(spec, rate, seconds, WARM_UP_SECONDS);
  }

  OrdersRun(JobSpec spec, double rate, int seconds, int warmUpSeconds) throws Exception {
    this.spec = spec;
    this.warmUpSeconds = warmUpSeconds;
    this.plan =
        new OrdersPlan(
            spec.symbols(),
            rate,
            (long) (rate * (warmUpSeconds + seconds)),
            TradingBench.SIGNALS_A_SECOND);
    this.cluster = new BenchCluster(spec.parallelism());
    this.checkpoints = Files.createTempDirectory("sluice-bench-checkpoints");
  }

  @Override
  public Sample run() throws Exception {
    try (KafkaTopics topics = new KafkaTopics(spec.bootstrap(), spec.partitions())) {
      topics.recreate(TradingBench.topics());
      JobID job = cluster.submit(TradingBench.environment(spec, checkpoints), "sluice-trading");
      double reached = load();
      long end = OrdersLog.end(plan);
      cluster.await(job, "the last marker", 20, () -> topics.isMarkedUpTo(Topics.ORDERS, end));
      long inputs = Counters.sum(job.toString(), "inputs");
      cluster.cancel(job);
      MarketOutput.requireEqual("inputs", plan.quotes() + plan.signals(), inputs);
      long[] millis = new OrderLatency(topics, spec.partitions()).afterWarmUp(warmUpSeconds);
      return new Sample(
          LatencyRun.at(millis, PERCENTILE),
          Map.of(
              "p50",
              LatencyRun.at(millis, 0.5),
              "orders",
              (double) millis.length,
              "quotes_per_second",
              reached));
    }
  }

  /** Lets the producer run to its end, and says how many quotes a second it wrote. */
  private double load() throws Exception {
    return ForkedJvm.runToEnd(
        "load",
        List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"),
        OrdersLoad.class.getName(),
        List.of(
            spec.bootstrap(),
            Integer.toString(spec.partitions()),
            Integer.toString(spec.symbols()),
            Double.toString(plan.rate()),
            Long.toString(plan.quotes()),
            Integer.toString(TradingBench.SIGNALS_A_SECOND)),
        LatencyRun.LOAD_RATE);
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    Temporary.delete(checkpoints);
  }
}
