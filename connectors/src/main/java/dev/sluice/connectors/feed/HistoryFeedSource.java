package dev.sluice.connectors.feed;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A feed that begins with what its symbols did before it: daily bars that warm indicators and wake
 * no analyst, then the feed itself. History has no heartbeats, so it can only stand at the
 * beginning of a log; it is asked for when the log has no heartbeat yet and never again.
 */
public final class HistoryFeedSource implements FeedSource {
  /** Where the history is kept. */
  @FunctionalInterface
  public interface DailyHistory {
    /**
     * The session bars of these symbols that start before a time, in any order, at most one a
     * symbol and session.
     *
     * @throws IOException where it cannot be read
     */
    List<RawBar> before(List<String> symbols, Instant time) throws IOException;
  }

  private final FeedSource source;
  private final DailyHistory history;

  /**
   * A feed with a history.
   *
   * @param source what follows the history
   * @param history read once, when the feed begins
   */
  public HistoryFeedSource(FeedSource source, DailyHistory history) {
    this.source = source;
    this.history = history;
  }

  @Override
  public String name() {
    return source.name();
  }

  /**
   * That there is a history, not which: bars that are loaded later change no feed that has begun.
   */
  @Override
  public String identity() {
    return source.identity() + " with history";
  }

  @Override
  public List<String> symbols() {
    return source.symbols();
  }

  @Override
  public boolean intraday() {
    return source.intraday();
  }

  @Override
  public List<String> problems() {
    return source.problems();
  }

  /**
   * The slices in the order of time.
   *
   * @throws UncheckedIOException where the history is needed and cannot be read
   * @throws IllegalArgumentException where a bar of the history cannot be one
   */
  @Override
  public Iterator<FeedSlice> slices(Instant clock) {
    Iterator<FeedSlice> traded = source.slices(clock);
    if (clock != null || !traded.hasNext()) {
      return traded;
    }
    FeedSlice first = traded.next();
    Instant begin = first.session().open();
    if (!first.events().isEmpty()) {
      // A file may begin in the night before its first session.
      Instant event = Instant.ofEpochMilli(first.events().get(0).time());
      begin = event.isBefore(begin) ? event : begin;
    }
    return new Slices(read(begin), first, traded);
  }

  private NavigableMap<LocalDate, List<RawBar>> read(Instant begin) {
    NavigableMap<LocalDate, List<RawBar>> sessions = new TreeMap<>();
    try {
      for (RawBar bar : history.before(symbols(), begin)) {
        check(bar, begin);
        sessions.computeIfAbsent(bar.sessionDate(), date -> new ArrayList<>()).add(bar);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the history cannot be read: " + e.getMessage(), e);
    }
    Map<String, Integer> places = new HashMap<>();
    symbols().forEach(symbol -> places.put(symbol, places.size()));
    sessions
        .values()
        .forEach(bars -> bars.sort(Comparator.comparing(bar -> places.get(bar.symbol()))));
    return sessions;
  }

  private void check(RawBar bar, Instant begin) {
    boolean fits =
        bar.history()
            && bar.timeframe() == Timeframe.SESSION
            && bar.start().isBefore(begin)
            && symbols().contains(bar.symbol());
    if (!fits) {
      throw new IllegalArgumentException(
          "bar of the history: was %s, expected a session bar before %s of one of %s"
              .formatted(bar, begin, String.join(",", symbols())));
    }
  }

  /** Gives the history away session by session, so that it need not stay in memory. */
  private static final class Slices implements Iterator<FeedSlice> {
    private final NavigableMap<LocalDate, List<RawBar>> sessions;
    private final Iterator<FeedSlice> first;
    private final Iterator<FeedSlice> rest;

    private Slices(
        NavigableMap<LocalDate, List<RawBar>> sessions, FeedSlice first, Iterator<FeedSlice> rest) {
      this.sessions = sessions;
      this.first = Collections.singletonList(first).iterator();
      this.rest = rest;
    }

    @Override
    public boolean hasNext() {
      return !sessions.isEmpty() || first.hasNext() || rest.hasNext();
    }

    @Override
    public FeedSlice next() {
      Map.Entry<LocalDate, List<RawBar>> next = sessions.pollFirstEntry();
      if (next == null) {
        return first.hasNext() ? first.next() : rest.next();
      }
      RawBar bar = next.getValue().get(0);
      return new FeedSlice(
          new Session(next.getKey(), bar.start(), bar.end()),
          FeedSlice.Phase.HISTORY,
          next.getValue().stream().<FeedEvent>map(FeedEvent.OfBar::new).toList());
    }
  }
}
