package dev.sluice.bench.ticks;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TradingCalendar;
import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ticks that a run is of: the same plan always gives the same ticks. Trades of New York
 * sessions from 2024-01-02 on, every symbol equally often, in the order of time. Immutable.
 */
public final class TickPlan implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final LocalDate BEFORE_FIRST = LocalDate.of(2024, 1, 1);
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** A prime, so that each round visits every symbol once, in an order that is no sequence. */
  private static final long STRIDE = 7919;

  private final int symbols;
  private final int ticksPerBar;
  private final int barsPerSession;
  private final long[] minutes;
  private final String[] names;
  private final int sessions;
  private final int weeks;
  private final long end;

  /**
   * @param symbols number of symbols, at least 1
   * @param ticksPerBar trades of a symbol in a minute, at least 1
   * @param ticks how many in all at least; rounded up to whole minutes
   */
  public TickPlan(int symbols, int ticksPerBar, long ticks) {
    this(symbols, ticksPerBar, ticks, Integer.MAX_VALUE);
  }

  /**
   * @param barsPerSession trade only in that many minutes of a session, from its open
   * @throws IllegalArgumentException where a number is below 1, or symbols a multiple of 7919
   */
  public TickPlan(int symbols, int ticksPerBar, long ticks, int barsPerSession) {
    if (symbols < 1 || ticksPerBar < 1 || ticks < 1 || barsPerSession < 1) {
      throw new IllegalArgumentException(
          "symbols %d, ticks a bar %d, ticks %d, bars a session %d: expected at least 1 of each"
              .formatted(symbols, ticksPerBar, ticks, barsPerSession));
    }
    if (symbols % STRIDE == 0) {
      throw new IllegalArgumentException("symbols " + symbols + ": expected no multiple of 7919");
    }
    this.symbols = symbols;
    this.ticksPerBar = ticksPerBar;
    this.barsPerSession = barsPerSession;
    this.names = IntStream.range(0, symbols).mapToObj("S%05d"::formatted).toArray(String[]::new);
    long perMinute = (long) symbols * ticksPerBar;
    this.minutes = new long[Math.toIntExact((ticks + perMinute - 1) / perMinute)];
    TradingCalendar calendar = Calendars.of("NYSE");
    List<Session> traded = fill(calendar);
    this.sessions = traded.size();
    this.weeks =
        (int) traded.stream().map(s -> calendar.lastOfWeek(s.date()).date()).distinct().count();
    LocalDate last = traded.get(traded.size() - 1).date();
    this.end = calendar.lastOfWeek(last).close().toEpochMilli();
  }

  private List<Session> fill(TradingCalendar calendar) {
    List<Session> traded = new ArrayList<>();
    Session session = calendar.next(BEFORE_FIRST);
    int filled = 0;
    while (filled < minutes.length) {
      traded.add(session);
      long open = session.open().toEpochMilli();
      long inSession = (session.close().toEpochMilli() - open) / MINUTE;
      long bars = Math.min(inSession, barsPerSession);
      for (int i = 0; i < bars && filled < minutes.length; i++) {
        minutes[filled++] = open + i * MINUTE;
      }
      session = calendar.next(session.date());
    }
    return traded;
  }

  /** The symbols' tickers. */
  public List<String> symbols() {
    return List.of(names);
  }

  /** Number of ticks. */
  public long ticks() {
    return (long) minutes.length * symbols * ticksPerBar;
  }

  /** Number of minute bars that the ticks make. */
  public long minuteBars() {
    return (long) minutes.length * symbols;
  }

  /** Number of session bars that the ticks make. */
  public long sessionBars() {
    return (long) sessions * symbols;
  }

  /** Number of weekly bars that the ticks make. */
  public long weekBars() {
    return (long) weeks * symbols;
  }

  /** Close of the last trading week, epoch milliseconds, UTC. */
  public long end() {
    return end;
  }

  /** Event time of a tick, epoch milliseconds, UTC; never falls. */
  public long time(long n) {
    long perMinute = (long) symbols * ticksPerBar;
    long inMinute = n % perMinute;
    return minutes[(int) (n / perMinute)] + inMinute * MINUTE / perMinute;
  }

  /** The place of a tick's symbol in {@link #symbols()}. */
  public int symbolOf(long n) {
    long round = n / symbols;
    return (int) ((n % symbols * STRIDE + round * 31) % symbols);
  }

  /**
   * A tick.
   *
   * @param n from 0 to below {@link #ticks()}
   */
  public Tick tick(long n) {
    int symbol = symbolOf(n);
    long noise = mix(n);
    double price = (5_000 + symbol % 400 * 25 + (noise & 0xFF)) / 100.0;
    double size = 1 + (noise >>> 8) % 400;
    return Tick.trade(names[symbol], n / symbols + 1, time(n), price, size, "bench", true);
  }

  /** What the plan is, for people. */
  public String describe() {
    return "%,d trades of %,d symbols, %d a minute bar, %,d session(s) from %s"
        .formatted(
            ticks(),
            symbols,
            ticksPerBar,
            sessions,
            LocalDate.ofInstant(java.time.Instant.ofEpochMilli(minutes[0]), ZoneOffset.UTC));
  }

  /** The finalizer of SplitMix64: evenly spread bits that follow from the number alone. */
  private static long mix(long n) {
    long z = (n + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
