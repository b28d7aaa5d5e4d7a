package dev.sluice.bench.flink;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.process.KafkaTopics;
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
 * The market job as the desk runs it, over a log that is there: from the first tick read to the
 * last marker of time behind bars, indicators and quotes in Kafka. Ticks a second.
 */
public final class MarketFromKafka implements Side {
  private static final List<String> MARKED = List.of(Topics.INDICATORS, Topics.BARS);

  private final JobSpec spec;
  private final TickPlan plan;
  private final BenchCluster cluster;
  private final Path checkpoints;

  public MarketFromKafka(JobSpec spec) throws Exception {
    this.spec = spec;
    this.plan = spec.plan();
    this.cluster = new BenchCluster(spec.parallelism());
    this.checkpoints = Files.createTempDirectory("sluice-bench-checkpoints");
  }

  @Override
  public Sample run() throws Exception {
    SluiceConfig config = spec.config();
    long last = TickLog.endOf(plan.end()) - config.latenessBound().toMillis() - 1;
    try (KafkaTopics topics = new KafkaTopics(spec.bootstrap(), spec.partitions())) {
      topics.recreate(MarketOutput.TOPICS);
      JobID job = cluster.submit(environment(config), "sluice-market");
      String id = job.toString();
      cluster.await(job, "the first tick", 1, () -> Counters.read(id) > 0);
      long begin = System.nanoTime();
      cluster.await(job, "all ticks", 5, () -> Counters.sum(id, "ticks_read") >= plan.ticks());
      for (String topic : MARKED) {
        cluster.await(job, "the end of " + topic, 5, () -> topics.isMarkedUpTo(topic, last));
      }
      long nanos = System.nanoTime() - begin;
      Map<String, Double> facts = facts(id);
      cluster.cancel(job);
      return new Sample(plan.ticks() * (double) TimeUnit.SECONDS.toNanos(1) / nanos, facts);
    }
  }

  private StreamExecutionEnvironment environment(SluiceConfig config) {
    StreamExecutionEnvironment env = Environments.of(spec, checkpoints);
    MarketTopology.define(
        env,
        KafkaSources.marketData(config),
        KafkaSinks.atLeastOnce(config.bootstrapServers()),
        config);
    if (spec.genericTypes()) {
      GenericTypes.replaceIn(env);
    }
    return env;
  }

  private Map<String, Double> facts(String job) {
    long bars = Counters.sum(job, "bars_closed");
    long expected = MarketOutput.expectedBars(plan, spec.timeframes());
    MarketOutput.requireEqual("bars_closed", expected, bars);
    MarketOutput.requireEqual("ticks_rejected", 0, Counters.sum(job, "ticks_rejected"));
    return Map.of("bars", (double) bars, "indicated", (double) Counters.sum(job, "bars_indicated"));
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    Temporary.delete(checkpoints);
  }
}
