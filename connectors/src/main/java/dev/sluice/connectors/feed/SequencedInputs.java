package dev.sluice.connectors.feed;

import dev.sluice.domain.trading.Control;
import dev.sluice.wire.Headers;
import dev.sluice.wire.SequencedInput;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What the partitions of {@code inputs} hold: controls, by id; reports of venues, by the place of
 * the last; and promises.
 */
final class SequencedInputs {
  private final Map<String, Control> controls = new HashMap<>();
  private final Map<String, BitSet> where = new HashMap<>();
  private final long[] promised;
  private final long[] lastReport;
  private long lastStamp = Long.MIN_VALUE;

  SequencedInputs(int partitions) {
    promised = new long[partitions];
    Arrays.fill(promised, Long.MIN_VALUE);
    lastReport = new long[partitions];
    Arrays.fill(lastReport, -1);
  }

  /** Takes in a record that the topic holds. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    Header promise = record.headers().lastHeader(Headers.WATERMARK);
    if (promise != null) {
      promise(record.partition(), Headers.decode(promise.value()));
    } else {
      SequencedInput input = SequencedInput.decode(record.value());
      if (input.control() != null) {
        add(record.partition(), input.control());
      } else {
        report(record.partition(), input);
      }
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

  /** Notes a stamped report in a partition. */
  void report(int partition, SequencedInput report) {
    lastReport[partition] = Math.max(lastReport[partition], report.sequence());
    lastStamp = Math.max(lastStamp, report.effectiveAt().toEpochMilli());
  }

  /** Place of the first report of a partition that is not in it yet. */
  long nextReport(int partition) {
    return lastReport[partition] + 1;
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
    return after(Math.max(passed(feedClock), lastStamp));
  }

  /**
   * A time for a report: behind the feed's clock and every promise, and not before any stamp so
   * far. Reports may share a time, since they have a place; a thousand a second would otherwise run
   * ahead of the clock.
   */
  long nextReportStamp(long feedClock) {
    return Math.max(after(passed(feedClock)), lastStamp);
  }

  private long passed(long feedClock) {
    return Math.max(feedClock, Arrays.stream(promised).max().orElse(Long.MIN_VALUE));
  }

  /** Before the feed's first event there is no time yet: the first moment there is will do. */
  private static long after(long time) {
    return time == Long.MIN_VALUE ? 0 : time + 1;
  }
}
