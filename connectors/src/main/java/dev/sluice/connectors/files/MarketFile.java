package dev.sluice.connectors.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A file of daily bars, minute bars or trades: CSV with a header, plain or gzip. */
public final class MarketFile {
  /** What the rows are. */
  public enum Kind {
    DAILY_BARS,
    MINUTE_BARS,
    TRADES
  }

  /** Takes the rows of a file in the file's order. */
  public interface RowHandler {
    /** A row that was read. */
    void row(FileRow row);

    /** A row that could not be read. */
    void rejected(MarketFileException why, String rawLine);
  }

  private final Path path;
  private final Kind kind;
  private final Map<String, Integer> columns;

  private MarketFile(Path path, Kind kind, Map<String, Integer> columns) {
    this.path = path;
    this.kind = kind;
    this.columns = columns;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws MarketFileException where there is no such file or its columns are of no known kind
   */
  public static MarketFile open(Path file) throws MarketFileException {
    try (BufferedReader lines = reader(file)) {
      String header = lines.readLine();
      Map<String, Integer> columns = new HashMap<>();
      String[] names = header == null ? new String[0] : header.split(",", -1);
      for (int i = 0; i < names.length; i++) {
        columns.put(names[i].strip().toLowerCase(Locale.ROOT), i);
      }
      if (columns.containsKey("date")) {
        return new MarketFile(file, Kind.DAILY_BARS, columns);
      }
      if (columns.containsKey("timestamp_utc")) {
        boolean trades = columns.containsKey("price");
        return new MarketFile(file, trades ? Kind.TRADES : Kind.MINUTE_BARS, columns);
      }
      throw new MarketFileException(file + ": no column date or timestamp_utc in: " + header);
    } catch (IOException e) {
      throw new MarketFileException(file + ": " + e, e);
    }
  }

  public Kind kind() {
    return kind;
  }

  public Path path() {
    return path;
  }

  /**
   * Reads all rows.
   *
   * @throws MarketFileException where the file cannot be read at all
   */
  public void read(RowHandler handler) throws MarketFileException {
    try (BufferedReader lines = reader(path)) {
      lines.readLine();
      long number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        FileRow row;
        try {
          row = row(number, line.split(",", -1));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
          handler.rejected(new MarketFileException(path + ":" + number + ": " + e), line);
          continue;
        }
        handler.row(row);
      }
    } catch (IOException e) {
      throw new MarketFileException(path + ": " + e, e);
    }
  }

  private FileRow row(long line, String[] fields) {
    String symbol = fields[columns.get("symbol")];
    return switch (kind) {
      case DAILY_BARS ->
          new DailyRow(
              line,
              symbol,
              LocalDate.parse(fields[columns.get("date")]),
              number(fields, "open", Double.NaN),
              number(fields, "high", Double.NaN),
              number(fields, "low", Double.NaN),
              number(fields, "close", Double.NaN),
              number(fields, "volume", Double.NaN),
              number(fields, "adj_close", Double.NaN),
              number(fields, "dividend", 0),
              number(fields, "split_coefficient", 1));
      case MINUTE_BARS ->
          new MinuteRow(
              line,
              symbol,
              Instant.parse(fields[columns.get("timestamp_utc")]),
              number(fields, "open", Double.NaN),
              number(fields, "high", Double.NaN),
              number(fields, "low", Double.NaN),
              number(fields, "close", Double.NaN),
              number(fields, "volume", Double.NaN));
      case TRADES ->
          new TradeRow(
              line,
              symbol,
              Instant.parse(fields[columns.get("timestamp_utc")]),
              number(fields, "price", Double.NaN),
              number(fields, "size", Double.NaN));
    };
  }

  private double number(String[] fields, String column, double absent) {
    Integer at = columns.get(column);
    return at == null ? absent : Double.parseDouble(fields[at]);
  }

  private static BufferedReader reader(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    if (file.toString().endsWith(".gz")) {
      in = new GZIPInputStream(in);
    }
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
