package dev.sluice.domain.market;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a universe file: comma-separated, with the columns {@code symbol}, {@code exchange},
 * {@code currency}, {@code category}, {@code tick_size} and {@code lot_size} in any order, named by
 * its first line. Other columns, empty lines and lines that begin with {@code #} are passed over;
 * cells may be in double quotes.
 */
public final class UniverseFile {
  /** The columns. */
  public static final List<String> COLUMNS =
      List.of("symbol", "exchange", "currency", "category", "tick_size", "lot_size");

  /** What is wrong with more lines than this is not said line by line. */
  private static final int MOST_PROBLEMS = 20;

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Integer> lineOf = new HashMap<>();
  private final Map<String, Listing> listings = new LinkedHashMap<>();
  private int refused;

  private UniverseFile() {}

  /**
   * Reads all of a file.
   *
   * @throws IllegalArgumentException where anything is wrong: a line for each row that is, with its
   *     number (the first line is 1), field, value and what was expected
   */
  public static Universe parse(String text) {
    UniverseFile file = new UniverseFile();
    file.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    return Universe.listed(file.listings.values());
  }

  private void read(String text) {
    Map<String, Integer> columns = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      List<String> cells = cells(line);
      if (columns == null) {
        columns = columns(number, cells);
      } else {
        row(number, cells, columns);
      }
    }
    if (columns == null || (listings.isEmpty() && refused == 0)) {
      throw new IllegalArgumentException(
          "no symbol, expected a first line "
              + String.join(",", COLUMNS)
              + " and a line for each symbol");
    }
    if (refused > MOST_PROBLEMS) {
      problems.add("and %d more lines".formatted(refused - MOST_PROBLEMS));
    }
    if (refused > 0) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  private static Map<String, Integer> columns(int number, List<String> header) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      columns.putIfAbsent(header.get(i).toLowerCase(Locale.ROOT), i);
    }
    List<String> missing = COLUMNS.stream().filter(name -> !columns.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "line %d: columns %s are missing, expected %s"
              .formatted(number, String.join(", ", missing), String.join(",", COLUMNS)));
    }
    return columns;
  }

  private void row(int number, List<String> cells, Map<String, Integer> columns) {
    try {
      Listing listing =
          new Listing(
              cell(cells, columns, "symbol"),
              cell(cells, columns, "exchange"),
              cell(cells, columns, "currency"),
              category(cell(cells, columns, "category")),
              size("tick_size", cell(cells, columns, "tick_size")),
              size("lot_size", cell(cells, columns, "lot_size")));
      Optional<Rejection> rejection = listing.check();
      if (rejection.isPresent()) {
        throw new IllegalArgumentException(said(rejection.get()));
      }
      Integer first = lineOf.putIfAbsent(listing.symbol(), number);
      if (first != null) {
        throw new IllegalArgumentException(
            "symbol was '%s', expected one that is not in line %d"
                .formatted(listing.symbol(), first));
      }
      listings.put(listing.symbol(), listing);
    } catch (IllegalArgumentException e) {
      refused++;
      if (refused <= MOST_PROBLEMS) {
        problems.add("line " + number + ": " + e.getMessage());
      }
    }
  }

  private static String said(Rejection rejection) {
    return "%s was '%s', expected %s"
        .formatted(rejection.field(), rejection.value(), rejection.expected());
  }

  private static String cell(List<String> cells, Map<String, Integer> columns, String name) {
    int column = columns.get(name);
    return column < cells.size() ? cells.get(column) : "";
  }

  private static ListingCategory category(String text) {
    try {
      return ListingCategory.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "category was '%s', expected one of %s".formatted(text, Listing.categories()), e);
    }
  }

  private static BigDecimal size(String field, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s was '%s', expected %s".formatted(field, text, Listing.sizes()), e);
    }
  }

  /** No value has a comma, so quotes are only to be taken off. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split(",", -1)) {
      String bare = cell.strip();
      boolean quoted = bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"");
      cells.add(quoted ? bare.substring(1, bare.length() - 1).strip() : bare);
    }
    return cells;
  }
}
