package dev.sluice.connectors.venue;

/** The journal took no record, or it is not known whether it did: who wrote must begin anew. */
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean fenced;

  /**
   * Says what is known.
   *
   * @param fenced true where a newer connector of the account has taken over
   */
  public JournalException(String message, boolean fenced, Throwable cause) {
    super(message, cause);
    this.fenced = fenced;
  }

  /** True where a newer connector of the account has taken over. */
  public boolean fenced() {
    return fenced;
  }
}
