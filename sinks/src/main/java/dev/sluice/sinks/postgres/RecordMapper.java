package dev.sluice.sinks.postgres;

import dev.sluice.wire.JsonCodec;
import java.util.List;

/**
 * Turns one topic's records into rows. A field that is missing becomes null; the database's own
 * constraints say whether that may be.
 */
interface RecordMapper<T> {
  /** Reads the topic's values. */
  JsonCodec<T> codec();

  /**
   * The rows of a record.
   *
   * @throws dev.sluice.wire.MalformedRecordException where not even an id can be made of it
   */
  List<Row> rows(T value);
}
