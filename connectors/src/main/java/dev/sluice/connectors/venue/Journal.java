package dev.sluice.connectors.venue;

import java.util.List;

/** What one account's connector has said so far, in order, with one writer at a time. */
interface Journal extends AutoCloseable {
  /**
   * Shuts out every earlier writer, then reads all that there is.
   *
   * @throws JournalException where it cannot be read to its end
   */
  List<JournalEntry> open() throws JournalException;

  /**
   * Appends all of the entries or none; they are durable on return.
   *
   * @throws JournalException where they may not be: nothing may be sent on the strength of them
   */
  void append(List<JournalEntry> entries) throws JournalException;

  @Override
  void close();
}
