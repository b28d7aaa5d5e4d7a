package dev.sluice.connectors.feed;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/** Where a feed's events come from. The same source gives the same slices on every run. */
public interface FeedSource {
  /** The name that its ticks and bars carry as their source. */
  String name();

  /** What makes the feed this feed and no other: two feeds of the same text have equal events. */
  String identity();

  /** The symbols, its universe. */
  List<String> symbols();

  /** True where it has events within sessions, false where it has one bar a session. */
  boolean intraday();

  /**
   * The slices in the order of time.
   *
   * @param clock slices that ended before this time are left out: the first one given is the last
   *     that opened at or before it; null for all
   */
  Iterator<FeedSlice> slices(Instant clock);

  /** What could not be read of it, a line each for people; it becomes dead letters. */
  default List<String> problems() {
    return List.of();
  }
}
