package dev.sluice.connectors.files;

import java.nio.file.Path;

/** What cannot be read in a market data file, and where. */
public final class MarketFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;
  private final String column;
  private final String value;
  private final String expected;

  /**
   * A failure at one place of a file.
   *
   * @param file the file
   * @param line the line from 1; 0 where the failure is of the file as a whole
   * @param column the column's name; empty where it is of a whole line or file
   * @param value what stands there; empty where there is nothing
   * @param expected what should stand there
   * @param cause the failure underneath, or null
   */
  public MarketFileException(
      Path file, long line, String column, String value, String expected, Throwable cause) {
    super(message(file, line, column, value, expected), cause);
    this.file = file.toString();
    this.line = line;
    this.column = column;
    this.value = value;
    this.expected = expected;
  }

  private static String message(
      Path file, long line, String column, String value, String expected) {
    StringBuilder text = new StringBuilder().append(file);
    if (line > 0) {
      text.append(", line ").append(line);
    }
    if (!column.isEmpty()) {
      text.append(", column ").append(column);
    }
    text.append(": ");
    if (!column.isEmpty() || !value.isEmpty()) {
      text.append("'").append(value).append("', ");
    }
    return text.append("expected ").append(expected).toString();
  }

  /** The file's path as it was given. */
  public String file() {
    return file;
  }

  /** The line from 1; 0 where the failure is of the file as a whole. */
  public long line() {
    return line;
  }

  /** The column's name; empty where the failure is of a whole line or file. */
  public String column() {
    return column;
  }

  /** What stands there; empty where there is nothing. */
  public String value() {
    return value;
  }

  /** What should stand there. */
  public String expected() {
    return expected;
  }
}
