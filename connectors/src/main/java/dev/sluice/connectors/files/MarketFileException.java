package dev.sluice.connectors.files;

/** A market data file, or a row of it, that cannot be read. The message is for people. */
public final class MarketFileException extends Exception {
  private static final long serialVersionUID = 1L;

  public MarketFileException(String message) {
    super(message);
  }

  public MarketFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
