package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketEventSerializerTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final long TIME = OPEN.toEpochMilli();

  /** How far the clock is behind the event: less where it is late, more than an int holds. */
  @ParameterizedTest
  @ValueSource(longs = {5_001, 1, 0, -60_000, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 40})
  void whatPassesAShuffleIsWhatWasSent(long behind) throws IOException {
    assertSame(TIME - behind);
  }

  @ParameterizedTest
  @ValueSource(longs = {MarketEvent.ON_TIME, MarketEvent.ON_TIME + 1, Long.MAX_VALUE})
  void clocksFarFromAnyTimeToo(long clock) throws IOException {
    assertSame(clock);
  }

  private static void assertSame(long clock) throws IOException {
    Tick trade = Tick.trade("SPY", 7, TIME, 101.5, 3, "feed", true);
    Tick quote = Tick.quote("SPY", 0, TIME, 101, 1, 102, 2, "Börse", false);
    RawBar bar =
        new RawBar(
            "SPY",
            Timeframe.SESSION,
            OPEN,
            OPEN.plusSeconds(23_400),
            LocalDate.of(2024, 3, 5),
            100,
            110,
            95,
            108,
            1000,
            2,
            0.5,
            "file",
            false,
            true);
    assertSame(new MarketEvent("SPY", trade, null, clock, 1, 1L << 40, 0));
    assertSame(new MarketEvent("SPY", quote, null, clock, 0, 3, 9));
    assertSame(new MarketEvent("SPY", null, bar, clock, 0, 3, 0));
  }

  private static void assertSame(MarketEvent event) throws IOException {
    MarketEventSerializer serializer = new MarketEventSerializer();
    DataOutputSerializer out = new DataOutputSerializer(128);
    serializer.serialize(event, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    MarketEvent read = serializer.deserialize(in);
    assertThat(read).isEqualTo(event);
    assertThat(read.isLate()).isEqualTo(event.isLate());
    assertThat(in.available()).isZero();
  }
}
