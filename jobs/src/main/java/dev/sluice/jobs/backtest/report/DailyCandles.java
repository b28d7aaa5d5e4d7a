package dev.sluice.jobs.backtest.report;

import dev.sluice.connectors.feed.FeedEvent;
import dev.sluice.connectors.feed.FeedSlice;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was read of a symbol, a candle a session, on the scale of the last one: earlier prices are
 * divided by the splits since. Nothing is checked here, so that what was refused is seen too; what
 * is outside of sessions is left out.
 */
final class DailyCandles {
  private final NavigableMap<LocalDate, Candle> candles = new TreeMap<>();
  private final NavigableMap<LocalDate, Double> splits = new TreeMap<>();

  /** Prices of a session as they were traded. */
  record Candle(double open, double high, double low, double close) {
    private Candle with(Candle later) {
      return new Candle(open, Math.max(high, later.high), Math.min(low, later.low), later.close);
    }

    private Candle dividedBy(double factor) {
      return new Candle(open / factor, high / factor, low / factor, close / factor);
    }

    private boolean isDrawable() {
      return Double.isFinite(open + high + low + close);
    }
  }

  /** Of some symbols of feeds. */
  static Map<String, DailyCandles> of(List<FeedSource> feeds, Set<String> symbols) {
    Map<String, DailyCandles> found = new TreeMap<>();
    for (FeedSource feed : feeds) {
      for (Iterator<FeedSlice> slices = feed.slices(null); slices.hasNext(); ) {
        FeedSlice slice = slices.next();
        for (FeedEvent event : slice.events()) {
          if (symbols.contains(event.symbol())) {
            found
                .computeIfAbsent(event.symbol(), symbol -> new DailyCandles())
                .add(event, slice.session());
          }
        }
      }
    }
    return found;
  }

  private void add(FeedEvent event, Session session) {
    if (event instanceof FeedEvent.OfAction announced) {
      split(announced.action().exDate(), announced.action().splitFactor());
    } else if (event instanceof FeedEvent.OfBar of) {
      RawBar bar = of.bar();
      split(bar.sessionDate(), bar.splitFactor());
      if (isWithin(session, bar.start().toEpochMilli())) {
        add(session.date(), new Candle(bar.open(), bar.high(), bar.low(), bar.close()));
      }
    } else if (event instanceof FeedEvent.OfTick of) {
      Tick tick = of.tick();
      double price = tick.kind() == TickKind.QUOTE ? (tick.bid() + tick.ask()) / 2 : tick.price();
      if (tick.kind() != TickKind.SPLIT && isWithin(session, tick.eventTime())) {
        add(session.date(), new Candle(price, price, price, price));
      }
    }
  }

  private static boolean isWithin(Session session, long time) {
    return time >= session.open().toEpochMilli() && time < session.close().toEpochMilli();
  }

  private void split(LocalDate date, double factor) {
    if (factor != 1 && factor > 0 && Double.isFinite(factor)) {
      splits.put(date, factor);
    }
  }

  private void add(LocalDate date, Candle candle) {
    if (candle.isDrawable()) {
      candles.merge(date, candle, Candle::with);
    }
  }

  /** The sessions in order. */
  List<LocalDate> dates() {
    return new ArrayList<>(candles.keySet());
  }

  /** The candle of a session on the scale of the last one; null where there is none. */
  Candle candle(LocalDate date) {
    Candle candle = candles.get(date);
    return candle == null ? null : candle.dividedBy(since(date));
  }

  /** Shares of the last scale for one share of a date: the splits behind it. */
  private double since(LocalDate date) {
    double factor = 1;
    for (double split : splits.tailMap(date, false).values()) {
      factor *= split;
    }
    return factor;
  }

  /** Whether a split lies behind the first session. */
  boolean isAdjusted() {
    return !candles.isEmpty() && since(candles.firstKey()) != 1;
  }
}
