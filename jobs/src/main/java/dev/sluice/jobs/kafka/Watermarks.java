package dev.sluice.jobs.kafka;

import dev.sluice.domain.market.PartitionClock;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.operators.market.MarketInput;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Event time at the sources, one generator a partition, emitted per record; never idle. */
public final class Watermarks {
  /**
   * Event time between two watermarks of a partition that are given at once: the first record that
   * moves time to or beyond a multiple of it gives one. Bars end at whole seconds, so none waits.
   * What time has come to between them is given each {@link #PERIOD} of this machine's time.
   */
  static final long STEP_MILLIS = 1000;

  /** Longest wait for what is not given at once. */
  public static final Duration PERIOD = Duration.ofMillis(20);

  private Watermarks() {}

  /**
   * For {@code ticks} and {@code bars.raw}: the highest time that the partition's log holds so far,
   * heartbeats included, less the bound. A time far in the future does not move it.
   *
   * <p>What it promises may be too much: it moves with records that validation refuses, and it
   * starts anew after a restore. {@code ValidationOperator} holds it to the clocks of the log.
   */
  public static WatermarkStrategy<MarketInput> ofFeeds(SluiceConfig config) {
    long bound = config.latenessBound().toMillis();
    long maxAhead = config.get(SluiceOptions.MAX_AHEAD).toMillis();
    return WatermarkStrategy.<MarketInput>forGenerator(
            context -> new FeedWatermarks(bound, maxAhead))
        .withTimestampAssigner((input, previous) -> input.eventTime());
  }

  /** For the desk's own topics: what the writer's markers promise. */
  public static WatermarkStrategy<TopicMessage> ofMarkers() {
    return WatermarkStrategy.<TopicMessage>forGenerator(context -> new MarkerWatermarks())
        .withTimestampAssigner((message, previous) -> message.watermark());
  }

  /** As {@link #ofMarkers()}, waiting for the job's other sources where this one runs ahead. */
  public static WatermarkStrategy<TopicMessage> aligned(String group, SluiceConfig config) {
    return ofMarkers()
        .withWatermarkAlignment(group, config.get(SluiceOptions.MAX_DRIFT), Duration.ofMillis(100));
  }

  private static final class FeedWatermarks implements WatermarkGenerator<MarketInput> {
    private final PartitionClock clock = new PartitionClock();
    private final long bound;
    private final long maxAhead;
    private long next = Long.MIN_VALUE;
    private long emitted = Long.MIN_VALUE;

    FeedWatermarks(long bound, long maxAhead) {
      this.bound = bound;
      this.maxAhead = maxAhead;
    }

    @Override
    public void onEvent(MarketInput input, long timestamp, WatermarkOutput output) {
      if (input.heartbeat() != MarketInput.NO_HEARTBEAT) {
        clock.heartbeat(input.heartbeat());
        emit(output);
      } else if (timestamp > 0) {
        clock.accept(timestamp, input.appendTime(), bound, 0, maxAhead);
        if (clock.watermark(bound) >= next) {
          emit(output);
        }
      }
    }

    private void emit(WatermarkOutput output) {
      emitted = clock.watermark(bound);
      next = (Math.floorDiv(emitted, STEP_MILLIS) + 1) * STEP_MILLIS;
      output.emitWatermark(new Watermark(emitted));
    }

    /**
     * A watermark costs more than a tick, so those that close no bar are given by the machine's
     * clock. It decides only how soon they come: what is decided follows from the log.
     */
    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (clock.watermark(bound) > emitted) {
        emit(output);
      }
    }
  }

  private static final class MarkerWatermarks implements WatermarkGenerator<TopicMessage> {
    private long emitted = Long.MIN_VALUE;

    @Override
    public void onEvent(TopicMessage message, long timestamp, WatermarkOutput output) {
      if (message.isMarker() && message.watermark() > emitted) {
        emitted = message.watermark();
        output.emitWatermark(new Watermark(emitted));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // Markers alone move time.
    }
  }
}
