package dev.sluice.connectors.simulated;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A market that is made up: seeded and reproducible, in the exchange's real sessions. The same
 * seed, calendar and dates give the same prices on every Java platform; nothing is read from the
 * clock. Any session can be generated without the ticks of those before it.
 *
 * <p>A daily process (regimes, clustering volatility, sectors, jumps) gives each symbol's open and
 * close; a session's ticks are a bridge between them. Prices are in dollars, rounded to cents, and
 * scaled so that the close before the first traded session looks like the symbol's. Not safe for
 * several threads.
 */
public final class SimulatedMarket {
  /** Source name of every tick and bar of this market. */
  public static final String SOURCE = "simulated";

  /**
   * History before the first traded session: 200 trading weeks and some, so that the weekly SMA 200
   * is known from the first session on.
   */
  public static final int DEFAULT_HISTORY_SESSIONS = 1100;

  /** The first traded session where nothing else is asked for; fixed, so that runs are equal. */
  public static final LocalDate DEFAULT_FIRST_SESSION = LocalDate.of(2025, 1, 6);

  private static final int SECONDS_PER_EVENT = 5;

  /** Room for the ticks of a symbol in a session; about 5,000 are used. */
  private static final long SEQUENCES_PER_SESSION = 1_000_000;

  private static final double RANGE_OF_DEVIATION = 0.35;
  private static final double SHARES_PER_TRADE_LOT = 80;
  private static final double TRADES = 0.4;

  private final long seed;
  private final List<String> symbols;
  private final TradingCalendar calendar;
  private final DailyProcess process;
  private final int historySessions;

  /** All sessions from the first of the history on, as far as they were asked for. */
  private final List<Session> sessions = new ArrayList<>();

  /** What is added to a symbol's path to make it the logarithm of a price. */
  private final Map<String, Double> level = new HashMap<>();

  /**
   * A market.
   *
   * @param seed gives the whole market
   * @param symbols tickers, each once; a ticker that is not known gets its character from its name
   * @param firstSession date of the first traded session; where it is none, the next one is
   * @param historySessions number of sessions before it that there are daily bars of
   * @throws IllegalArgumentException naming the argument that is wrong
   */
  public SimulatedMarket(
      long seed,
      List<String> symbols,
      TradingCalendar calendar,
      LocalDate firstSession,
      int historySessions) {
    if (symbols.isEmpty() || new HashSet<>(symbols).size() != symbols.size()) {
      throw new IllegalArgumentException(
          "symbols: was " + symbols + ", expected at least one symbol, each once");
    }
    if (historySessions < 0) {
      throw new IllegalArgumentException(
          "historySessions: was " + historySessions + ", expected 0 or more");
    }
    this.seed = seed;
    this.symbols = symbols.stream().sorted().toList();
    this.calendar = calendar;
    this.historySessions = historySessions;
    Session first = calendar.next(firstSession.minusDays(1));
    sessions.add(first);
    for (int i = 0; i < historySessions; i++) {
      sessions.add(calendar.previous(sessions.get(i).date()));
    }
    Collections.reverse(sessions);
    process = new DailyProcess(seed, this.symbols);
    for (String symbol : this.symbols) {
      double anchor = historySessions == 0 ? 0 : process.day(symbol, historySessions - 1).close();
      level.put(symbol, StrictMath.log(Instrument.of(symbol).price()) - anchor);
    }
  }

  /** All that the prices depend on, as text: markets of equal identity have equal ticks. */
  public String identity() {
    return "%s seed=%d calendar=%s first=%s history=%d symbols=%s"
        .formatted(
            SOURCE,
            seed,
            calendar.name(),
            sessions.get(historySessions).date(),
            historySessions,
            String.join(",", symbols));
  }

  /** The symbols, in their natural order. */
  public List<String> symbols() {
    return symbols;
  }

  public TradingCalendar calendar() {
    return calendar;
  }

