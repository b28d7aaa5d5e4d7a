package dev.sluice.connectors.feed;

import dev.sluice.connectors.files.DailyRow;
import dev.sluice.connectors.files.FileRow;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MinuteRow;
import dev.sluice.connectors.files.TradeRow;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.wire.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of a file on their way to be slices: timed, sorted, made events, cut by sessions. */
final class FileRows {
  private static final Logger LOG = LoggerFactory.getLogger(FileRows.class);

  /** A row with its place: exactly one of event, trade and line is set. */
  private record Entry(long time, String symbol, FeedEvent event, TradeRow trade, String line) {}

  private final String topic;
  private final String source;
  private final TradingCalendar calendar;
  private final List<Entry> entries = new ArrayList<>();

  /** Unreadable lines at the top of the file, which have no row before them to take a time from. */
  private final List<String> leading = new ArrayList<>();

  private long outsideSessions;

  FileRows(MarketFile.Kind kind, String source, TradingCalendar calendar) {
    this.topic = kind == MarketFile.Kind.TRADES ? Topics.TICKS : Topics.BARS_RAW;
    this.source = source;
    this.calendar = calendar;
  }

  void add(FileRow row) {
    Entry entry;
    if (row instanceof DailyRow daily) {
      entry = daily(daily);
    } else if (row instanceof MinuteRow minute) {
      FeedEvent event = new FeedEvent.OfBar(minute.toBar(calendar.dateOf(minute.start()), source));
      entry = new Entry(event.time(), row.symbol(), event, null, null);
    } else {
      TradeRow trade = (TradeRow) row;
      entry = new Entry(trade.time().toEpochMilli(), row.symbol(), null, trade, null);
    }
    leading.forEach(line -> entries.add(new Entry(entry.time(), "", null, null, line)));
    leading.clear();
    entries.add(entry);
  }

  void addUnreadable(String line) {
    if (entries.isEmpty()) {
      leading.add(line);
    } else {
      entries.add(new Entry(entries.get(entries.size() - 1).time(), "", null, null, line));
    }
  }

  List<FeedSlice> slices() {
    if (outsideSessions > 0) {
      LOG.warn(
          "{}: {} rows have a date that is no session of {}, they become dead letters",
          source,
          outsideSessions,
          calendar.name());
    }
    // The sort is stable: rows of one symbol and time stay in the file's order.
    entries.sort(Comparator.comparingLong(Entry::time).thenComparing(Entry::symbol));
    List<FeedSlice> slices = new ArrayList<>();
    Map<String, Long> sequences = new HashMap<>();
    List<FeedEvent> events = new ArrayList<>();
    Session session = null;
    Instant next = Instant.MIN;
    for (Entry entry : entries) {
      Instant time = Instant.ofEpochMilli(entry.time());
      if (!time.isBefore(next)) {
        events = cut(slices, session, events);
        session = lastOpenedAt(time);
        next = calendar.next(session.date()).open();
      }
      events.add(event(entry, sequences));
    }
    List<FeedEvent> rest = cut(slices, session, events);
    if (!rest.isEmpty()) {
      addRest(slices, session, rest);
    }
    return slices;
  }

  /**
   * Events after the last session that the file has belong to it; a file of nights has one slice.
   */
  private static void addRest(List<FeedSlice> slices, Session session, List<FeedEvent> rest) {
    if (slices.isEmpty()) {
      slices.add(new FeedSlice(session, FeedSlice.Phase.TRADED, rest));
    } else {
      slices.get(slices.size() - 1).events().addAll(rest);
    }
  }

  /**
   * Ends a slice. Events of which none lies within the session, as at the start of a file that
   * begins at night, go to the next slice, so that no session is shown that the file has not.
   *
   * @return the list for the next slice's events
   */
  private static List<FeedEvent> cut(
      List<FeedSlice> slices, Session session, List<FeedEvent> events) {
    boolean within =
        events.stream()
            .anyMatch(
                e ->
                    e.time() >= session.open().toEpochMilli()
                        && e.time() <= session.close().toEpochMilli());
    if (!within) {
      return events;
    }
    slices.add(new FeedSlice(session, FeedSlice.Phase.TRADED, events));
    return new ArrayList<>();
  }

  private Session lastOpenedAt(Instant time) {
    Optional<Session> today = calendar.session(calendar.dateOf(time));
    return today
        .filter(session -> !session.open().isAfter(time))
        .orElseGet(() -> calendar.previous(calendar.dateOf(time)));
  }

  private FeedEvent event(Entry entry, Map<String, Long> sequences) {
    if (entry.event() != null) {
      return entry.event();
    }
    if (entry.trade() == null) {
      return new FeedEvent.Unreadable(topic, entry.time(), entry.symbol(), entry.line());
    }
    TradeRow trade = entry.trade();
    return new FeedEvent.OfTick(
        Tick.trade(
            trade.symbol(),
            sequences.merge(trade.symbol(), 1L, Long::sum),
            entry.time(),
            trade.price(),
            trade.size(),
            source,
            false));
  }

  private Entry daily(DailyRow row) {
    Optional<Session> session = calendar.session(row.date());
    if (session.isEmpty()) {
      outsideSessions++;
      if (outsideSessions == 1) {
        LOG.warn(
            "{}:{}: date was '{}', expected a session of {}",
            source,
            row.line(),
            row.date(),
            calendar.name());
      }
      long time = calendar.previous(row.date()).close().toEpochMilli() + 1;
      return new Entry(time, row.symbol(), null, null, text(row));
    }
    FeedEvent event = new FeedEvent.OfBar(row.toBar(session.get(), source));
    return new Entry(event.time(), row.symbol(), event, null, null);
  }

  private static String text(DailyRow row) {
    StringBuilder text = new StringBuilder(row.symbol()).append(',').append(row.date());
    double[] numbers = {
      row.open(), row.high(), row.low(), row.close(), row.volume(), row.adjClose(), row.dividend()
    };
    for (double number : numbers) {
      text.append(',').append(plain(number));
    }
    return text.append(',').append(plain(row.splitFactor())).toString();
  }

  private static String plain(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : "";
  }
}
