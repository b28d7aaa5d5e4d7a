package dev.sluice.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.Tick;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.TickWriter;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketInputDeserializerTest {
  private static final CorporateAction SPLIT =
      new CorporateAction("SPY", LocalDate.of(2024, 3, 11), 10, 0.25, "test");
  private static final String JSON =
      "{\"schema\":\"corporate-action/1\",\"symbol\":\"SPY\",\"ex_date\":\"2024-03-11\","
          + "\"split_factor\":10,\"dividend\":0.25,\"source\":\"test\"}";

  @Test
  void corporateActionsAreReadOnBothTopicsByEitherEncoding() {
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      for (byte[] value :
          List.of(
              AvroCodec.CORPORATE_ACTION.encode(SPLIT),
              JsonCodec.CORPORATE_ACTION.encode(SPLIT),
              text(JSON))) {
        MarketInput input = only(read(topic, value));
        assertThat(input.action()).isEqualTo(SPLIT);
        assertThat(input.problem()).isNull();
        assertThat(input.tick()).isNull();
        assertThat(input.bar()).isNull();
        assertThat(input.heartbeat()).isEqualTo(MarketInput.NO_HEARTBEAT);
        assertThat(input.eventTime()).as("it moves no clock").isEqualTo(Long.MIN_VALUE);
        assertThat(input.appendTime()).isEqualTo(1_234);
        assertThat(input.raw()).isEqualTo(value);
      }
    }
  }

  @Test
  void oneThatCannotBeReadSaysWhyOfAnAction() {
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      MarketInput input = only(read(topic, text(JSON.replace("2024-03-11", "11.3.2024"))));
      assertThat(input.action()).isNull();
      assertThat(input.problem()).startsWith("corporate-action/1").contains("11.3.2024");
      byte[] cut = Arrays.copyOf(AvroCodec.CORPORATE_ACTION.encode(SPLIT), 15);
      assertThat(only(read(topic, cut)).problem()).startsWith("CorporateAction");
    }
  }

  @Test
  void ticksAreTicksAndOtherThingsAreNoActions() {
    Tick tick = Tick.trade("SPY", 1, 1_700_000_000_000L, 100, 1, "test", false);
    List<MarketInput> many = read(Topics.TICKS, new TickWriter().write(List.of(tick, tick)));
    assertThat(many).extracting(MarketInput::tick).containsExactly(tick, tick);
    assertThat(many).extracting(MarketInput::index).containsExactly(0, 1);
    for (String other : List.of("", "{", "{\"schema\":\"order/1\"}", "hello")) {
      MarketInput input = only(read(Topics.TICKS, text(other)));
      assertThat(input.action()).isNull();
      assertThat(input.problem()).isNotBlank();
    }
  }

  /** One in microseconds or nanoseconds would end the time of its log for good. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        -2_208_988_800_001L,
        7_258_118_400_000L,
        1_700_000_000_000_000L,
        Long.MAX_VALUE
      })
  void aHeartbeatOfNoPossibleTimeIsNoHeartbeat(long time) {
    MarketInput input = only(read(Topics.TICKS, heartbeat(time)));
    assertThat(input.heartbeat()).isEqualTo(MarketInput.NO_HEARTBEAT);
    assertThat(input.problem())
        .contains("sluice-heartbeat", Long.toString(time), "1900-01-01", "2200-01-01");
  }

  @ParameterizedTest
  @ValueSource(longs = {-2_208_988_800_000L, 0, 1_700_000_000_000L, 7_258_118_399_999L})
  void aHeartbeatOfAPossibleTimeIsOne(long time) {
    MarketInput input = only(read(Topics.TICKS, heartbeat(time)));
    assertThat(input.heartbeat()).isEqualTo(time);
    assertThat(input.problem()).isNull();
  }

  private static RecordHeaders heartbeat(long time) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.HEARTBEAT, Headers.encode(time));
    return headers;
  }

  private static List<MarketInput> read(String topic, byte[] value) {
    return read(topic, value, new RecordHeaders());
  }

  private static List<MarketInput> read(String topic, RecordHeaders headers) {
    return read(topic, new byte[0], headers);
  }

  private static List<MarketInput> read(String topic, byte[] value, RecordHeaders headers) {
    List<MarketInput> inputs = new ArrayList<>();
    new MarketInputDeserializer()
        .deserialize(
            new ConsumerRecord<>(
                topic,
                1,
                42,
                1_234,
                TimestampType.LOG_APPEND_TIME,
                -1,
                value.length,
                null,
                value,
                headers,
                Optional.empty()),
            new ListCollector<>(inputs));
    return inputs;
  }

  private static MarketInput only(List<MarketInput> inputs) {
    assertThat(inputs).hasSize(1);
    return inputs.get(0);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
