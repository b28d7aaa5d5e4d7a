package dev.sluice.connectors.files;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes rows of fields by the columns that a header names. */
final class RowParser {
  private static final List<String> BAR = List.of("open", "high", "low", "close", "volume");
  private static final String STAMP = "timestamp_utc";

  private final Path file;
  private final MarketFile.Kind kind;
  private final List<String> header;
  private final Map<String, Integer> columns;

  private RowParser(
      Path file, MarketFile.Kind kind, List<String> header, Map<String, Integer> columns) {
    this.file = file;
    this.kind = kind;
    this.header = header;
    this.columns = columns;
  }

  /** The parser for a header; case, blanks around a name and a byte order mark do not matter. */
  static RowParser of(Path file, long line, List<String> fields) throws MarketFileException {
    List<String> header =
        fields.stream()
            .map(name -> name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT))
            .toList();
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      if (columns.put(header.get(i), i) != null && !header.get(i).isEmpty()) {
        throw new MarketFileException(
            file, line, header.get(i), String.join(",", fields), "each column once", null);
      }
    }
    RowParser parser = new RowParser(file, kindOf(columns), header, columns);
    for (String column : needed(parser.kind)) {
      if (!columns.containsKey(column)) {
        throw new MarketFileException(
            file,
            line,
            column,
            String.join(",", fields),
            "a header with " + String.join(",", needed(parser.kind)),
            null);
      }
    }
    return parser;
  }

  private static MarketFile.Kind kindOf(Map<String, Integer> columns) {
    if (!columns.containsKey(STAMP)) {
      return MarketFile.Kind.DAILY_BARS;
    }
    boolean trades = columns.containsKey("price") || columns.containsKey("size");
    return trades ? MarketFile.Kind.TRADES : MarketFile.Kind.MINUTE_BARS;
  }

  private static List<String> needed(MarketFile.Kind kind) {
    return switch (kind) {
      case DAILY_BARS -> List.of("symbol", "date", "open", "high", "low", "close", "volume");
      case MINUTE_BARS -> List.of("symbol", STAMP, "open", "high", "low", "close", "volume");
      case TRADES -> List.of("symbol", STAMP, "price", "size");
    };
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
        case TRADES -> new TradeRow(line, symbol(), time(), number("price"), number("size"));
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
        bar[i] = number(BAR.get(i));
      }
      return bar;
    }

    private String symbol() throws MarketFileException {
      String symbol = cell("symbol");
      if (symbol.isEmpty()) {
        throw wrong("symbol", "a symbol", null);
      }
      return symbol;
    }

    private LocalDate date() throws MarketFileException {
      try {
        return LocalDate.parse(cell("date"));
      } catch (DateTimeParseException e) {
        throw wrong("date", "a date like 2024-01-31", e);
      }
    }

    private Instant time() throws MarketFileException {
      try {
        return Instant.parse(cell(STAMP));
      } catch (DateTimeParseException e) {
        throw wrong(STAMP, "a time like 2024-01-31T14:30:00Z", e);
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
