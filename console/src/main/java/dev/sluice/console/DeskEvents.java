package dev.sluice.console;

import java.util.function.Consumer;

/** Where the console hears what happens on the desk. */
public interface DeskEvents extends AutoCloseable {
  /**
   * Remembers where the records end now. Called once, before the records are read and before {@link
   * #start}: what is recorded after this is delivered too, so that nothing falls between the
   * records that were read and the events; what comes twice is the listener's to drop.
   *
   * @throws RuntimeException where the end of the records cannot be known
   */
  void mark();

  /**
   * Begins to deliver, from the mark on; called once. The listener is called by one thread, in the
   * order of each partition.
   */
  void start(Consumer<DeskEvent> listener);

  /** True while events can arrive. */
  boolean connected();

  /** How many messages were left out since the start, because they could not be read or used. */
  long leftOut();

  @Override
  void close();
}
