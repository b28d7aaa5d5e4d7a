package dev.sluice.connectors.venue;

import java.time.Duration;
import java.util.List;

/** What an account has asked of its venue, in the order of its decisions; copies may come again. */
interface Outbox extends AutoCloseable {
  /** All from the beginning to what was the end when this was called. */
  List<OutboxEntry> readToEnd();

  /** What has come since; waits up to {@code wait} where there is nothing. */
  List<OutboxEntry> poll(Duration wait);

  @Override
  void close();
}
