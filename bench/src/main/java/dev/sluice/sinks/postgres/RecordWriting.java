package dev.sluice.sinks.postgres;

import java.util.List;

/**
 * A way to write records to the desk's tables; in the writer's package, to share its statements.
 */
public interface RecordWriting extends AutoCloseable {
  /**
   * Writes records, all of them committed when it returns.
   *
   * @param records parents before children
   */
  void write(List<TopicRecord> records) throws Exception;
}