  /** The number of sessions before the first traded one. */
  public int historySessions() {
    return historySessions;
  }

  /**
   * A session.
   *
   * @param index from 0, the first of the history; {@link #historySessions()} is the first traded
   */
  public Session session(int index) {
    while (sessions.size() <= index) {
      sessions.add(calendar.next(sessions.get(sessions.size() - 1).date()));
    }
    return sessions.get(index);
  }

  /**
   * The daily bars of a session of the history, one a symbol in the order of symbols.
   *
   * @param index from 0 to {@link #historySessions()} - 1
   * @return marked as history, except those of the last session, which are there to be acted upon
   */
  public List<RawBar> history(int index) {
    if (index < 0 || index >= historySessions) {
      throw new IndexOutOfBoundsException(
          "index: was " + index + ", expected 0 to " + (historySessions - 1));
    }
    return symbols.stream().map(symbol -> dailyBar(symbol, index)).toList();
  }

  /**
   * The trades and quotes of a traded session.
   *
   * @param index from {@link #historySessions()} on
   * @return ordered by time, symbol and sequence; the first of each symbol at the open, the last,
   *     its closing print, exactly at the close
   */
  public List<Tick> ticks(int index) {
    if (index < historySessions) {
      throw new IndexOutOfBoundsException(
          "index: was " + index + ", expected " + historySessions + " or more");
    }
    List<Tick> ticks = new ArrayList<>();
    for (String symbol : symbols) {
      ticks.addAll(ticks(symbol, index));
    }
    ticks.sort(
        Comparator.comparingLong(Tick::eventTime)
            .thenComparing(Tick::symbol)
            .thenComparingLong(Tick::sequence));
    return ticks;
  }

  /** The price that is the exponential of this, in whole cents, at least one. */
  static long cents(double logPrice) {
    return Math.max(1, Math.round(100 * StrictMath.exp(logPrice)));
  }

  private List<Tick> ticks(String symbol, int index) {
    return SessionTicks.generate(
        symbol,
        session(index),
        day(symbol, index),
        SeededRandom.of(seed, "ticks " + symbol, index),
        (index - historySessions + 1) * SEQUENCES_PER_SESSION,
        (int) Math.rint(events(index) * activity(symbol, index)));
  }

  private DailyProcess.Day day(String symbol, int index) {
    DailyProcess.Day path = process.day(symbol, index);
    double add = level.get(symbol);
    return new DailyProcess.Day(path.open() + add, path.close() + add, path.deviation());
  }

  private double events(int index) {
    Session session = session(index);
    long millis = session.close().toEpochMilli() - session.open().toEpochMilli();
    return millis / (1000.0 * SECONDS_PER_EVENT);
  }

  /** How busy a symbol's day is; 1 on average. */
  private double activity(String symbol, int index) {
    double shock = SeededRandom.of(seed, "activity " + symbol, index).gaussian();
    return StrictMath.exp(0.2 * shock - 0.02);
  }

  private RawBar dailyBar(String symbol, int index) {
    DailyProcess.Day day = day(symbol, index);
    SeededRandom random = SeededRandom.of(seed, "bar " + symbol, index);
    double range = RANGE_OF_DEVIATION * day.deviation();
    double high = Math.max(day.open(), day.close()) + range * Math.abs(random.gaussian());
    double low = Math.min(day.open(), day.close()) - range * Math.abs(random.gaussian());
    double shares = SHARES_PER_TRADE_LOT * Instrument.of(symbol).lots();
    double volume = Math.rint(events(index) * activity(symbol, index) * TRADES * shares);
    Session session = session(index);
    return new RawBar(
        symbol,
        Timeframe.SESSION,
        session.open(),
        session.close(),
        session.date(),
        cents(day.open()) / 100.0,
        cents(high) / 100.0,
        cents(low) / 100.0,
        cents(day.close()) / 100.0,
        volume,
        1,
        0,
        SOURCE,
        true,
        index < historySessions - 1);
  }
}
