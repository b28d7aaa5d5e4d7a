package dev.sluice.bench.rows;

import dev.sluice.bench.flink.DiscardFromKafka;
import dev.sluice.bench.flink.JobSpec;
import dev.sluice.bench.flink.MarketFromKafka;
import dev.sluice.bench.measure.Side;

/**
 * What the process of a side runs. Crosses to it as JSON.
 *
 * @param kind which of the sides
 * @param job the job and its ticks; null for a side without a job
 * @param size of what the side works on, where its kind has a size; 0 otherwise
 */
public record SideSpec(Kind kind, JobSpec job, double size) {
  /** The sides that rows are made of. */
  public enum Kind {
    MARKET_FROM_KAFKA,
    DISCARD_FROM_KAFKA
  }

  /** A side that is a job. */
  static SideSpec of(Kind kind, JobSpec job) {
    return new SideSpec(kind, job, 0);
  }

  /** Makes the side, in its own process. */
  public Side open() throws Exception {
    return switch (kind) {
      case MARKET_FROM_KAFKA -> new MarketFromKafka(job);
      case DISCARD_FROM_KAFKA -> new DiscardFromKafka(job);
    };
  }
}
