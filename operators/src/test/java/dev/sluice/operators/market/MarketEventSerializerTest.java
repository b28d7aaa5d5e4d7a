package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
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

  @Property(tries = 200)
  void everyCorporateActionComesBack(
      @ForAll @StringLength(min = 1, max = 200) String text,
      @ForAll @LongRange(min = -30_000, max = 80_000) long day,
      @ForAll double factor,
      @ForAll long reached,
      @ForAll boolean onTicks,
      @ForAll short partition)
      throws IOException {
    String name = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    CorporateAction action =
        new CorporateAction(name, LocalDate.ofEpochDay(day), factor, 0.25, name);
    ActionNotice notice = new ActionNotice(action, onTicks, reached, reached + 1);
    MarketEvent event = new MarketEvent(name, reached - 1, partition, reached, 3, 0, notice);
    assertThat(again(event)).isEqualTo(event);
  }

  /** Between tasks of one job only; a change that was not meant shows all the same. */
  @Test
  void goldenBytesOfATradeAndOfACorporateAction() throws IOException {
    Tick tick = Tick.trade("SPY", 7, 1_700_000_000_000L, 512.5, 100, "t", true);
    assertThat(hex(new MarketEvent("SPY", tick, null, 1_699_999_994_999L, 1, 42, 0)))
        .isEqualTo(
            "49" // a trade, simulated, its clock near
                + "03535059"
                + "00001389" // 5 001 ms behind
                + "0001"
                + "000000000000002a"
                + "0000000000000007"
                + "0000018bcfe56800"
                + "4080040000000000"
                + "4059000000000000"
                + "0174");
    CorporateAction action = new CorporateAction("SPY", LocalDate.of(2024, 3, 11), 10, 0.25, "t");
    ActionNotice notice = new ActionNotice(action, true, 1_700_000_000_000L, 7);
    assertThat(hex(new MarketEvent("SPY", 1_699_999_994_999L, 1, 42, 0, 2, notice)))
        .isEqualTo(
            "80"
                + "22" // a corporate action, its calendar
                + "03535059"
                + "0000018bcfe55477"
                + "0001"
                + "000000000000002a"
                + "00000000"
                + "03535059"
                + "0000000000004d51" // days since 1970
                + "4024000000000000"
                + "3fd0000000000000"
                + "0174"
                + "01"
                + "0000018bcfe56800"
                + "0000000000000007");
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

  /** Events of symbols without a listing have the bytes that they had before there were any. */
  @Test
  void goldenBytes() throws IOException {
    Tick tick = Tick.trade("SPY", 7, 1_700_000_000_000L, 470.25, 100, "t", true);
    String rest =
        "03535059" // SPY
            + "00001389" // the clock is 5001 ms behind
            + "0001" // partition
            + "000000000000002a" // offset
            + "0000000000000007" // sequence
            + "0000018bcfe56800" // time
            + "407d640000000000" // price
            + "4059000000000000" // size
            + "0174"; // source
    MarketEvent named = new MarketEvent("SPY", tick, null, tick.eventTime() - 5_001, 1, 42, 0);
    assertThat(hex(named)).isEqualTo("49" + rest);
    MarketEvent listed =
        new MarketEvent("SPY", tick, null, tick.eventTime() - 5_001, 1, 42, 0, 2, true);
    assertThat(hex(listed)).isEqualTo("c9" + "12" + rest);
    for (MarketEvent event : new MarketEvent[] {named, listed}) {
      assertThat(again(event)).isEqualTo(event);
    }
  }

  @Test
  void everyCalendarPasses() throws IOException {
    Tick tick = Tick.quote("SPY", 7, 1_700_000_000_000L, 1, 2, 3, 4, "t", false);
    for (String name : Calendars.names()) {
      for (boolean offTick : new boolean[] {true, false}) {
        MarketEvent event =
            new MarketEvent("SPY", tick, null, 5, 0, 0, 1, Calendars.codeOf(name), offTick);
        assertThat(again(event)).isEqualTo(event);
      }
    }
    assertThat(Calendars.byCode()).as("codes that a byte's half can hold").hasSizeLessThan(16);
  }

  private String hex(MarketEvent event) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(event, out);
    return HexFormat.of().formatHex(out.getCopyOfBuffer());
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
    MarketEvent event = new MarketEvent("SPY", clock, 1, 7, index, 3, refusal);
    assertThat(again(event)).isEqualTo(event);
    assertThat(again(event).time()).isEqualTo(clock + 5001);
  }

  @Test
  void whatWasSetAsideComesBack() throws IOException {
    Instant at = Instant.parse("2024-03-05T14:30:00Z");
    for (String symbol : new String[] {"SPY", null}) {
      DeadLetter letter =
          new DeadLetter("id", "ticks", 1, 7, symbol, "LATE", "why", new byte[] {-1, 0, 1}, at);
      MarketEvent event = Aside.of(letter);
      assertThat(again(event).symbol()).isEqualTo(symbol == null ? "" : symbol);
      assertThat(again(event).aside().letter())
          .usingRecursiveComparison()
          .isEqualTo(event.aside().letter());
    }
    SessionQuality found =
        new SessionQuality(
            "SPY", "ticks", LocalDate.of(2024, 3, 5), 0, 9, 2, Map.of("LATE", 2L), at, true);
    assertThat(again(Aside.of(found))).isEqualTo(Aside.of(found));
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
