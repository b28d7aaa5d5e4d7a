package dev.sluice.console;

import dev.sluice.domain.trading.Control;

/** Where a person's controls go: the topic that the sequencer reads. */
public interface ControlRequests extends AutoCloseable {
  /**
   * Sends a request and returns once it is stored.
   *
   * @param control with {@code effectiveAt} null: the sequencer stamps it
   * @throws UnavailableException where it was not acknowledged; it may be sent again with its id
   */
  void send(Control control);

  @Override
  void close();

  /** The request was not acknowledged in time. */
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
