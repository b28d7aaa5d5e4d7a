package dev.sluice.sinks.postgres;

import dev.sluice.wire.JsonCodec;
import java.util.List;

/**
 * Turns one topic's records into rows. A field that is missing becomes null; the database's own
 * constraints say whether that may be.
 */
interface RecordMapper<T> {
  /** Reads the topic's values as JSON. */
  JsonCodec<T> codec();

  /**
   * Reads a value in whatever format the topic may have.
   *
   * @throws dev.sluice.wire.MalformedRecordException where it cannot be read
   */
  default T decode(byte[] value) {
    return codec().decode(value);
  }

  /**
   * The rows of a record.
   *
   * @throws dev.sluice.wire.MalformedRecordException where not even an id can be made of it
   */
  List<Row> rows(T value);
}
