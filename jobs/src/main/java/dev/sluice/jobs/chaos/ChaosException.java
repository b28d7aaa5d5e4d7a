package dev.sluice.jobs.chaos;

/** A run that could not be made: the message says which process or service failed, and where. */
public final class ChaosException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChaosException(String message) {
    super(message);
  }

  ChaosException(String message, Throwable cause) {
    super(message, cause);
  }
}
