package dev.sluice.connectors.venue;

/** A venue did not answer. */
public final class VenueException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean mayHaveArrived;

  /**
   * Says what is known.
   *
   * @param mayHaveArrived false only where it is certain that the venue never got what was asked,
   *     for example because no connection came about
   */
  public VenueException(String message, boolean mayHaveArrived, Throwable cause) {
    super(message, cause);
    this.mayHaveArrived = mayHaveArrived;
  }

  /** True unless it is certain that the venue never got what was asked. */
  public boolean mayHaveArrived() {
    return mayHaveArrived;
  }
}
