package dev.sluice.jobs.cli;

import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedSlice;
import dev.sluice.connectors.feed.FeedSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The sessions of a feed from one date to another, both included. */
final class DatedFeed implements FeedSource {
  private final FeedSource feed;
  private final List<FeedSlice> slices = new ArrayList<>();
  private final String dates;

  /**
   * @param from null for the first
   * @param to null for the last
   * @throws FeedException where nothing is left
   */
  DatedFeed(FeedSource feed, LocalDate from, LocalDate to) throws FeedException {
    this.feed = feed;
    this.dates = " from=" + from + " to=" + to;
    LocalDate first = null;
    LocalDate last = null;
    for (Iterator<FeedSlice> all = feed.slices(null); all.hasNext(); ) {
      FeedSlice slice = all.next();
      LocalDate date = slice.session().date();
      first = first == null ? date : first;
      last = date;
      if ((from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to))) {
        slices.add(slice);
      }
    }
    if (slices.isEmpty()) {
      throw new FeedException(
          "%s: no session from %s to %s, expected some of %s to %s"
              .formatted(
                  feed.name(),
                  from == null ? "its first" : from,
                  to == null ? "its last" : to,
                  first,
                  last));
    }
  }

  @Override
  public String name() {
    return feed.name();
  }

  @Override
  public String identity() {
    return feed.identity() + dates;
  }

  @Override
  public List<String> symbols() {
    return feed.symbols();
  }

  @Override
  public boolean intraday() {
    return feed.intraday();
  }

  @Override
  public List<String> problems() {
    return feed.problems();
  }

  @Override
  public Iterator<FeedSlice> slices(Instant clock) {
    return slices.stream()
        .filter(slice -> clock == null || !slice.session().close().isBefore(clock))
        .iterator();
  }
}
