package dev.sluice.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Listing;
import dev.sluice.domain.market.ListingCategory;
import dev.sluice.domain.market.Universe;
import dev.sluice.domain.market.UniverseChange;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class UniverseLogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final FakeKafka kafka = new FakeKafka();

  @Test
  void everyPartitionHasEveryListingAndThenTheEnd() throws Exception {
    UniverseLog.write(kafka.producer(), 7, universe("SPY", "SHOP"));
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      for (int partition = 0; partition < 2; partition++) {
        List<ProducerRecord<byte[], byte[]>> records = kafka.records(topic, partition);
        assertThat(records)
            .allMatch(record -> record.headers().lastHeader(Headers.LISTING) != null)
            .extracting(record -> JsonCodec.UNIVERSE_CHANGE.decode(record.value()))
            .containsExactly(
                UniverseChange.of(7, listing("SPY")),
                UniverseChange.of(7, listing("SHOP")),
                UniverseChange.complete(7, 2));
      }
    }
    // Who finds the end where it is looked for may rely on all the others.
    ProducerRecord<byte[], byte[]> last = kafka.inOrder().get(kafka.inOrder().size() - 1);
    assertThat(last.topic() + last.partition()).isEqualTo(Topics.BARS_RAW + "0");
  }

  @Test
  void theLastCompleteEditionIsFoundBehindMuchElse() throws Exception {
    heartbeats(700);
    UniverseLog.write(kafka.producer(), 7, universe("SPY", "SHOP"));
    heartbeats(20);
    UniverseLog.write(kafka.producer(), 9, universe("SPY", "RY"));
    heartbeats(2_500);
    assertThat(UniverseLog.read(kafka.consumer(), PATIENCE))
        .contains(new UniverseLog.Known(9, true, universe("RY", "SPY")));
  }

  @Test
  void anEditionThatIsLongerThanWhatIsReadAtOnceIsFound() throws Exception {
    String[] many = new String[1_200];
    Arrays.setAll(many, i -> "S" + i);
    UniverseLog.write(kafka.producer(), 3, universe(many));
    UniverseLog.Known known = UniverseLog.read(kafka.consumer(), PATIENCE).orElseThrow();
    assertThat(known.complete()).isTrue();
    assertThat(known.universe().symbols()).containsExactlyInAnyOrder(many);
  }

  @Test
  void aLogWithoutACompleteEditionSaysWhatItHas() {
    heartbeats(600);
    assertThat(UniverseLog.read(kafka.consumer(), PATIENCE))
        .contains(new UniverseLog.Known(0, false, Universe.named(List.of())));
    kafka.append(change(JsonCodec.UNIVERSE_CHANGE.encode(UniverseChange.of(4, listing("RY")))));
    kafka.append(change(new byte[] {'{'}));
    kafka.append(change(null));
    assertThat(UniverseLog.read(kafka.consumer(), PATIENCE))
        .contains(new UniverseLog.Known(4, false, universe("RY")));
  }

  @Test
  void whereItTakesTooLongNothingIsSaid() {
    heartbeats(10);
    assertThat(UniverseLog.read(kafka.consumer(), Duration.ofNanos(-1))).isEmpty();
  }

  private void heartbeats(int count) {
    for (int i = 0; i < count; i++) {
      ProducerRecord<byte[], byte[]> beat =
          new ProducerRecord<>(Topics.BARS_RAW, 0, null, null, new byte[0]);
      beat.headers().add(Headers.HEARTBEAT, Headers.encode(i));
      kafka.append(beat);
    }
  }

  private static ProducerRecord<byte[], byte[]> change(byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.BARS_RAW, 0, null, null, value);
    record.headers().add(Headers.LISTING, new byte[0]);
    return record;
  }

  private static Universe universe(String... symbols) {
    return Universe.listed(Arrays.stream(symbols).map(UniverseLogTest::listing).toList());
  }

  private static Listing listing(String symbol) {
    return new Listing(
        symbol, "TSX", "CAD", ListingCategory.CORE, new BigDecimal("0.01"), BigDecimal.ONE);
  }
}
