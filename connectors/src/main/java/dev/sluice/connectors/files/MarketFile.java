package dev.sluice.connectors.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file of market data in UTF-8, plain or gzip (told by its first bytes), with a header from
 * which its kind is found. Column order is free and columns that are not known are ignored:
 *
 * <ul>
 *   <li>daily bars: {@code symbol,date,open,high,low,close,volume} and, where there are such,
 *       {@code adj_close,dividend,split_coefficient}; dates are ISO, the exchange's
 *   <li>minute bars: {@code symbol,timestamp_utc,open,high,low,close,volume}; the stamp is the
 *       bar's start, ISO with Z or an offset
 *   <li>trades: {@code symbol,timestamp_utc,price,size} and, where there is one, {@code trade_id}
 * </ul>
 *
 * <p>A {@link FileMapping} reads other columns, dates, delimiters, and files without a header.
 *
 * <p>Where the first bar has an empty volume the source knows none: empty volumes of the file are
 * then 0. Otherwise an empty one is a row that does not parse.
 *
 * <p>A row is rejected for what does not parse; whether its prices are plausible is for the market
 * job to judge.
 */
public final class MarketFile {
  /** What a row of the file is. */
  public enum Kind {
    DAILY_BARS,
    MINUTE_BARS,
    TRADES
  }

  /** Takes the rows in the order of the file. */
  public interface RowHandler {
    /** A row that could be read. */
    void row(FileRow row);

    /**
     * A row that could not.
     *
     * @param why where and what
     * @param rawLine the row's text, quoted only where it must be
     */
    void rejected(MarketFileException why, String rawLine);
  }

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Path path;
  private final RowParser parser;
  private final FileMapping mapping;

  private MarketFile(Path path, RowParser parser, FileMapping mapping) {
    this.path = path;
    this.parser = parser;
    this.mapping = mapping;
  }

  /**
   * Opens a file and finds its kind.
   *
   * @throws MarketFileException where the file is missing, not gzip though named so, not CSV, or
   *     its header lacks a needed column, which is named
   */
  public static MarketFile open(Path file) throws MarketFileException {
    return open(file, FileMapping.NONE);
  }

  /**
   * Opens a file that is written as the mapping says.
   *
   * @throws MarketFileException see {@link #open(Path)}; also where the mapping names a column that
   *     is not there
   */
  public static MarketFile open(Path file, FileMapping mapping) throws MarketFileException {
    if (!Files.isRegularFile(file)) {
      throw new MarketFileException(file, 0, "", "", "a file that exists", null);
    }
    try (CsvReader<CsvRecord> csv = reader(file, mapping)) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext()) {
        throw new MarketFileException(
            file, 1, "", "", mapping.header() ? "a header" : "a row", null);
      }
      CsvRecord first = records.next();
      RowParser parser =
          RowParser.of(file, first.getStartingLineNumber(), first.getFields(), mapping);
      return new MarketFile(file, parser.asIn(rows(first, records, mapping)), mapping);
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw unreadable(file, e);
    }
  }

  private static Iterator<List<String>> rows(
      CsvRecord first, Iterator<CsvRecord> rest, FileMapping mapping) {
    Stream<CsvRecord> others =
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(rest, 0), false);
    Stream<CsvRecord> rows = mapping.header() ? others : Stream.concat(Stream.of(first), others);
    return rows.map(CsvRecord::getFields).iterator();
  }

  /** What the rows are. */
  public Kind kind() {
    return parser.kind();
  }

  /** Whether the rows name their symbols; otherwise the mapping names the only one. */
  public boolean hasSymbols() {
    return parser.hasSymbols();
  }

  /**
   * Whether the rows have a column for a field.
   *
   * @param field one of {@link FileMapping#FIELDS}
   */
  public boolean has(String field) {
    return parser.has(field);
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /**
   * Reads all rows from the first on; may be called again.
   *
   * @throws MarketFileException where the file ends inside a gzip block or a quoted field, or
   *     cannot be read any more; the rows before it have been handed over
   */
  public void read(RowHandler handler) throws MarketFileException {
    try (CsvReader<CsvRecord> csv = reader(path, mapping)) {
      Iterator<CsvRecord> records = csv.iterator();
      if (mapping.header() && records.hasNext()) {
        records.next();
      }
      while (records.hasNext()) {
        hand(records.next(), handler);
      }
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw unreadable(path, e);
    }
  }

  private void hand(CsvRecord csvRecord, RowHandler handler) {
    FileRow row;
    try {
      row = parser.parse(csvRecord.getStartingLineNumber(), csvRecord.getFields());
    } catch (MarketFileException e) {
      handler.rejected(e, raw(csvRecord.getFields()));
      return;
    }
    handler.row(row);
  }

  private static String raw(List<String> fields) {
    return fields.stream().map(MarketFile::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  static MarketFileException unreadable(Path file, Exception cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new MarketFileException(file, 0, "", what, "readable CSV, plain or gzip", cause);
  }

  static CsvReader<CsvRecord> reader(Path file, FileMapping mapping) throws IOException {
    InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      stream.mark(2);
      boolean gzip = stream.read() == GZIP_FIRST && stream.read() == GZIP_SECOND;
      stream.reset();
      if (!gzip && file.getFileName().toString().endsWith(".gz")) {
        throw new IOException("not in gzip format");
      }
      InputStream text = gzip ? new GZIPInputStream(stream, 1 << 16) : stream;
      Reader characters = new InputStreamReader(text, StandardCharsets.UTF_8);
      return CsvReader.builder().fieldSeparator(mapping.delimiter()).ofCsvRecord(characters);
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }
}
