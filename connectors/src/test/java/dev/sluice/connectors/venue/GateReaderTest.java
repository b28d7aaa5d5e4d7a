package dev.sluice.connectors.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.VenueRequest;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateReaderTest {
  private static final TopicPartition INPUTS = new TopicPartition(Topics.INPUTS, 0);

  private final TestingDesk desk = new TestingDesk(1);
  private final KillGate gate =
      new KillGate(TestingDesk.ACCOUNT, Duration.ofMillis(100), desk.clock::nanoTime);
  private boolean away;
  private long offset;
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
            Collection<TopicPartition> partitions, Duration timeout) {
          if (away) {
            throw new TimeoutException("the broker is away");
          }
          return super.endOffsets(partitions, timeout);
        }
      };
  private final GateReader reader = new GateReader(consumer, INPUTS, gate, desk.clock::nanoTime);

  @BeforeEach
  void assign() {
    consumer.assign(List.of(INPUTS));
    consumer.updateBeginningOffsets(Map.of(INPUTS, 0L));
    consumer.updateEndOffsets(Map.of(INPUTS, 0L));
    consumer.seekToBeginning(List.of(INPUTS));
  }

  private void append(byte[] value, RecordHeader... headers) {
    consumer.addRecord(
        new ConsumerRecord<>(
            INPUTS.topic(),
            INPUTS.partition(),
            offset++,
            0L,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            null,
            value,
            new RecordHeaders(headers),
            Optional.empty()));
    consumer.updateEndOffsets(Map.of(INPUTS, offset));
  }

  private boolean passes() {
    return gate.refusal(VenueRequest.place(desk.order("1", "SPY", Side.BUY, 1, "ENTRY"))).isEmpty();
  }

  @Test
  void controlsAmongMarkersAndReportsAreInForceOnceConfirmed() {
    append(new byte[0], new RecordHeader(Headers.WATERMARK, Headers.encode(1)));
    append("{\"schema\":\"execution-report/1\"}".getBytes(StandardCharsets.UTF_8));
    append(
        JsonCodec.CONTROL.encode(
            new Control("c", "*", ControlAction.HALT, "why", "who", desk.clock.instant())));
    assertThat(gate.doubt()).isPresent();
    reader.step();
    assertThat(gate.doubt()).isEmpty();
    assertThat(passes()).isFalse();
  }

  @Test
  void aBrokerThatIsAwayLeavesTheGateInDoubt() {
    reader.step();
    assertThat(gate.doubt()).isEmpty();
    away = true;
    desk.clock.advance(Duration.ofMillis(101));
    assertThatThrownBy(reader::step).isInstanceOf(TimeoutException.class);
    assertThat(gate.doubt()).isPresent();
    away = false;
    reader.step();
    assertThat(gate.doubt()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNotPassedOver() {
    append("{\"action\":\"HA".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(reader::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("offset 0");
    assertThat(gate.doubt()).isPresent();
  }

  @Test
  void whatHasNoSayInWhatIsSentIsTheAccountsToRefuse() {
    Control wrong =
        new Control("c", "*", ControlAction.BOOK_TRADE, "why", "who", desk.clock.instant());
    append(JsonCodec.CONTROL.encode(wrong.withValue("BUY ten SPY 1")));
    append(
        JsonCodec.CONTROL.encode(
            new Control("l", "*", ControlAction.SET_LIMIT, "why", "who", desk.clock.instant())));
    reader.step();
    assertThat(gate.doubt()).isEmpty();
    assertThat(passes()).isTrue();
  }

  @Test
  void anActThatSaysNotWhatItWantsShutsTheGate() {
    append(
        JsonCodec.CONTROL.encode(
            new Control("c", null, ControlAction.HALT, "why", "who", desk.clock.instant())));
    assertThatThrownBy(reader::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("account: was 'null'");
    assertThat(gate.doubt()).isPresent();
  }
}
