package dev.sluice.connectors.feed;

import dev.sluice.domain.market.Session;
import java.util.List;

/**
 * The part of a feed that belongs to one session: all events from its open to before the next
 * slice's.
 *
 * @param session whose slice it is
 * @param phase what the session is there for
 * @param events ordered by time, symbol and the source's own order; the same on every run. What is
 *     not traded has at most one event a symbol, in the order of {@link FeedSource#symbols()}: the
 *     symbol is then the event's place, whatever other symbols have on that day
 */
public record FeedSlice(Session session, Phase phase, List<FeedEvent> events) {
  /** What a session is there for. */
  public enum Phase {
    /** Warms indicators only. */
    HISTORY,
    /** The last session of the history: its close is acted upon, but it is not traded. */
    EVE,
    /** Traded from open to close. */
    TRADED
  }
}
