package dev.sluice.jobs.history;

import java.io.IOException;

/** The history cannot be read or written; the message says which object and why. */
public final class HistoryException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A failure for people. */
  public HistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
