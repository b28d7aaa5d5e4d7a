package dev.sluice.jobs.history;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The daily history on an object store: one Parquet object a symbol and year, {@code
 * history/daily/symbol=SPY/year=2012.parquet}, its bars by date. Symbols are percent-encoded in
 * keys. One process at a time is to write; readers see each object whole.
 */
public final class HistoryStore implements AutoCloseable {
  /** Where the keys begin. */
  public static final String PREFIX = "history/daily/";

  private static final String SYMBOL = "symbol=";
  private static final String YEAR = "/year=";
  private static final String SUFFIX = ".parquet";

  private final ObjectStore objects;
  private final AutoCloseable connection;

  private HistoryStore(ObjectStore objects, AutoCloseable connection) {
    this.objects = objects;
    this.connection = connection;
  }

  /** A history on these objects, which stay their owner's. */
  static HistoryStore on(ObjectStore objects) {
    return new HistoryStore(objects, () -> {});
  }

  /**
   * The history of a bucket.
   *
   * @param endpoint of a store that speaks S3
   * @param region stores outside Amazon take any
   */
  public static HistoryStore open(
      URI endpoint, String region, String bucket, String accessKey, String secretKey) {
    S3Objects objects = new S3Objects(endpoint, region, bucket, accessKey, secretKey);
    return new HistoryStore(objects, objects);
  }

  /**
   * Lays a year's bars over those that are kept: of two of the same date the new one stays. What
   * would not change is not written.
   *
   * @param bars of this symbol and year, at most one a date, in any order
   * @return whether the object was written
   * @throws HistoryException where the store does not answer or holds something else at the key
   */
  public boolean merge(String symbol, int year, List<HistoryBar> bars) throws HistoryException {
    String key = key(symbol, year);
    List<HistoryBar> kept = year(key);
    NavigableMap<LocalDate, HistoryBar> merged = new TreeMap<>();
    kept.forEach(bar -> merged.put(bar.date(), bar));
    for (HistoryBar bar : bars) {
      if (!bar.symbol().equals(symbol) || bar.date().getYear() != year) {
        throw new IllegalArgumentException(
            "bar: was %s, expected one of %s in %d".formatted(bar, symbol, year));
      }
      merged.put(bar.date(), bar);
    }
    List<HistoryBar> all = new ArrayList<>(merged.values());
    if (all.equals(kept)) {
      return false;
    }
    objects.put(key, ParquetBars.encode(all));
    return true;
  }

  /** The symbols that there is a history of, in alphabetical order. */
  public List<String> symbols() throws HistoryException {
    return objects.list(PREFIX + SYMBOL).stream()
        .filter(key -> key.endsWith(SUFFIX) && key.contains(YEAR))
        .map(key -> key.substring((PREFIX + SYMBOL).length(), key.indexOf(YEAR)))
        .map(encoded -> URLDecoder.decode(encoded, StandardCharsets.UTF_8))
        .distinct()
        .sorted()
        .toList();
  }

  /** The years of a symbol, rising; empty for a symbol without a history. */
  public List<Integer> years(String symbol) throws HistoryException {
    String prefix = PREFIX + directory(symbol) + YEAR;
    List<Integer> years = new ArrayList<>();
    for (String key : objects.list(prefix)) {
      String year = key.substring(prefix.length()).replace(SUFFIX, "");
      if (key.endsWith(SUFFIX) && year.chars().allMatch(Character::isDigit) && !year.isEmpty()) {
        years.add(Integer.valueOf(year));
      }
    }
    years.sort(null);
    return years;
  }

  /** The bars of a symbol and year by date; empty where there are none. */
  public List<HistoryBar> year(String symbol, int year) throws HistoryException {
    return year(key(symbol, year));
  }

  private List<HistoryBar> year(String key) throws HistoryException {
    Optional<byte[]> bytes = objects.get(key);
    if (bytes.isEmpty()) {
      return List.of();
    }
    try {
      return ParquetBars.decode(bytes.get());
    } catch (IOException e) {
      throw new HistoryException(
          "%s: %s; remove the object and load its file again".formatted(key, e.getMessage()), e);
    }
  }

  /** The path of a year within a directory of all symbols. */
  static String file(String symbol, int year) {
    return directory(symbol) + YEAR + year + SUFFIX;
  }

  private static String key(String symbol, int year) {
    return PREFIX + file(symbol, year);
  }

  private static String directory(String symbol) {
    return SYMBOL + encoded(symbol);
  }

  /** A symbol as a part of a key or the name of a file. */
  static String encoded(String symbol) {
    return URLEncoder.encode(symbol, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the object store could not be left", e);
    }
  }
}
