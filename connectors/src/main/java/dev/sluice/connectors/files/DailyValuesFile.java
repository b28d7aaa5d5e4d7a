package dev.sluice.connectors.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * A CSV file of the equity or the return of each day, in UTF-8, plain or gzip (told by its first
 * bytes), with a header and a row a day, oldest first. Column order is free, case and blanks around
 * a name do not matter, and columns that are not known are ignored:
 *
 * <ul>
 *   <li>{@code equity}: a finite number, in the first row, which is the start, above 0
 *   <li>{@code return}: simple, a finite fraction of at least −1; read where there is no equity
 *   <li>{@code date}: where its first cell is an ISO date, all must be, each after the one before
 * </ul>
 */
public final class DailyValuesFile {
  /** What the values are. */
  public enum Kind {
    EQUITY,
    RETURN;

    /** The column's name. */
    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String DATE = "date";

  private final Path path;
  private final Kind kind;
  private final int valueColumn;
  private final int dateColumn;
  private final List<Double> values = new ArrayList<>();
  private final List<LocalDate> dates = new ArrayList<>();
  private String unreadDate;

  private DailyValuesFile(Path path, CsvRecord header) throws MarketFileException {
    this.path = path;
    List<String> names =
        header.getFields().stream()
            .map(name -> name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT))
            .toList();
    this.kind = names.contains(Kind.EQUITY.column()) ? Kind.EQUITY : Kind.RETURN;
    this.valueColumn = names.indexOf(kind.column());
    this.dateColumn = names.indexOf(DATE);
    if (valueColumn < 0) {
      throw new MarketFileException(
          path,
          header.getStartingLineNumber(),
          "equity",
          String.join(",", header.getFields()),
          "a header with equity or return",
          null);
    }
    for (String name : List.of(kind.column(), DATE)) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new MarketFileException(
            path,
            header.getStartingLineNumber(),
            name,
            String.join(",", header.getFields()),
            "each column once",
            null);
      }
    }
  }

  /**
   * Reads the whole file.
   *
   * @throws MarketFileException where the file is missing, not gzip though named so, not CSV, has
   *     no such column or no row, or a row cannot be read; with line, column, value and what was
   *     expected
   */
  public static DailyValuesFile read(Path file) throws MarketFileException {
    if (!Files.isRegularFile(file)) {
      throw new MarketFileException(file, 0, "", "", "a file that exists", null);
    }
    try (CsvReader<CsvRecord> csv = MarketFile.reader(file, FileMapping.NONE)) {
      Iterator<CsvRecord> rows = csv.iterator();
      if (!rows.hasNext()) {
        throw new MarketFileException(file, 1, "", "", "a header", null);
      }
      DailyValuesFile read = new DailyValuesFile(file, rows.next());
      while (rows.hasNext()) {
        read.take(rows.next());
      }
      if (read.values.isEmpty()) {
        throw new MarketFileException(file, 2, "", "", "a row for each day", null);
      }
      return read;
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw MarketFile.unreadable(file, e);
    }
  }

  private void take(CsvRecord row) throws MarketFileException {
    List<String> cells = row.getFields();
    long line = row.getStartingLineNumber();
    int last = Math.max(valueColumn, dateColumn);
    if (cells.size() <= last) {
      throw new MarketFileException(
          path, line, "", String.join(",", cells), "at least " + (last + 1) + " cells", null);
    }
    takeDate(cells, line);
    values.add(value(cells.get(valueColumn).strip(), line));
  }

  private void takeDate(List<String> cells, long line) throws MarketFileException {
    if (dateColumn < 0 || unreadDate != null) {
      return;
    }
    String cell = cells.get(dateColumn).strip();
    LocalDate before = dates.isEmpty() ? null : dates.get(dates.size() - 1);
    LocalDate date;
    try {
      date = LocalDate.parse(cell);
    } catch (DateTimeParseException e) {
      if (before == null) {
        unreadDate = cell;
        return;
      }
      throw new MarketFileException(path, line, DATE, cell, "a date like 2024-01-31", e);
    }
    if (before != null && !date.isAfter(before)) {
      throw new MarketFileException(
          path, line, DATE, cell, "a date after " + before + ", one row a day", null);
    }
    dates.add(date);
  }

  private double value(String cell, long line) throws MarketFileException {
    double value;
    try {
      value = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new MarketFileException(path, line, kind.column(), cell, expected(), e);
    }
    boolean possible = kind == Kind.EQUITY ? !values.isEmpty() || value > 0 : value >= -1;
    if (!Double.isFinite(value) || !possible) {
      throw new MarketFileException(path, line, kind.column(), cell, expected(), null);
    }
    return value;
  }

  private String expected() {
    if (kind == Kind.RETURN) {
      return "a fraction of at least -1, like -0.015 for a loss of 1.5 %";
    }
    return values.isEmpty() ? "a number above 0, the starting value" : "a number";
  }

  /** What the values are. */
  public Kind kind() {
    return kind;
  }

  /** The values in the order of the file, at least one. */
  public double[] values() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The date of each value; empty where the file has none, or they are not ISO dates. */
  public List<LocalDate> dates() {
    return List.copyOf(dates);
  }

  /** The first cell of a column of dates that was not read, since it is no ISO date; or null. */
  public String unreadDate() {
    return unreadDate;
  }
}
