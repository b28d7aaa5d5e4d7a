package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MarketEventSerializerTest {
  private final TypeSerializer<MarketEvent> serializer =
      StreamTypes.of(MarketEvent.class).createSerializer(new SerializerConfigImpl());

  @Property(tries = 300)
  void everyTickComesBack(
      @ForAll @StringLength(min = 1, max = 200) String text,
      @ForAll long number,
      @ForAll double price,
      @ForAll boolean flag,
      @ForAll short partition)
      throws IOException {
    // Half a pair of surrogates is no text that UTF-8 can hold; no decoder makes one.
    String name = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    long clock = flag ? number : MarketEvent.ON_TIME;
    int index = (int) (number & 0xFFFF);
    for (Tick tick :
        new Tick[] {
          Tick.trade(name, number, number, price, 1, name, flag),
          Tick.quote(name, number, number, price, 1, 2, price, "", flag),
          Tick.split(name, number, number, 1.5, name, flag)
        }) {
      MarketEvent event = new MarketEvent(name, tick, null, clock, partition, number, index);
      assertThat(again(event)).isEqualTo(event);
    }
  }

  @Property(tries = 200)
  void everyBarComesBack(
      @ForAll @LongRange(min = -2_000_000_000_000L, max = 7_000_000_000_000L) long time,
      @ForAll double price,
      @ForAll boolean history)
      throws IOException {
    for (Timeframe timeframe : Timeframe.values()) {
      RawBar bar =
          new RawBar(
              "SPY",
              timeframe,
              Instant.ofEpochMilli(time),
              Instant.ofEpochMilli(time + 1),
              LocalDate.ofEpochDay(time / 86_400_000),
              price,
              2,
              3,
              price,
              5,
              1.5,
              0.25,
              "a file",
              !history,
              history);
      MarketEvent event = new MarketEvent("SPY", null, bar, MarketEvent.ON_TIME, 1, 2, 0);
      assertThat(again(event)).isEqualTo(event);
    }
  }

  @Test
  void aTickOfAProducerThatGivesNoSourceAndNoNumberPasses() throws IOException {
    String json =
        "{\"kind\":\"TRADE\",\"symbol\":\"SPY\",\"event_time\":1700000000000,"
            + "\"price\":512.34,\"size\":100}";
    Tick tick = JsonCodec.TICK.decode(json.getBytes(StandardCharsets.UTF_8));
    assertThat(tick.source()).isEmpty();
    assertThat(tick.sequence()).isZero();
    MarketEvent event = new MarketEvent("SPY", tick, null, MarketEvent.ON_TIME, 0, 0, 0);
    assertThat(again(event)).isEqualTo(event);
  }

  @Property(tries = 200)
  void everyRefusalComesBack(
      @ForAll QualityRule rule,
      @ForAll boolean given,
      @ForAll boolean simulated,
      @ForAll long clock,
      @ForAll @IntRange(max = 9) int index)
      throws IOException {
    Refusal refusal = new Refusal(rule, given, clock + 5001, simulated);
    MarketEvent event = new MarketEvent("SPY", null, null, clock, 1, 7, index, refusal);
    assertThat(again(event)).isEqualTo(event);
    assertThat(again(event).time()).isEqualTo(clock + 5001);
  }

  private MarketEvent again(MarketEvent event) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(event, out);
    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
    assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    MarketEvent read = serializer.duplicate().deserialize(in);
    assertThat(in.available()).isZero();
    return read;
  }
}
