package dev.sluice.bench.flink;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The least that a job could do: the market job's own source and decoder, and nothing behind it.
 * Ticks a second from the first to the last record read.
 */
public final class DiscardFromKafka implements Side {
  private final JobSpec spec;
  private final TickPlan plan;
  private final BenchCluster cluster;
  private final Path checkpoints;

  public DiscardFromKafka(JobSpec spec) throws Exception {
    this.spec = spec;
    this.plan = spec.plan();
    this.cluster = new BenchCluster(spec.parallelism());
    this.checkpoints = Files.createTempDirectory("sluice-bench-checkpoints");
  }

  @Override
  public Sample run() throws Exception {
    SluiceConfig config = spec.config();
    StreamExecutionEnvironment env = Environments.of(spec, checkpoints);
    env.fromSource(KafkaSources.marketData(config), WatermarkStrategy.noWatermarks(), "Read")
        .uid("read")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    JobID job = cluster.submit(env, "decode-and-discard");
    String id = job.toString();
    cluster.await(job, "the first tick", 1, () -> Counters.read(id) > 0);
    long begin = System.nanoTime();
    cluster.await(job, "all ticks", 1, () -> Counters.read(id) >= plan.ticks());
    long nanos = System.nanoTime() - begin;
    cluster.cancel(job);
    return new Sample(plan.ticks() * (double) TimeUnit.SECONDS.toNanos(1) / nanos, Map.of());
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    Temporary.delete(checkpoints);
  }
}
