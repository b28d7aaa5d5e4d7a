package dev.sluice.jobs.kafka;

import dev.sluice.domain.market.PartitionClock;
import dev.sluice.domain.market.TickValidator;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.operators.market.MarketInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Event time at the sources, one generator a partition, emitted per record; never idle. */
public final class Watermarks {
  private Watermarks() {}

  /**
   * For {@code ticks} and {@code bars.raw}: the highest time that the partition's log holds so far,
   * heartbeats included, less the bound. A time far in the future does not move it, nor does a
   * record that cannot be.
   */
  public static WatermarkStrategy<MarketInput> ofFeeds(SluiceConfig config) {
    long bound = config.latenessBound().toMillis();
    long maxAhead = config.get(SluiceOptions.MAX_AHEAD).toMillis();
    ArrayList<String> universe = new ArrayList<>(config.symbols());
    return WatermarkStrategy.<MarketInput>forGenerator(
            context -> new FeedWatermarks(new TickValidator(Set.copyOf(universe)), bound, maxAhead))
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
    private final TickValidator validator;
    private final long bound;
    private final long maxAhead;
    private long emitted = PartitionClock.NONE;

    FeedWatermarks(TickValidator validator, long bound, long maxAhead) {
      this.validator = validator;
      this.bound = bound;
      this.maxAhead = maxAhead;
    }

    @Override
    public void onEvent(MarketInput input, long timestamp, WatermarkOutput output) {
      if (input.heartbeat() != MarketInput.NO_HEARTBEAT) {
        clock.heartbeat(input.heartbeat());
      } else if (isPossible(input)) {
        clock.accept(input.eventTime(), input.appendTime(), bound, maxAhead);
      }
      long watermark = clock.watermark(bound);
      if (watermark > emitted) {
        emitted = watermark;
        output.emitWatermark(new Watermark(watermark));
      }
    }

    /** As {@code ValidateMarketData} judges: what it refuses must not make its next record late. */
    private boolean isPossible(MarketInput input) {
      if (input.tick() != null) {
        return validator.check(input.tick()).isEmpty();
      }
      return input.bar() != null && validator.check(input.bar()).isEmpty();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // Per record: a watermark by the clock of this machine would depend on its speed.
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
