package dev.sluice.bench.rows;

import dev.sluice.bench.backtest.BacktestSide;
import dev.sluice.bench.flink.DiscardFromKafka;
import dev.sluice.bench.flink.JobSpec;
import dev.sluice.bench.flink.LatencyRun;
import dev.sluice.bench.flink.MarketFromKafka;
import dev.sluice.bench.flink.MarketFromMemory;
import dev.sluice.bench.flink.OrdersRate;
import dev.sluice.bench.flink.OrdersRun;
import dev.sluice.bench.flink.SqlTumble;
import dev.sluice.bench.flink.StateSize;
import dev.sluice.bench.flink.SustainedRate;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.records.RecordsSide;
import java.nio.file.Path;

/**
 * What the process of a side runs. Crosses to it as JSON.
 *
 * @param kind which of the sides
 * @param job the job and its ticks; null for a side without a job
 * @param size what the kind says; 0 for a kind that says nothing
 * @param file that it reads; null for a kind that reads none
 */
public record SideSpec(Kind kind, JobSpec job, double size, String file) {
  /** A side that reads no file. */
  public SideSpec(Kind kind, JobSpec job, double size) {
    this(kind, job, size, null);
  }

  /** The sides that rows are made of. */
  public enum Kind {
    MARKET_FROM_KAFKA,
    DISCARD_FROM_KAFKA,
    SQL_TUMBLE,
    MARKET_FROM_MEMORY,
    STATE_SIZE,
    /** Size: seconds. */
    SUSTAINED_RATE,
    /** Size: ticks a second; the job's ticks say for how long. */
    LATENCY_OF_BARS,
    /** Size: as above. */
    LATENCY_OF_PASS_THROUGH,
    /** Size: the window. */
    INDICATORS_KEPT,
    /** Size: the window. */
    INDICATORS_RECOMPUTED,
    /** File: bars. */
    BACKTEST,
    /** File: of the database; size: records. */
    RECORDS_BATCHED,
    /** As above. */
    RECORDS_ONE_BY_ONE,
    /** As above. */
    RECORDS_ROW_BY_ROW,
    /** Size: seconds. */
    ORDERS_RATE,
    /** Size: quotes a second; the job's ticks say for how long. */
    ORDERS_LATENCY
  }

  /** A side that is a job. */
  static SideSpec of(Kind kind, JobSpec job) {
    return new SideSpec(kind, job, 0);
  }

  /** A side that reads a file. */
  public static SideSpec of(Kind kind, Path file) {
    return new SideSpec(kind, null, 0, file.toAbsolutePath().toString());
  }

  /** Makes the side, in its own process. */
  public Side open() throws Exception {
    return switch (kind) {
      case MARKET_FROM_KAFKA -> new MarketFromKafka(job);
      case DISCARD_FROM_KAFKA -> new DiscardFromKafka(job);
      case SQL_TUMBLE -> new SqlTumble(job);
      case MARKET_FROM_MEMORY -> new MarketFromMemory(job);
      case STATE_SIZE -> new StateSize(job);
      case SUSTAINED_RATE -> new SustainedRate(job, (int) size);
      case LATENCY_OF_BARS -> new LatencyRun(job, false, size, (int) (job.ticks() / size));
      case LATENCY_OF_PASS_THROUGH -> new LatencyRun(job, true, size, (int) (job.ticks() / size));
      case INDICATORS_KEPT -> new IndicatorWindows((int) size, false);
      case INDICATORS_RECOMPUTED -> new IndicatorWindows((int) size, true);
      case BACKTEST -> new BacktestSide(Path.of(file));
      case ORDERS_RATE -> new OrdersRate(job, (int) size);
      case ORDERS_LATENCY -> new OrdersRun(job, size, (int) (job.ticks() / size));
      case RECORDS_BATCHED -> records(RecordsSide.Way.BATCHES);
      case RECORDS_ONE_BY_ONE -> records(RecordsSide.Way.SINGLE_RECORDS);
      case RECORDS_ROW_BY_ROW -> records(RecordsSide.Way.SINGLE_ROWS);
    };
  }

  private Side records(RecordsSide.Way way) throws Exception {
    return new RecordsSide(Path.of(file), way, (int) size);
  }
}
