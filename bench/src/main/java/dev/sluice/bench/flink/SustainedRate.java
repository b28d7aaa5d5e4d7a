package dev.sluice.bench.flink;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.bench.ticks.TickFormat;
import dev.sluice.bench.ticks.TickLog;
import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.jobs.market.MarketTopology;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The rate that the machine sustains with producer and broker beside the job: the producer writes
 * as fast as the job reads, and never gets far ahead. Ticks a second over the second half of the
 * time.
 */
public final class SustainedRate implements Side {
  /** Ticks that may be written and not yet read: some hundred milliseconds' worth. */
  private static final long UNDER_WAY = 50_000;

  private final JobSpec spec;
  private final TickPlan plan;
  private final int seconds;
  private final BenchCluster cluster;
  private final Path checkpoints;

  /**
   * @param spec the job, with a broker of its own
   * @param seconds how long
   */
  public SustainedRate(JobSpec spec, int seconds) throws Exception {
    this.spec = spec;
    this.plan =
        new TickPlan(spec.symbols(), spec.ticksPerBar(), Math.max(spec.ticks(), 50_000_000));
    this.seconds = seconds;
    this.cluster = new BenchCluster(spec.parallelism());
    this.checkpoints = Files.createTempDirectory("sluice-bench-checkpoints");
  }

  @Override
  public Sample run() throws Exception {
    SluiceConfig config = spec.config();
    try (KafkaTopics topics = new KafkaTopics(spec.bootstrap(), spec.partitions());
        TickLog log =
            new TickLog(spec.bootstrap(), Topics.TICKS, spec.partitions(), TickFormat.AVRO)) {
      topics.recreate(List.of(Topics.TICKS, Topics.BARS_RAW));
      topics.recreate(MarketOutput.TOPICS);
      StreamExecutionEnvironment env = Environments.of(spec, checkpoints);
      MarketTopology.define(
          env,
          KafkaSources.marketData(config),
          KafkaSinks.atLeastOnce(config.bootstrapServers()),
          config);
      JobID job = cluster.submit(env, "sluice-market");
      log.noRawBars(plan.end());
      double rate = drive(log, job.toString());
      cluster.cancel(job);
      return new Sample(rate, Map.of());
    }
  }

  private double drive(TickLog log, String job) throws InterruptedException {
    long half = TimeUnit.SECONDS.toNanos(seconds) / 2;
    long n = 0;
    while (Counters.sum(job, "ticks_read") == 0) {
      // A few ticks, so that the job shows that it has begun.
      log.append(plan.tick(n++));
      TimeUnit.MILLISECONDS.sleep(5);
    }
    long begin = System.nanoTime();
    long readAtHalf = -1;
    long halfTime = 0;
    while (System.nanoTime() - begin < 2 * half && n < plan.ticks()) {
      long read = Counters.sum(job, "ticks_read");
      if (readAtHalf < 0 && System.nanoTime() - begin >= half) {
        readAtHalf = read;
        halfTime = System.nanoTime();
      }
      long until = Math.min(plan.ticks(), read + UNDER_WAY);
      if (n >= until) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      for (; n < until; n++) {
        log.append(plan.tick(n));
      }
    }
    double seconds = (System.nanoTime() - halfTime) / (double) TimeUnit.SECONDS.toNanos(1);
    return (Counters.sum(job, "ticks_read") - readAtHalf) / seconds;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    Temporary.delete(checkpoints);
  }
}
