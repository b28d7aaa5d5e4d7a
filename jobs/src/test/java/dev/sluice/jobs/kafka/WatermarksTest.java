package dev.sluice.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Tick;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.operators.market.MarketInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class WatermarksTest {
  private static final long CLOCK = 1_736_173_800_000L;
  private static final long BOUND = 5_000;

  @Test
  void timeFarInTheFutureOrNoTimeMovesNoClock() {
    assertThat(
            emitted(
                beat(CLOCK),
                input(null, MarketInput.NO_HEARTBEAT),
                tick("SPY", 100, Long.MIN_VALUE + 1),
                tick("SPY", 100, CLOCK + 3_600_000)))
        .containsExactly(CLOCK - BOUND - 1);
  }

  @Test
  void ticksWithinAStepGiveOneWatermarkAndTheFirstBeyondGivesTheNext() {
    assertThat(
            emitted(
                beat(CLOCK),
                tick("SPY", 100, CLOCK + 1),
                tick("SPY", 100, CLOCK + 2),
                tick("SPY", 100, CLOCK + 9),
                tick("SPY", 100, CLOCK + 59_000)))
        .containsExactly(CLOCK - BOUND - 1, CLOCK - BOUND, CLOCK + 59_000 - BOUND - 1);
  }

  @Test
  void heartbeatsAndPossibleRecordsDoAndNothingMovesItBack() {
    assertThat(
            emitted(
                beat(CLOCK),
                tick("SPY", 100, CLOCK + 2_000),
                tick("SPY", 100, CLOCK + 1_000),
                beat(CLOCK + 60_000)))
        .containsExactly(CLOCK - BOUND - 1, CLOCK + 2_000 - BOUND - 1, CLOCK + 60_000 - BOUND - 1);
  }

  @Test
  void whatWasNotGivenAtOnceIsGivenOncePeriodically() {
    WatermarkGenerator<MarketInput> generator = generator();
    List<Long> emitted = new ArrayList<>();
    Collected output = new Collected(emitted);
    generator.onPeriodicEmit(output);
    for (MarketInput input : List.of(beat(CLOCK), tick("SPY", 100, CLOCK + 400))) {
      generator.onEvent(input, input.eventTime(), output);
    }
    generator.onEvent(
        tick("SPY", 100, CLOCK + 700), tick("SPY", 100, CLOCK + 700).eventTime(), output);
    generator.onPeriodicEmit(output);
    generator.onPeriodicEmit(output);
    assertThat(emitted)
        .containsExactly(CLOCK - BOUND - 1, CLOCK + 400 - BOUND - 1, CLOCK + 700 - BOUND - 1);
  }

  private static WatermarkGenerator<MarketInput> generator() {
    return Watermarks.ofFeeds(SluiceConfig.from(new String[0], Map.of()))
        .createWatermarkGenerator(null);
  }

  private static List<Long> emitted(MarketInput... inputs) {
    WatermarkGenerator<MarketInput> generator = generator();
    List<Long> emitted = new ArrayList<>();
    for (MarketInput input : inputs) {
      generator.onEvent(input, input.eventTime(), new Collected(emitted));
    }
    return emitted;
  }

  private static MarketInput beat(long time) {
    return input(null, time);
  }

  private static MarketInput tick(String symbol, double price, long time) {
    return input(Tick.trade(symbol, 1, time, price, 1, "test", true), MarketInput.NO_HEARTBEAT);
  }

  private static MarketInput input(Tick tick, long heartbeat) {
    return new MarketInput("ticks", 0, 0, 0, 0, new byte[0], tick, null, heartbeat, null);
  }

  private record Collected(List<Long> times) implements WatermarkOutput {
    @Override
    public void emitWatermark(Watermark watermark) {
      times.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      throw new IllegalStateException("a feed's partition is never idle");
    }

    @Override
    public void markActive() {}
  }
}
