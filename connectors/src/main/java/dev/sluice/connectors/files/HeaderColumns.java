package dev.sluice.connectors.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where each field of a file stands.
 *
 * @param names the columns' names in the order of the file
 * @param byField the place of each field, from 0; other columns under their own names
 */
record HeaderColumns(List<String> names, Map<String, Integer> byField) {
  private static final String STAMP = "timestamp_utc";

  HeaderColumns {
    names = List.copyOf(names);
    byField = Map.copyOf(byField);
  }

  /**
   * Finds the columns in a file's first line; case, blanks around a name and a byte order mark do
   * not matter.
   *
   * @throws MarketFileException where a column is there twice, a mapped one is missing or a needed
   *     field has none
   */
  static HeaderColumns of(Path file, long line, List<String> fields, FileMapping mapping)
      throws MarketFileException {
    List<String> names = names(fields, mapping);
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (columns.put(names.get(i), i) != null && !names.get(i).isEmpty()) {
        throw new MarketFileException(
            file, line, names.get(i), String.join(",", fields), "each column once", null);
      }
    }
    Map<String, Integer> byField = new HashMap<>(columns);
    for (Map.Entry<String, String> mapped : mapping.columns().entrySet()) {
      Integer place = columns.get(mapped.getValue().toLowerCase(Locale.ROOT));
      if (mapped.getValue().isEmpty()) {
        byField.remove(mapped.getKey());
      } else if (place == null) {
        throw new MarketFileException(
            file,
            line,
            mapped.getValue(),
            String.join(",", shown(fields, mapping)),
            "a column of this name, which --columns gives " + mapped.getKey(),
            null);
      } else {
        byField.put(mapped.getKey(), place);
      }
    }
    HeaderColumns header = new HeaderColumns(names, byField);
    header.checkNeeded(file, line, shown(fields, mapping), mapping);
    return header;
  }

  /** What the rows are: told by a time instead of a date, and a price instead of a bar. */
  MarketFile.Kind kind() {
    if (!byField.containsKey(STAMP)) {
      return MarketFile.Kind.DAILY_BARS;
    }
    boolean trades = byField.containsKey("price") || byField.containsKey("size");
    return trades ? MarketFile.Kind.TRADES : MarketFile.Kind.MINUTE_BARS;
  }

  private void checkNeeded(Path file, long line, List<String> shown, FileMapping mapping)
      throws MarketFileException {
    List<String> needed = needed(kind());
    List<String> missing = new ArrayList<>(needed);
    missing.removeAll(byField.keySet());
    if (mapping.symbol() != null) {
      missing.remove("symbol");
    }
    if ("".equals(mapping.columns().get("volume"))) {
      missing.remove("volume");
    }
    if (!missing.isEmpty()) {
      throw new MarketFileException(
          file,
          line,
          String.join(",", missing),
          String.join(",", shown),
          "a header with " + String.join(",", needed) + "; " + remedy(missing),
          null);
    }
  }

  private static String remedy(List<String> missing) {
    List<String> pairs = new ArrayList<>();
    for (String field : missing) {
      pairs.add(field + "=HEADER");
    }
    String columns = "--columns " + String.join(",", pairs) + " says which columns hold them";
    if (missing.contains("date")) {
      columns += " (timestamp_utc=HEADER for minute bars and trades)";
    }
    if (missing.contains("volume")) {
      columns += ", volume= that there is none";
    }
    return missing.contains("symbol")
        ? columns + ", --symbol X is the symbol of a file without one"
        : columns;
  }

  private static List<String> needed(MarketFile.Kind kind) {
    return switch (kind) {
      case DAILY_BARS -> List.of("symbol", "date", "open", "high", "low", "close", "volume");
      case MINUTE_BARS -> List.of("symbol", STAMP, "open", "high", "low", "close", "volume");
      case TRADES -> List.of("symbol", STAMP, "price", "size");
    };
  }

  private static List<String> names(List<String> fields, FileMapping mapping) {
    return shown(fields, mapping).stream()
        .map(name -> name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The names as the file has them; numbers for a file that has none. */
  private static List<String> shown(List<String> fields, FileMapping mapping) {
    return mapping.header()
        ? fields
        : IntStream.rangeClosed(1, fields.size())
            .mapToObj(Integer::toString)
            .collect(Collectors.toList());
  }
}
