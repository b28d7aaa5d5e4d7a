package dev.sluice.connectors.feed;

import dev.sluice.domain.trading.Control;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What the partitions of {@code inputs} hold: controls, by id, and promises. */
final class SequencedInputs {
  private final Map<String, Control> controls = new HashMap<>();
  private final Map<String, BitSet> where = new HashMap<>();
  private final long[] promised;
  private long lastStamp = Long.MIN_VALUE;

  SequencedInputs(int partitions) {
    promised = new long[partitions];
    Arrays.fill(promised, Long.MIN_VALUE);
  }

  /** Takes in a record that the topic holds. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    Header promise = record.headers().lastHeader(Headers.WATERMARK);
    if (promise != null) {
      promise(record.partition(), Headers.decode(promise.value()));
    } else {
      add(record.partition(), JsonCodec.CONTROL.decode(record.value()));
    }
  }

  boolean knows(String id) {
    return controls.containsKey(id);
  }

  /** The controls that belong in every partition, oldest first. */
  List<Control> ofAllAccounts() {
    return controls.values().stream()
        .filter(control -> control.account().equals("*"))
        .sorted(Comparator.comparing(Control::effectiveAt))
        .toList();
  }

  /**
   * Notes a control in a partition.
   *
   * @return false where the partition holds it already
   */
  boolean add(int partition, Control control) {
    controls.putIfAbsent(control.id(), control);
    lastStamp = Math.max(lastStamp, control.effectiveAt().toEpochMilli());
    BitSet held = where.computeIfAbsent(control.id(), id -> new BitSet());
    boolean isNew = !held.get(partition);
    held.set(partition);
    return isNew;
  }

  /**
   * Notes a promise in a partition.
   *
   * @param time epoch milliseconds UTC
   * @return false where the partition has promised as much already
   */
  boolean promise(int partition, long time) {
    if (time <= promised[partition]) {
      return false;
    }
    promised[partition] = time;
    return true;
  }

  /** A time behind the feed's clock, every promise and every stamp so far, epoch milliseconds. */
  long nextStamp(long feedClock) {
    long last = Math.max(feedClock, lastStamp);
    for (long promise : promised) {
      last = Math.max(last, promise);
    }
    // Before the feed's first event there is no time yet: the first moment there is will do.
    return last == Long.MIN_VALUE ? 0 : last + 1;
  }
}
