package dev.sluice.connectors.feed;

import dev.sluice.connectors.simulated.SimulatedMarket;
import dev.sluice.domain.market.Session;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/** The simulated market as a feed: its daily history, then its sessions' ticks without end. */
public final class SimulatedFeedSource implements FeedSource {
  private final SimulatedMarket market;
  private final String identity;

  /** A feed of this market; the market must not be used elsewhere at the same time. */
  public SimulatedFeedSource(SimulatedMarket market) {
    this.market = market;
    this.identity = market.identity();
  }

  @Override
  public String name() {
    return SimulatedMarket.SOURCE;
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public List<String> symbols() {
    return market.symbols();
  }

  @Override
  public boolean intraday() {
    return true;
  }

  @Override
  public Iterator<FeedSlice> slices(Instant clock) {
    int first = 0;
    while (clock != null && !market.session(first + 1).open().isAfter(clock)) {
      first++;
    }
    return new Slices(first);
  }

  private FeedSlice slice(int index) {
    Session session = market.session(index);
    int history = market.historySessions();
    if (index < history) {
      List<FeedEvent> bars =
          market.history(index).stream().<FeedEvent>map(FeedEvent.OfBar::new).toList();
      boolean last = index == history - 1;
      return new FeedSlice(session, last ? FeedSlice.Phase.EVE : FeedSlice.Phase.HISTORY, bars);
    }
    List<FeedEvent> ticks =
        market.ticks(index).stream().<FeedEvent>map(FeedEvent.OfTick::new).toList();
    return new FeedSlice(session, FeedSlice.Phase.TRADED, ticks);
  }

  private final class Slices implements Iterator<FeedSlice> {
    private int index;

    private Slices(int first) {
      index = first;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public FeedSlice next() {
      return slice(index++);
    }
  }
}
