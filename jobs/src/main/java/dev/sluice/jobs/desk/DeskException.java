package dev.sluice.jobs.desk;

/** Why a desk cannot start or go on; the message is for people. */
public final class DeskException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeskException(String message) {
    super(message);
  }

  public DeskException(String message, Throwable cause) {
    super(message, cause);
  }
}
