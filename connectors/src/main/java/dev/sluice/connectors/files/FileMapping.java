package dev.sluice.connectors.files;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a file that is not written in Sluice's own columns is to be read. {@link #NONE} reads it as
 * it is.
 *
 * @param columns the header of each field's column, by field; fields that are not in it are looked
 *     for by their own name. For a file without a header the columns are named 1, 2, 3, … An empty
 *     header says that the file has no such column, which only {@code volume} may lack: it is then
 *     0
 * @param dateFormat a pattern of {@link java.time.format.DateTimeFormatter} for dates and times,
 *     {@code epoch_s} or {@code epoch_ms}; null for ISO
 * @param zone the zone of times that are written without one; null where none was given: ISO times
 *     must then have Z or an offset, and times of a pattern without one are UTC
 * @param symbol the symbol of every row of a file that has no column for it; null for none
 * @param delimiter what separates cells
 * @param header whether the first line names the columns
 */
public record FileMapping(
    Map<String, String> columns,
    String dateFormat,
    ZoneId zone,
    String symbol,
    char delimiter,
    boolean header) {
  /** The names that a column can be mapped to. */
  public static final List<String> FIELDS =
      List.of(
          "symbol",
          "date",
          "timestamp_utc",
          "open",
          "high",
          "low",
          "close",
          "volume",
          "adj_close",
          "dividend",
          "split_coefficient",
          "price",
          "size",
          "trade_id");

  /** Reads a file as it is. */
  public static final FileMapping NONE = new FileMapping(Map.of(), null, null, null, ',', true);

  /** Dates in the format's own numbers: seconds or milliseconds since 1970, UTC. */
  static final List<String> EPOCHS = List.of("epoch_s", "epoch_ms");

  /**
   * Checks what it is given.
   *
   * @throws IllegalArgumentException naming the option, its value and what was expected
   */
  public FileMapping {
    columns = Map.copyOf(columns);
    columns.forEach(FileMapping::checkColumn);
    if (dateFormat != null) {
      StampReader.check(dateFormat);
    }
    if (symbol != null && symbol.isBlank()) {
      throw new IllegalArgumentException("--symbol: '" + symbol + "', expected a symbol");
    }
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException(
          "--delimiter: "
              + (int) delimiter
              + " as a character, expected neither a quote nor an end of line");
    }
  }

  /**
   * A mapping of what a person writes.
   *
   * @param columns {@code field=header,field=header,…}, or null
   * @param dateFormat see {@link #dateFormat()}, or null
   * @param zone a zone's name, for example America/New_York, or null
   * @param symbol see {@link #symbol()}, or null
   * @param delimiter one character or {@code tab}; null for a comma
   * @param header see {@link #header()}
   * @throws IllegalArgumentException naming the option, its value and what was expected
   */
  public static FileMapping of(
      String columns,
      String dateFormat,
      String zone,
      String symbol,
      String delimiter,
      boolean header) {
    return new FileMapping(
        parseColumns(columns),
        dateFormat,
        parseZone(zone),
        symbol,
        parseDelimiter(delimiter),
        header);
  }

  /** This mapping with the symbol of a file that has no column for it. */
  public FileMapping withSymbol(String value) {
    return new FileMapping(columns, dateFormat, zone, value, delimiter, header);
  }

  private static Map<String, String> parseColumns(String text) {
    Map<String, String> columns = new LinkedHashMap<>();
    if (text == null) {
      return columns;
    }
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "--columns: '%s', expected field=header,field=header,… with fields of %s"
                .formatted(pair, String.join(", ", FIELDS)));
      }
      String field = pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      if (columns.put(field, pair.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException(
            "--columns: '" + field + "' is there twice, expected each field once");
      }
    }
    return columns;
  }

  private static void checkColumn(String field, String header) {
    if (!FIELDS.contains(field)) {
      throw new IllegalArgumentException(
          "--columns: '%s' is no field, expected one of %s"
              .formatted(field, String.join(", ", FIELDS)));
    }
    if (header.isEmpty() && !field.equals("volume")) {
      throw new IllegalArgumentException(
          "--columns: %s='', expected the header of its column (only volume may be absent)"
              .formatted(field));
    }
  }

  private static ZoneId parseZone(String zone) {
    if (zone == null) {
      return null;
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--zone: '" + zone + "', expected a zone like America/New_York or UTC", e);
    }
  }

  private static char parseDelimiter(String delimiter) {
    if (delimiter == null) {
      return ',';
    }
    if (delimiter.equals("tab") || delimiter.equals("\\t")) {
      return '\t';
    }
    if (delimiter.length() != 1) {
      throw new IllegalArgumentException(
          "--delimiter: '" + delimiter + "', expected one character or tab");
    }
    return delimiter.charAt(0);
  }
}
