package dev.sluice.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.Headers;
import dev.sluice.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveHeartbeatsTest {
  /** Shows these times, then stands still. */
  private static final class Times extends Clock {
    private final Iterator<Long> times;
    private long last;

    Times(Long... times) {
      this.times = Arrays.asList(times).iterator();
    }

    @Override
    public Instant instant() {
      if (times.hasNext()) {
        last = times.next();
      }
      return Instant.ofEpochMilli(last);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void writesTheTimeToEveryPartitionAndNeverGoesBack() throws Exception {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(
            true,
            new RoundRobinPartitioner(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try (LiveHeartbeats heartbeats =
        LiveHeartbeats.start(
            producer, 2, Duration.ofMillis(1), new Times(1_000L, 2_000L, 1_500L, 3_000L))) {
      while (heartbeats.written() < 3_000 || producer.history().size() < 12) {
        Thread.onSpinWait();
      }
    }
    List<String> written = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      long time = Headers.decode(record.headers().lastHeader(Headers.HEARTBEAT).value());
      written.add(record.topic() + " " + record.partition() + " " + time);
    }
    List<String> expected = new ArrayList<>();
    for (long time : new long[] {1_000, 2_000, 3_000}) {
      for (String topic : new String[] {Topics.TICKS, Topics.BARS_RAW}) {
        expected.add(topic + " 0 " + time);
        expected.add(topic + " 1 " + time);
      }
    }
    assertThat(written).isEqualTo(expected);
  }
}
