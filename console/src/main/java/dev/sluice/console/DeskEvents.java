package dev.sluice.console;

import java.util.function.Consumer;

/** Where the console hears what happens on the desk. */
public interface DeskEvents extends AutoCloseable {
  /**
   * Begins to deliver; called once. The listener is called by one thread, in the order of each
   * partition.
   */
  void start(Consumer<DeskEvent> listener);

  /** True while events can arrive. */
  boolean connected();

  @Override
  void close();
}
