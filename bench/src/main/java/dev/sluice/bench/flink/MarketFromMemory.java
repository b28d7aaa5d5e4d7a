package dev.sluice.bench.flink;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.jobs.market.MarketTopology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The market job from ticks out of the air to nowhere, without a broker: what the job itself costs.
 * Ticks a second from the first tick to the end of the job.
 */
public final class MarketFromMemory implements Side {
  private final JobSpec spec;
  private final TickPlan plan;
  private final BenchCluster cluster;
  private final Path checkpoints;

  public MarketFromMemory(JobSpec spec) throws Exception {
    this.spec = spec;
    this.plan = spec.plan();
    this.cluster = new BenchCluster(spec.parallelism());
    this.checkpoints = Files.createTempDirectory("sluice-bench-checkpoints");
  }

  @Override
  public Sample run() throws Exception {
    StreamExecutionEnvironment env = Environments.of(spec, checkpoints);
    MarketTopology.define(
        env, MemoryTicks.ticks(plan, spec.parallelism()), new DiscardingSink<>(), spec.config());
    JobID job = cluster.submit(env, "sluice-market");
    String id = job.toString();
    cluster.await(job, "the first tick", 1, () -> Counters.sum(id, "ticks_read") > 0);
    long begin = System.nanoTime();
    cluster.awaitFinished(job);
    long nanos = System.nanoTime() - begin;
    MarketOutput.requireEqual("ticks_read", plan.ticks(), Counters.sum(id, "ticks_read"));
    MarketOutput.requireEqual("ticks_rejected", 0, Counters.sum(id, "ticks_rejected"));
    long bars = Counters.sum(id, "bars_closed");
    MarketOutput.requireEqual(
        "bars_closed", MarketOutput.expectedBars(plan, spec.timeframes()), bars);
    return new Sample(
        plan.ticks() * (double) TimeUnit.SECONDS.toNanos(1) / nanos, Map.of("bars", (double) bars));
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    Temporary.delete(checkpoints);
  }
}
