package dev.sluice.jobs.history;

import dev.sluice.connectors.feed.HistoryFeedSource;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a history holds of a feed's symbols, as bars that warm indicators and wake no analyst. */
public final class WarmUp implements HistoryFeedSource.DailyHistory {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Opens a history when it is needed. */
  @FunctionalInterface
  public interface Opener {
    /** Opens it; the caller closes it. */
    HistoryStore open() throws IOException;
  }

  private final Opener opener;
  private final TradingCalendar calendar;

  /**
   * A warm-up.
   *
   * @param calendar whose sessions the bars belong to; a bar of another date is left out
   */
  public WarmUp(Opener opener, TradingCalendar calendar) {
    this.opener = opener;
    this.calendar = calendar;
  }

  /**
   * The session bars before a time.
   *
   * @throws IOException where the history cannot be read or has nothing of these symbols
   */
  @Override
  public List<RawBar> before(List<String> symbols, Instant time) throws IOException {
    List<RawBar> bars = new ArrayList<>();
    // Bars of one day share its session, of which there are some thousands.
    Map<LocalDate, Optional<Session>> sessions = new HashMap<>();
    int last = calendar.dateOf(time).getYear();
    try (HistoryStore store = opener.open()) {
      for (String symbol : symbols) {
        int before = bars.size();
        for (int year : store.years(symbol)) {
          if (year <= last) {
            for (HistoryBar bar : store.year(symbol, year)) {
              sessions
                  .computeIfAbsent(bar.date(), calendar::session)
                  .filter(session -> session.open().isBefore(time))
                  .ifPresent(session -> bars.add(rawBar(bar, session)));
            }
          }
        }
        if (bars.size() == before) {
          LOG.warn("{}: there is no history before {}", symbol, time);
        }
      }
    }
    if (bars.isEmpty()) {
      throw new HistoryException(
          "there is none of %s before %s; ./sluice backfill loads it"
              .formatted(String.join(",", symbols), time),
          null);
    }
    LOG.info("{} bars of history before {}", bars.size(), time);
    return bars;
  }

  private static RawBar rawBar(HistoryBar bar, Session session) {
    return new RawBar(
        bar.symbol(),
        Timeframe.SESSION,
        session.open(),
        session.close(),
        bar.date(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.splitFactor(),
        bar.dividend(),
        bar.source(),
        false,
        true);
  }
}
