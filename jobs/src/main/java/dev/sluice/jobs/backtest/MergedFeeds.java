package dev.sluice.jobs.backtest;

import dev.sluice.connectors.feed.FeedEvent;
import dev.sluice.connectors.feed.FeedSlice;
import dev.sluice.connectors.feed.FeedSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** The events of several feeds in the order of time; of one time in the order of the feeds. */
final class MergedFeeds implements Iterator<FeedEvent> {
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparingLong(Head::time).thenComparingInt(head -> head.place));

  private static final class Head {
    private final int place;
    private final Iterator<FeedSlice> slices;
    private Iterator<FeedEvent> events = List.<FeedEvent>of().iterator();
    private FeedEvent next;

    Head(int place, FeedSource feed) {
      this.place = place;
      this.slices = feed.slices(null);
    }

    long time() {
      return next.time();
    }

    boolean advance() {
      while (!events.hasNext() && slices.hasNext()) {
        events = slices.next().events().iterator();
      }
      next = events.hasNext() ? events.next() : null;
      return next != null;
    }
  }

  MergedFeeds(List<FeedSource> feeds) {
    for (FeedSource feed : new ArrayList<>(feeds)) {
      Head head = new Head(heads.size(), feed);
      if (head.advance()) {
        heads.add(head);
      }
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public FeedEvent next() {
    Head first = heads.poll();
    if (first == null) {
      throw new NoSuchElementException("no event is left");
    }
    FeedEvent event = first.next;
    if (first.advance()) {
      heads.add(first);
    }
    return event;
  }
}
