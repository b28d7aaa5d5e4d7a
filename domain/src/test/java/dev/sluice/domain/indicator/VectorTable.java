package dev.sluice.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.zip.GZIPInputStream;

/** Known answers: columns of numbers; what is not a number is NaN. */
final class VectorTable {
  private final Map<String, double[]> columns;

  VectorTable(Map<String, double[]> columns) {
    this.columns = columns;
  }

  /** A gzip CSV of {@code shared/data}; skips the test where that is absent. */
  static VectorTable load(String name) {
    List<String[]> rows = rows(name);
    String[] header = rows.get(0);
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < header.length; c++) {
      double[] column = new double[rows.size() - 1];
      for (int r = 0; r < column.length; r++) {
        String[] row = rows.get(r + 1);
        column[r] = c < row.length ? number(row[c]) : Double.NaN;
      }
      columns.putIfAbsent(header[c].strip().toLowerCase(Locale.ROOT), column);
    }
    return new VectorTable(columns);
  }

  static List<String[]> rows(String name) {
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(sharedData().resolve(name))),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.startsWith("//")) {
          rows.add(line.split(",", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static Path sharedData() {
    String set = System.getenv("SLUICE_SHARED_DATA");
    if (set != null) {
      return Path.of(set);
    }
    Path directory = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (directory != null) {
      Path data = directory.resolve("shared/data");
      if (Files.isDirectory(data)) {
        return data;
      }
      directory = directory.getParent();
    }
    assumeTrue(false, "shared/data is not beside the repository; set SLUICE_SHARED_DATA to it");
    throw new IllegalStateException("not reached");
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  double[] column(String name) {
    double[] column = columns.get(name.toLowerCase(Locale.ROOT));
    assertThat(column).as("column %s of %s", name, columns.keySet()).isNotNull();
    return column;
  }

  int size() {
    return columns.values().iterator().next().length;
  }

  /** The value of a column in a row. */
  double at(String name, int row) {
    return column(name)[row];
  }

  /**
   * Feeds the rows from 0 on and compares what comes with the column, within {@code tolerance x
   * max(1, |expected|)}.
   *
   * @param from the first row that must agree; every row before it is only fed
   * @return how many values were compared
   */
  int agree(String name, int from, double tolerance, IntToDoubleFunction fed) {
    double[] expected = column(name);
    int compared = 0;
    for (int row = 0; row < expected.length; row++) {
      double actual = fed.applyAsDouble(row);
      if (row < from || Double.isNaN(expected[row])) {
        continue;
      }
      double error = Math.abs(actual - expected[row]) / Math.max(1, Math.abs(expected[row]));
      compared++;
      assertThat(error)
          .as("%s, row %d: %s, expected %s", name, row, actual, expected[row])
          .isLessThanOrEqualTo(tolerance);
    }
    return compared;
  }

  /** Like {@link #agree}, and nothing may come before the source's first value. */
  int agreeFromTheFirst(String name, double tolerance, IntToDoubleFunction fed) {
    double[] expected = column(name);
    int first = 0;
    while (Double.isNaN(expected[first])) {
      first++;
    }
    int start = first;
    return agree(
        name,
        start,
        tolerance,
        row -> {
          double actual = fed.applyAsDouble(row);
          assertThat(Double.isNaN(actual))
              .as("%s, row %d is before the first value", name, row)
              .isEqualTo(row < start);
          return actual;
        });
  }
}
