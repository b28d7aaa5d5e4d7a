package dev.sluice.sinks.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each partition has been recorded. While a record of a partition waits for its parent, the
 * partition's progress stays at that record and its watermark stays where it was: progress is the
 * proof that everything before it is in the tables.
 */
final class Progress {
  /**
   * How far one partition has come.
   *
   * @param topic name
   * @param partition Kafka partition
   * @param nextOffset first offset that is not recorded
   * @param watermark epoch milliseconds UTC of the last marker; null before the first
   */
  record Mark(String topic, int partition, long nextOffset, Long watermark) {}

  private record Partition(String topic, int partition) {}

  private final Map<Partition, Mark> read = new LinkedHashMap<>();

  /** Takes note of a record or marker that was read. */
  void read(TopicRecord record) {
    restore(new Mark(record.topic(), record.partition(), record.offset() + 1, record.watermark()));
  }

  /** Takes note of what was read before a restart. */
  void restore(Mark mark) {
    read.merge(new Partition(mark.topic(), mark.partition()), mark, Progress::later);
  }

  /** How far each partition has been read, for the writer's state. */
  List<Mark> read() {
    return List.copyOf(read.values());
  }

  /** How far each partition is recorded once all but the waiting records are. */
  List<Mark> recorded(Collection<Pending> waiting) {
    Map<Partition, Long> lowest = new LinkedHashMap<>();
    for (Pending pending : waiting) {
      TopicRecord record = pending.record();
      lowest.merge(new Partition(record.topic(), record.partition()), record.offset(), Math::min);
    }
    List<Mark> marks = new ArrayList<>();
    read.forEach(
        (partition, mark) -> {
          Long held = lowest.get(partition);
          marks.add(held == null ? mark : new Mark(mark.topic(), mark.partition(), held, null));
        });
    return marks;
  }

  private static Mark later(Mark one, Mark other) {
    Long watermark = one.watermark();
    if (watermark == null || other.watermark() != null && other.watermark() > watermark) {
      watermark = other.watermark();
    }
    return new Mark(
        one.topic(), one.partition(), Math.max(one.nextOffset(), other.nextOffset()), watermark);
  }
}
