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
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * How large a savepoint of the market job is while a minute, a session and a week are open for
 * every symbol, after as many sessions as the longest indicator takes to warm up. Bytes.
 */
public final class StateSize implements Side {
  /** More than the 200 sessions of the longest moving average. */
  private static final int SESSIONS = 210;

  private final JobSpec spec;
  private final TickPlan plan;
  private final BenchCluster cluster;
  private final Path directory;

  /**
   * @param spec its ticks are not used: each symbol trades once a session
   */
  public StateSize(JobSpec spec) throws Exception {
    this.spec = spec;
    this.plan = new TickPlan(spec.symbols(), 1, (long) SESSIONS * spec.symbols(), 1);
    this.cluster = new BenchCluster(spec.parallelism());
    this.directory = Files.createTempDirectory("sluice-bench-state");
  }

  @Override
  public Sample run() throws Exception {
    writeLog();
    SluiceConfig config = spec.config();
    StreamExecutionEnvironment env = Environments.of(spec, directory.resolve("checkpoints"));
    MarketTopology.define(env, KafkaSources.marketData(config), new DiscardingSink<>(), config);
    JobID job = cluster.submit(env, "sluice-market");
    String id = job.toString();
    cluster.await(job, "all ticks", 20, () -> Counters.sum(id, "ticks_read") >= plan.ticks());
    Path savepoint = Files.createTempDirectory(directory, "savepoint");
    cluster.savepoint(job, savepoint);
    MarketOutput.requireEqual("ticks_rejected", 0, Counters.sum(id, "ticks_rejected"));
    cluster.cancel(job);
    return new Sample(size(savepoint), Map.of("symbols", (double) spec.symbols()));
  }

  /** Without the last heartbeat, so that the last bars stay open. */
  private void writeLog() throws InterruptedException {
    try (KafkaTopics topics = new KafkaTopics(spec.bootstrap(), spec.partitions());
        TickLog log =
            new TickLog(spec.bootstrap(), Topics.TICKS, spec.partitions(), TickFormat.AVRO)) {
      topics.recreate(List.of(Topics.TICKS, Topics.BARS_RAW));
      for (long n = 0; n < plan.ticks(); n++) {
        log.append(plan.tick(n));
      }
      log.noRawBars(plan.end());
    }
  }

  private static double size(Path directory) throws IOException {
    long bytes = 0;
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    Temporary.delete(directory);
  }
}
