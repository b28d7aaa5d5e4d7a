package dev.sluice.jobs.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a history back, by symbol and date: as CSV with the columns of the files that it was
 * loaded from, or as Parquet. Numbers are plain decimals that read back as the same doubles.
 */
public final class Export {
  /** The first line of CSV. */
  public static final String HEADER =
      "symbol,date,open,high,low,close,volume,adj_close,dividend,split_coefficient";

  private final HistoryStore store;
  private final LocalDate from;
  private final LocalDate to;
  private long rows;

  /**
   * An export of a range of dates.
   *
   * @param from the first date, or null for the beginning
   * @param to the last date, inclusive, or null for the end
   */
  public Export(HistoryStore store, LocalDate from, LocalDate to) {
    this.store = store;
    this.from = from;
    this.to = to;
  }

  /** Writes all symbols as one CSV. */
  public void csv(List<String> symbols, Writer out) throws IOException {
    out.write(HEADER);
    out.write('\n');
    for (String symbol : symbols) {
      writeBars(symbol, out);
    }
    out.flush();
  }

  /** Writes a CSV a symbol, {@code SPY.csv}; a symbol without bars has none. */
  public void csvFiles(List<String> symbols, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String symbol : symbols) {
      List<HistoryBar> bars = bars(symbol);
      if (!bars.isEmpty()) {
        Path file = directory.resolve(HistoryStore.encoded(symbol) + ".csv");
        Files.write(
            file,
            (Iterable<String>)
                () -> Stream.concat(Stream.of(HEADER), bars.stream().map(Export::line)).iterator(),
            StandardCharsets.UTF_8);
        rows += bars.size();
      }
    }
  }

  /** Writes a Parquet file a symbol and year, {@code symbol=SPY/year=2012.parquet}. */
  public void parquetFiles(List<String> symbols, Path directory) throws IOException {
    for (String symbol : symbols) {
      for (int year : years(symbol)) {
        List<HistoryBar> bars = within(store.year(symbol, year));
        if (!bars.isEmpty()) {
          Path file = directory.resolve(HistoryStore.file(symbol, year));
          Files.createDirectories(file.getParent());
          Files.write(file, ParquetBars.encode(bars));
          rows += bars.size();
        }
      }
    }
  }

  /** Rows that were written. */
  public long rows() {
    return rows;
  }

  private void writeBars(String symbol, Writer out) throws IOException {
    for (HistoryBar bar : bars(symbol)) {
      out.write(line(bar));
      out.write('\n');
      rows++;
    }
  }

  private List<HistoryBar> bars(String symbol) throws HistoryException {
    // A year is a request to the store: they are made side by side, and stay in their order.
    List<Integer> years = years(symbol);
    List<HistoryBar> bars = new ArrayList<>();
    try {
      years.parallelStream().map(year -> year(symbol, year)).forEachOrdered(bars::addAll);
    } catch (UncheckedIOException e) {
      throw (HistoryException) e.getCause();
    }
    return bars;
  }

  private List<HistoryBar> year(String symbol, int year) {
    try {
      return within(store.year(symbol, year));
    } catch (HistoryException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Integer> years(String symbol) throws HistoryException {
    return store.years(symbol).stream()
        .filter(year -> from == null || year >= from.getYear())
        .filter(year -> to == null || year <= to.getYear())
        .toList();
  }

  private List<HistoryBar> within(List<HistoryBar> bars) {
    return bars.stream()
        .filter(bar -> from == null || !bar.date().isBefore(from))
        .filter(bar -> to == null || !bar.date().isAfter(to))
        .toList();
  }

  private static String line(HistoryBar bar) {
    StringBuilder line = new StringBuilder(quoted(bar.symbol())).append(',').append(bar.date());
    double[] numbers = {
      bar.open(),
      bar.high(),
      bar.low(),
      bar.close(),
      bar.volume(),
      bar.adjClose(),
      bar.dividend(),
      bar.splitFactor()
    };
    for (double number : numbers) {
      line.append(',').append(plain(number));
    }
    return line.toString();
  }

  private static String quoted(String symbol) {
    boolean plain = symbol.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? symbol : '"' + symbol.replace("\"", "\"\"") + '"';
  }

  private static String plain(double number) {
    return Double.isNaN(number)
        ? ""
        : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
