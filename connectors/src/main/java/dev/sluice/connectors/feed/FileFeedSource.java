package dev.sluice.connectors.feed;

import dev.sluice.connectors.files.FileMapping;
import dev.sluice.connectors.files.FileRow;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.market.TradingCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file as a feed. Its rows are read once, kept in memory and put in the order of time; a row that
 * cannot be read stays where it stood and becomes a dead letter.
 */
public final class FileFeedSource implements FeedSource {
  private static final Logger LOG = LoggerFactory.getLogger(FileFeedSource.class);

  /** After this many messages about rows the log says only how many more there were. */
  private static final int LOGGED_ROWS = 20;

  private final String name;
  private final List<String> symbols;
  private final boolean intraday;
  private final List<FeedSlice> slices;
  private final List<String> problems;
  private final String sha256;

  private FileFeedSource(
      String name,
      Set<String> symbols,
      boolean intraday,
      List<FeedSlice> slices,
      List<String> problems,
      String sha256) {
    this.sha256 = sha256;
    this.problems = List.copyOf(problems);
    this.name = name;
    this.symbols = List.copyOf(symbols);
    this.intraday = intraday;
    this.slices = slices;
  }

  /**
   * Reads a file.
   *
   * @param file daily bars, minute bars or trades, CSV, plain or gzip
   * @param only the symbols that are wanted; empty for all that the file has
   * @param calendar whose sessions the rows belong to
   * @throws FeedException where the file cannot be read, has no readable row or not these symbols
   */
  public static FileFeedSource open(Path file, Set<String> only, TradingCalendar calendar)
      throws FeedException {
    return open(file, FileMapping.NONE, only, calendar);
  }

  /**
   * Reads a file that is written as the mapping says.
   *
   * @param mapping with the symbol of a file that has no column for it
   * @throws FeedException see {@link #open(Path, Set, TradingCalendar)}; also where the mapping
   *     names a column that is not there
   */
  public static FileFeedSource open(
      Path file, FileMapping mapping, Set<String> only, TradingCalendar calendar)
      throws FeedException {
    Path fileName = file.getFileName();
    String name = fileName == null ? file.toString() : fileName.toString();
    try {
      MarketFile market = MarketFile.open(file, mapping);
      FileRows rows = new FileRows(market.kind(), name, calendar);
      Reading reading = new Reading(rows, only, market.hasSymbols());
      market.read(reading);
      reading.finish(file);
      return new FileFeedSource(
          name,
          reading.symbols,
          market.kind() != MarketFile.Kind.DAILY_BARS,
          rows.slices(),
          reading.problems,
          sha256(file) + written(market, mapping));
    } catch (MarketFileException e) {
      throw new FeedException(e.getMessage(), e);
    }
  }

  /** How the file is read, where it is not in Sluice's own columns; the same text on every run. */
  private static String written(MarketFile market, FileMapping mapping) {
    FileMapping used = market.hasSymbols() ? mapping.withSymbol(null) : mapping;
    return used.equals(FileMapping.NONE)
        ? ""
        : " columns=%s dates=%s zone=%s symbol=%s delimiter=%s header=%s"
            .formatted(
                new TreeMap<>(used.columns()),
                used.dateFormat(),
                used.zone(),
                used.symbol(),
                used.delimiter(),
                used.header());
  }

  /** A file that was changed between two starts is another feed: its rows have other places. */
  private static String sha256(Path file) throws FeedException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new FeedException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String identity() {
    return "file " + name + " sha256=" + sha256 + " symbols=" + String.join(",", symbols);
  }

  @Override
  public List<String> symbols() {
    return symbols;
  }

  @Override
  public boolean intraday() {
    return intraday;
  }

  @Override
  public List<String> problems() {
    return problems;
  }

  @Override
  public Iterator<FeedSlice> slices(Instant clock) {
    int first = 0;
    while (clock != null
        && first + 1 < slices.size()
        && !slices.get(first + 1).session().open().isAfter(clock)) {
      first++;
    }
    return slices.subList(first, slices.size()).iterator();
  }

  private static final class Reading implements MarketFile.RowHandler {
    private final FileRows rows;
    private final Set<String> only;

    /** Whether the rows name their symbols. */
    private final boolean named;

    private final Set<String> symbols = new TreeSet<>();
    private final Set<String> others = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private long rejected;

    private Reading(FileRows rows, Set<String> only, boolean named) {
      this.named = named;
      this.rows = rows;
      this.only = Set.copyOf(only);
    }

    @Override
    public void row(FileRow row) {
      if (only.isEmpty() || only.contains(row.symbol())) {
        symbols.add(row.symbol());
        rows.add(row);
      } else {
        others.add(row.symbol());
      }
    }

    @Override
    public void rejected(MarketFileException why, String rawLine) {
      if (!isWanted(rawLine)) {
        return;
      }
      rejected++;
      if (rejected <= LOGGED_ROWS) {
        LOG.warn("Row not read, it becomes a dead letter: {}", why.getMessage());
        problems.add(why.getMessage());
      }
      rows.addUnreadable(rawLine);
    }

    /** Of an unreadable line it is not known where its symbol is; any field may be it. */
    private boolean isWanted(String rawLine) {
      if (only.isEmpty() || !named) {
        return true;
      }
      for (String field : rawLine.split(",", -1)) {
        if (only.contains(field.strip())) {
          return true;
        }
      }
      return false;
    }

    private void finish(Path file) throws FeedException {
      if (rejected > LOGGED_ROWS) {
        LOG.warn("{}: {} rows in all were not read", file, rejected);
        problems.add("%s: %d rows in all were not read".formatted(file, rejected));
      }
      Set<String> missing = new TreeSet<>(only);
      missing.removeAll(symbols);
      if (!missing.isEmpty() && !(symbols.isEmpty() && others.isEmpty())) {
        Set<String> there = new TreeSet<>(symbols);
        there.addAll(others);
        throw new FeedException(
            "symbols: %s not in %s, expected some of %s"
                .formatted(String.join(",", missing), file, String.join(",", there)));
      }
      if (symbols.isEmpty()) {
        throw new FeedException(
            "%s: no row could be read%s"
                .formatted(file, problems.isEmpty() ? "" : "; " + problems.get(0)));
      }
    }
  }
}
