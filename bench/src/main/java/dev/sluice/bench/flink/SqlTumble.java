package dev.sluice.bench.flink;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.bench.ticks.TickPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Minute bars alone, as Flink SQL makes them: Avro ticks from Kafka, a TUMBLE window, Avro bars to
 * Kafka. Ticks a second from the first tick read to the end of the bounded job.
 */
public final class SqlTumble implements Side {
  /**
   * The log without the headers of the single-object encoding, which Flink's format cannot read.
   */
  public static final String TICKS = "ticks.plain";

  private static final String BARS = "bars.sql";

  /** The columns of schema tick-1, an enumeration as the number that Avro writes. */
  private static final String SOURCE =
      """
      CREATE TABLE sql_ticks (
        kind INT NOT NULL, symbol STRING NOT NULL, sequence BIGINT NOT NULL,
        event_time BIGINT NOT NULL, price DOUBLE NOT NULL, size DOUBLE NOT NULL,
        bid DOUBLE NOT NULL, bid_size DOUBLE NOT NULL, ask DOUBLE NOT NULL,
        ask_size DOUBLE NOT NULL, source STRING NOT NULL, simulated BOOLEAN NOT NULL,
        ts AS TO_TIMESTAMP_LTZ(event_time, 3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
      ) WITH (
        'connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
        'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',
        'format' = 'avro')
      """;

  private static final String SINK =
      """
      CREATE TABLE sql_bars (
        symbol STRING NOT NULL, bar_start TIMESTAMP(3) NOT NULL, open_price DOUBLE,
        high DOUBLE, low DOUBLE, close_price DOUBLE, volume DOUBLE, trades BIGINT, vwap DOUBLE
      ) WITH (
        'connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
        'format' = 'avro')
      """;

  private static final String INSERT =
      """
      INSERT INTO sql_bars
      SELECT symbol, window_start, FIRST_VALUE(price), MAX(price), MIN(price), LAST_VALUE(price),
        SUM(size), COUNT(*), SUM(price * size) / SUM(size)
      FROM TUMBLE(TABLE sql_ticks, DESCRIPTOR(ts), INTERVAL '1' MINUTE)
      GROUP BY symbol, window_start, window_end
      """;

  private final JobSpec spec;
  private final TickPlan plan;
  private final BenchCluster cluster;
  private final Path checkpoints;

  public SqlTumble(JobSpec spec) throws Exception {
    this.spec = spec;
    this.plan = spec.plan();
    this.cluster = new BenchCluster(spec.parallelism());
    this.checkpoints = Files.createTempDirectory("sluice-bench-checkpoints");
  }

  @Override
  public Sample run() throws Exception {
    try (KafkaTopics topics = new KafkaTopics(spec.bootstrap(), spec.partitions())) {
      topics.recreate(List.of(BARS));
      JobID job = cluster.submit(environment(), "sql-tumble");
      String id = job.toString();
      cluster.await(job, "the first tick", 1, () -> Counters.read(id) > 0);
      long begin = System.nanoTime();
      cluster.awaitFinished(job);
      long nanos = System.nanoTime() - begin;
      long bars = topics.count(BARS);
      MarketOutput.requireEqual("bars of SQL", plan.minuteBars(), bars);
      return new Sample(
          plan.ticks() * (double) TimeUnit.SECONDS.toNanos(1) / nanos,
          Map.of("bars", (double) bars));
    }
  }

  private StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment env = Environments.of(spec, checkpoints);
    // SQL gives its operators no uids of ours.
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    env.configure(settings);
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.executeSql(SOURCE.formatted(TICKS, spec.bootstrap()));
    tables.executeSql(SINK.formatted(BARS, spec.bootstrap()));
    var statements = tables.createStatementSet();
    statements.addInsertSql(INSERT);
    statements.attachAsDataStream();
    return env;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    Temporary.delete(checkpoints);
  }
}
