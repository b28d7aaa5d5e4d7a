package dev.sluice.bench.flink;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.bench.ticks.OrdersLog;
import dev.sluice.bench.ticks.OrdersPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;

/**
 * The rate of quotes that the trading job sustains with producer and broker beside it: the producer
 * writes as fast as the account takes, and never gets far ahead. Quotes a second over the second
 * half of the time.
 */
public final class OrdersRate implements Side {
  /** Quotes that may be written and not yet taken; above those that wait for the next marker. */
  static final long UNDER_WAY = 50_000;

  /** Of event time: what it sustains depends a little on how many quotes a moment has. */
  private static final double NOMINAL_RATE = 100_000;

  /** Long enough that no machine comes to its end. */
  private static final long LAST = 500_000_000;

  private final JobSpec spec;
  private final OrdersPlan plan;
  private final int seconds;
  private final BenchCluster cluster;
  private final Path checkpoints;

  /**
   * @param spec the job, with a broker of its own
   * @param seconds how long
   */
  public OrdersRate(JobSpec spec, int seconds) throws Exception {
    this.spec = spec;
    this.plan = new OrdersPlan(spec.symbols(), NOMINAL_RATE, LAST, TradingBench.SIGNALS_A_SECOND);
    this.seconds = seconds;
    this.cluster = new BenchCluster(spec.parallelism());
    this.checkpoints = Files.createTempDirectory("sluice-bench-checkpoints");
  }

  @Override
  public Sample run() throws Exception {
    try (KafkaTopics topics = new KafkaTopics(spec.bootstrap(), spec.partitions());
        OrdersLog log = new OrdersLog(spec.bootstrap(), spec.partitions(), plan)) {
      topics.recreate(TradingBench.topics());
      JobID job = cluster.submit(TradingBench.environment(spec, checkpoints), "sluice-trading");
      Sample sample = drive(log, job);
      cluster.cancel(job);
      return sample;
    }
  }

  private Sample drive(OrdersLog log, JobID job) throws Exception {
    String id = job.toString();
    long n = 0;
    for (; n < UNDER_WAY; n++) {
      log.append(n);
    }
    cluster.await(job, "the first quote", 5, () -> taken(id) > 0);
    long half = TimeUnit.SECONDS.toNanos(seconds) / 2;
    long begin = System.nanoTime();
    long takenAtHalf = -1;
    long halfTime = 0;
    while (System.nanoTime() - begin < 2 * half && n < plan.quotes()) {
      long taken = taken(id);
      if (takenAtHalf < 0 && System.nanoTime() - begin >= half) {
        takenAtHalf = taken;
        halfTime = System.nanoTime();
      }
      long until = Math.min(plan.quotes(), taken + UNDER_WAY);
      if (n >= until) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      for (; n < until; n++) {
        log.append(n);
      }
    }
    double elapsed = (System.nanoTime() - halfTime) / (double) TimeUnit.SECONDS.toNanos(1);
    long taken = taken(id);
    return new Sample(
        (taken - takenAtHalf) / elapsed, Map.of("written", (double) n, "taken", (double) taken));
  }

  private static long taken(String job) {
    return Counters.sum(job, "inputs");
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    Temporary.delete(checkpoints);
  }
}
