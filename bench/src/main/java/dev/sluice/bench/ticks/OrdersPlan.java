package dev.sluice.bench.ticks;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Quotes and signals of one session, from a minute behind its open: the same plan always gives the
 * same. Event time runs as time does. Signals come at even distances, the first {@value #TRADED}
 * symbols in turn: an entry with a stop and a target far away, a round later an exit, so each
 * signal makes one order of its own. Immutable.
 */
public final class OrdersPlan {
  /** Of the strategy that signals. */
  public static final String STRATEGY = "bench";

  /** Symbols that are signalled, and so the most positions that are held at once. */
  static final int TRADED = 20;

  private static final long BEGIN = Instant.parse("2024-01-02T14:31:00Z").toEpochMilli();
  private static final long LONGEST = Duration.ofHours(6).toMillis();
  private static final double SECOND = Duration.ofSeconds(1).toMillis();

  private final int symbols;
  private final double rate;
  private final long quotes;
  private final long quotesASignal;
  private final String[] names;

  /**
   * @param symbols at least 1
   * @param rate quotes a second
   * @param quotes how many in all
   * @param signalsASecond at least 1; between two signals is at least a quote
   * @throws IllegalArgumentException where the session ends before the quotes
   */
  public OrdersPlan(int symbols, double rate, long quotes, int signalsASecond) {
    if (symbols < 1 || signalsASecond < 1 || rate < signalsASecond || quotes < 1) {
      throw new IllegalArgumentException(
          "symbols %d, signals a second %d, quotes a second %f, quotes %d: expected at least 1 of"
                  .formatted(symbols, signalsASecond, rate, quotes)
              + " each, and as many quotes as signals");
    }
    this.symbols = symbols;
    this.rate = rate;
    this.quotes = quotes;
    this.quotesASignal = (long) (rate / signalsASecond);
    this.names = IntStream.range(0, symbols).mapToObj("S%05d"::formatted).toArray(String[]::new);
    if (time(quotes) - BEGIN > LONGEST) {
      throw new IllegalArgumentException(
          "quotes: %d at %f a second, expected at most six hours of them".formatted(quotes, rate));
    }
  }

  /** Number of quotes. */
  public long quotes() {
    return quotes;
  }

  /** Quotes a second. */
  public double rate() {
    return rate;
  }

  /** Number of signals. */
  public long signals() {
    return (quotes - 1) / quotesASignal;
  }

  /** Event time of a quote, epoch milliseconds, UTC; never falls. */
  public long time(long n) {
    return BEGIN + (long) (n * SECOND / rate);
  }

  /** A quote of a symbol in turn, from 0 on: a cent wide, within a dollar of the symbol's price. */
  public Tick quote(long n) {
    int symbol = (int) (n % symbols);
    double bid = (price(symbol) + Long.hashCode(n * 0x9E3779B97F4A7C15L) % 100) / 100.0;
    return Tick.quote(
        name(symbol), n / symbols + 1, time(n), bid, 500, bid + 0.01, 500, "bench", true);
  }

  /** Whether a signal goes with a quote. */
  public boolean hasSignal(long n) {
    return n > 0 && n % quotesASignal == 0;
  }

  /** The signal that goes with a quote, at the quote's time; see {@link #hasSignal}. */
  public Signal signal(long n) {
    long number = n / quotesASignal - 1;
    int traded = Math.min(TRADED, symbols);
    int symbol = (int) (number % traded);
    boolean entry = number / traded % 2 == 0;
    BigDecimal price = BigDecimal.valueOf(price(symbol), 2);
    return new Signal(
        id(number),
        null,
        STRATEGY,
        name(symbol),
        entry ? SignalType.BUY : SignalType.EXIT,
        1,
        price,
        entry ? price.divide(BigDecimal.valueOf(2)) : null,
        entry ? price.multiply(BigDecimal.valueOf(2)) : null,
        Instant.ofEpochMilli(time(n)),
        null,
        null,
        null,
        Map.of(),
        true);
  }

  /** The id of a signal by its number, from 0 on. */
  public static String id(long number) {
    return "signal-" + number;
  }

  private static int price(int symbol) {
    return 5_000 + symbol % 400 * 25;
  }

  private String name(int symbol) {
    return names[symbol];
  }
}
