package dev.sluice.connectors.files;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Makes rows of fields by the columns that a header names. */
final class RowParser {
  private static final List<String> BAR = List.of("open", "high", "low", "close", "volume");
  private static final String STAMP = "timestamp_utc";

  private final Path file;
  private final MarketFile.Kind kind;
  private final HeaderColumns headerColumns;
  private final List<String> header;
  private final Map<String, Integer> columns;
  private final FileMapping mapping;
  private final StampReader stamps;

  /** Whether an empty volume is 0, and not a cell that does not parse. */
  private final boolean volumeUnknown;

  private RowParser(Path file, HeaderColumns header, FileMapping mapping, boolean volumeUnknown) {
    this.volumeUnknown = volumeUnknown;
    this.file = file;
    this.kind = header.kind();
    this.headerColumns = header;
    this.header = header.names();
    this.columns = header.byField();
    this.mapping = mapping;
    this.stamps = new StampReader(mapping);
  }

  /** The parser for a file whose first line has these fields; see {@link HeaderColumns#of}. */
  static RowParser of(Path file, long line, List<String> fields, FileMapping mapping)
      throws MarketFileException {
    return new RowParser(file, HeaderColumns.of(file, line, fields, mapping), mapping, false);
  }

  /**
   * This parser as a file's rows want it: where the first that has a close has no volume, the
   * source knows none, as of quotes in foreign exchange.
   */
  RowParser asIn(Iterator<List<String>> rows) {
    if (kind == MarketFile.Kind.TRADES || !has("volume")) {
      return this;
    }
    while (rows.hasNext()) {
      List<String> row = rows.next();
      if (row.size() == header.size() && !row.get(columns.get("close")).isBlank()) {
        boolean unknown = row.get(columns.get("volume")).isBlank();
        return unknown ? new RowParser(file, headerColumns, mapping, true) : this;
      }
    }
    return this;
  }

  boolean has(String field) {
    return columns.containsKey(field);
  }

  /** Whether the rows name their symbols; otherwise the mapping does. */
  boolean hasSymbols() {
    return columns.containsKey("symbol");
  }

  MarketFile.Kind kind() {
    return kind;
  }

  FileRow parse(long line, List<String> fields) throws MarketFileException {
    if (fields.size() != header.size()) {
      String column = fields.size() < header.size() ? header.get(fields.size()) : "";
      throw new MarketFileException(
          file, line, column, String.join(",", fields), header.size() + " columns", null);
    }
    return new Cells(line, fields).row();
  }

  /** The cells of one row. */
  private final class Cells {
    private final long line;
    private final List<String> fields;

    Cells(long line, List<String> fields) {
      this.line = line;
      this.fields = fields;
    }

    FileRow row() throws MarketFileException {
      return switch (kind) {
        case DAILY_BARS -> daily();
        case MINUTE_BARS -> minute();
        case TRADES ->
            new TradeRow(line, symbol(), time(), number("price"), number("size"), tradeId());
      };
    }

    private DailyRow daily() throws MarketFileException {
      String symbol = symbol();
      LocalDate date = date();
      double[] bar = bar();
      double split = optional("split_coefficient", 1);
      if (split <= 0) {
        throw wrong("split_coefficient", "a number above 0", null);
      }
      return new DailyRow(
          line,
          symbol,
          date,
          bar[0],
          bar[1],
          bar[2],
          bar[3],
          bar[4],
          optional("adj_close", Double.NaN),
          optional("dividend", 0),
          split);
    }

    private MinuteRow minute() throws MarketFileException {
      String symbol = symbol();
      Instant start = time();
      double[] bar = bar();
      return new MinuteRow(line, symbol, start, bar[0], bar[1], bar[2], bar[3], bar[4]);
    }

    private double[] bar() throws MarketFileException {
      double[] bar = new double[BAR.size()];
      for (int i = 0; i < bar.length; i++) {
        // A header without volume has been refused unless the mapping says that there is none.
        boolean absent = BAR.get(i).equals("volume") && volumeUnknown;
        bar[i] = absent || !has(BAR.get(i)) ? optional(BAR.get(i), 0) : number(BAR.get(i));
      }
      return bar;
    }

    private String tradeId() {
      String id = columns.containsKey("trade_id") ? cell("trade_id") : "";
      return id.isEmpty() ? null : id;
    }

    private String symbol() throws MarketFileException {
      if (!hasSymbols()) {
        return mapping.symbol();
      }
      String symbol = cell("symbol");
      if (symbol.isEmpty()) {
        throw wrong("symbol", "a symbol", null);
      }
      return symbol;
    }

    private LocalDate date() throws MarketFileException {
      try {
        return stamps.date(cell("date"));
      } catch (DateTimeException e) {
        throw wrong("date", stamps.expectedDate(), e);
      }
    }

    private Instant time() throws MarketFileException {
      try {
        return stamps.time(cell(STAMP));
      } catch (DateTimeException e) {
        throw wrong(STAMP, stamps.expectedTime(), e);
      }
    }

    private double optional(String column, double absent) throws MarketFileException {
      return !columns.containsKey(column) || cell(column).isEmpty() ? absent : number(column);
    }

    private double number(String column) throws MarketFileException {
      String text = cell(column);
      // parseDouble alone would also take "NaN", "1d" and hexadecimal.
      boolean decimal =
          !text.isEmpty() && text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
      double value = Double.NaN;
      if (decimal) {
        try {
          value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw wrong(column, "a finite decimal number", e);
        }
      }
      if (!Double.isFinite(value)) {
        throw wrong(column, "a finite decimal number", null);
      }
      return value;
    }

    private String cell(String column) {
      return fields.get(columns.get(column)).strip();
    }

    private MarketFileException wrong(String column, String expected, Throwable cause) {
      return new MarketFileException(file, line, column, cell(column), expected, cause);
    }
  }
}
