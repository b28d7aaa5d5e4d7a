package dev.sluice.sinks.postgres;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the writer makes of records, for tests of other packages. */
public final class RecordRows {
  private RecordRows() {}

  /** Number of rows by table, each edition of a row counted. */
  public static Map<String, Long> of(List<TopicRecord> records) {
    Map<String, Long> rows = new TreeMap<>();
    for (TopicRecord record : records) {
      Decoder.decode(record)
          .rows()
          .forEach(row -> rows.merge(row.table().sqlName(), 1L, Long::sum));
    }
    return rows;
  }
}
