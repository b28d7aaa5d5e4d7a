package dev.sluice.bench.flink;

import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.Topics;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** The ticks of a plan out of the air, as the Kafka source would give them; bounded. */
final class MemoryTicks {
  private static final byte[] EMPTY = new byte[0];

  private MemoryTicks() {}

  /**
   * The ticks, each reader's in the order of time.
   *
   * <p>The generator gives each reader a range of numbers. Reader r of n takes the ticks r, r + n,
   * r + 2n …, so that all readers move through time together.
   *
   * @param readers parallelism of the source; the number of ticks is a multiple of it
   */
  static Source<MarketInput, ?, ?> ticks(TickPlan plan, int readers) {
    long share = plan.ticks() / readers;
    if (share * readers != plan.ticks()) {
      throw new IllegalArgumentException(
          "ticks: %,d, expected a multiple of %d readers".formatted(plan.ticks(), readers));
    }
    GeneratorFunction<Long, MarketInput> generator =
        number -> {
          long n = number % share * readers + number / share;
          return new MarketInput(
              Topics.TICKS,
              (int) (n % 2),
              n / 2,
              0,
              plan.time(n),
              EMPTY,
              plan.tick(n),
              null,
              MarketInput.NO_HEARTBEAT,
              null);
        };
    return new DataGeneratorSource<>(generator, plan.ticks(), StreamTypes.of(MarketInput.class));
  }
}
