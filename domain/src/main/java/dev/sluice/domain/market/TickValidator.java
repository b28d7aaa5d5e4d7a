package dev.sluice.domain.market;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which ticks and bars are possible at all. What is merely odd is not refused here. */
public final class TickValidator {
  /** Characters of a source's name. */
  public static final int LONGEST_SOURCE = 256;

  /**
   * Bounds of prices, quantities and split factors, far from all that is traded anywhere. Within
   * them no sum, product or quotient of a bar overflows or vanishes, so that what follows need not
   * ask again.
   */
  private static final double LEAST_PRICE = 1e-18;

  private static final double MOST_PRICE = 1e15;
  private static final double MOST_QUANTITY = 1e24;
  private static final double LEAST_SPLIT = 1e-6;
  private static final double MOST_SPLIT = 1e6;

  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final LocalDate FIRST_DATE = LocalDate.of(1900, 1, 1);
  private static final LocalDate END_DATE = LocalDate.of(2200, 1, 1);
  private static final int SECONDS_OF_DAY = 86_400;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST_SESSION = Duration.ofDays(1);

  /** How far a session's date may be from the day of UTC on which a bar of it starts. */
  private static final int MOST_DAYS_APART = 7;

  private final Set<String> universe;

  /**
   * @param universe symbols that are traded; ticks of others are refused
   */
  public TickValidator(Set<String> universe) {
    // Asked for every tick: a hash set answers faster than an immutable one, which probes linearly.
    this.universe = new HashSet<>(universe);
  }

  /**
   * Why a tick cannot be; empty where it can. A split is refused: a feed says it by a bar's split
   * factor, and the market job alone makes the tick.
   */
  public Optional<Rejection> check(Tick tick) {
    return check(tick, universe.contains(tick.symbol()));
  }

  /**
   * As {@link #check(Tick)}, for whoever knows the universe.
   *
   * @param traded whether its symbol is traded
   */
  public static Optional<Rejection> check(Tick tick, boolean traded) {
    if (tick.kind() == null) {
      return Optional.of(new Rejection("MALFORMED", "kind", "null", "TRADE or QUOTE"));
    }
    Optional<Rejection> symbol = checkSymbol(tick.symbol(), traded);
    if (symbol.isPresent()) {
      return symbol;
    }
    if (tick.eventTime() <= 0 || tick.eventTime() >= LATEST.toEpochMilli()) {
      return Optional.of(
          new Rejection(
              "BAD_TIME",
              "event_time",
              Long.toString(tick.eventTime()),
              "epoch milliseconds > 0 and before " + LATEST));
    }
    if (tick.source().length() > LONGEST_SOURCE) {
      return source(tick.source());
    }
    return switch (tick.kind()) {
      case SPLIT -> Optional.of(new Rejection("MALFORMED", "kind", "SPLIT", "TRADE or QUOTE"));
      case TRADE -> first(price("price", tick.price()), quantity("size", tick.size(), false));
      case QUOTE ->
          first(
              price("bid", tick.bid()),
              price("ask", tick.ask()),
              quantity("bid_size", tick.bidSize(), true),
              quantity("ask_size", tick.askSize(), true));
    };
  }

  /** Why a bar cannot be; empty where it can. */
  public Optional<Rejection> check(RawBar bar) {
    return check(bar, universe.contains(bar.symbol()));
  }

  /**
   * As {@link #check(RawBar)}, for whoever knows the universe.
   *
   * @param traded whether its symbol is traded
   */
  public static Optional<Rejection> check(RawBar bar, boolean traded) {
    Optional<Rejection> symbol = checkSymbol(bar.symbol(), traded);
    if (symbol.isPresent()) {
      return symbol;
    }
    Optional<Rejection> shape = checkShape(bar);
    if (shape.isPresent()) {
      return shape;
    }
    Optional<Rejection> figures =
        first(
            source(bar.source()),
            price("open", bar.open()),
            price("high", bar.high()),
            price("low", bar.low()),
            price("close", bar.close()),
            quantity("volume", bar.volume(), false),
            splitFactor(bar.splitFactor()),
            quantity("dividend", bar.dividend(), false));
    if (figures.isPresent()) {
      return figures;
    }
    if (bar.high() < bar.low()) {
      return Optional.of(
          new Rejection("HIGH_BELOW_LOW", "high", text(bar.high()), "at least low " + bar.low()));
    }
    return Optional.empty();
  }

  /**
   * Why a corporate action cannot be; empty where it can. One without a split and a dividend can:
   * it takes the place of one that was announced by mistake.
   */
  public Optional<Rejection> check(CorporateAction action) {
    return check(action, universe.contains(action.symbol()));
  }

  /**
   * As {@link #check(CorporateAction)}, for whoever knows the universe.
   *
   * @param traded whether its symbol is traded
   */
  public static Optional<Rejection> check(CorporateAction action, boolean traded) {
    Optional<Rejection> symbol = checkSymbol(action.symbol(), traded);
    if (symbol.isPresent()) {
      return symbol;
    }
    if (action.exDate() == null
        || action.exDate().isBefore(FIRST_DATE)
        || !action.exDate().isBefore(END_DATE)) {
      return Optional.of(
          new Rejection(
              "BAD_TIME",
              "ex_date",
              String.valueOf(action.exDate()),
              "a date from " + FIRST_DATE + " and before " + END_DATE));
    }
    if (!(action.splitFactor() >= LEAST_SPLIT && action.splitFactor() <= MOST_SPLIT)) {
      return Optional.of(
          new Rejection(
              "BAD_SPLIT_FACTOR",
              "split_factor",
              text(action.splitFactor()),
              range(LEAST_SPLIT, MOST_SPLIT) + ", 1 for no split"));
    }
    if (!(action.dividend() >= 0 && action.dividend() <= MOST_PRICE)) {
      return Optional.of(
          new Rejection(
              "BAD_DIVIDEND",
              "dividend",
              text(action.dividend()),
              range(0, MOST_PRICE) + ", 0 for no dividend"));
    }
    return source(action.source());
  }

  /** True for an instant that a market can have: every arithmetic on time is safe with it. */
  public static boolean isPlausible(Instant instant) {
    return instant != null && !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
  }

  private static Optional<Rejection> checkShape(RawBar bar) {
    if (bar.timeframe() != Timeframe.MINUTE && bar.timeframe() != Timeframe.SESSION) {
      return Optional.of(
          new Rejection(
              "MALFORMED", "timeframe", String.valueOf(bar.timeframe()), "MINUTE or SESSION"));
    }
    if (!isPlausible(bar.start()) || !isPlausible(bar.end())) {
      boolean start = !isPlausible(bar.start());
      return Optional.of(
          new Rejection(
              "BAD_TIME",
              start ? "start" : "end",
              String.valueOf(start ? bar.start() : bar.end()),
              "an instant from " + EARLIEST + " to " + LATEST));
    }
    if (!bar.start().isBefore(bar.end())) {
      return Optional.of(
          new Rejection(
              "BAD_TIME",
              "end",
              String.valueOf(bar.end()),
              "an instant after start " + bar.start()));
    }
    Duration longest = bar.timeframe() == Timeframe.MINUTE ? MINUTE : LONGEST_SESSION;
    if (Duration.between(bar.start(), bar.end()).compareTo(longest) > 0) {
      return Optional.of(
          new Rejection(
              "BAD_TIME", "end", bar.end().toString(), "at most " + longest + " after start"));
    }
    if (bar.sessionDate() == null) {
      return Optional.of(new Rejection("MALFORMED", "session_date", "null", "a date"));
    }
    long startDay = Math.floorDiv(bar.start().getEpochSecond(), SECONDS_OF_DAY);
    if (Math.abs(bar.sessionDate().toEpochDay() - startDay) > MOST_DAYS_APART) {
      return Optional.of(
          new Rejection(
              "BAD_TIME",
              "session_date",
              bar.sessionDate().toString(),
              "a date within " + MOST_DAYS_APART + " days of start " + bar.start()));
    }
    return Optional.empty();
  }

  /** It is kept with every open bar, as a text whose length has a bound. */
  private static Optional<Rejection> source(String name) {
    return name.length() <= LONGEST_SOURCE
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                "MALFORMED",
                "source",
                name.length() + " characters",
                "at most " + LONGEST_SOURCE + " characters"));
  }

  private static Optional<Rejection> checkSymbol(String symbol, boolean traded) {
    if (symbol == null || symbol.isBlank()) {
      return Optional.of(
          new Rejection("MALFORMED", "symbol", String.valueOf(symbol), "a ticker symbol"));
    }
    if (!traded) {
      return Optional.of(
          new Rejection("UNKNOWN_SYMBOL", "symbol", symbol, "a symbol of the universe"));
    }
    return Optional.empty();
  }

  private static Optional<Rejection> price(String field, double value) {
    return value >= LEAST_PRICE && value <= MOST_PRICE
        ? Optional.empty()
        : outside(field, value, LEAST_PRICE, MOST_PRICE);
  }

  private static Optional<Rejection> splitFactor(double value) {
    return value >= LEAST_SPLIT && value <= MOST_SPLIT
        ? Optional.empty()
        : outside("split_factor", value, LEAST_SPLIT, MOST_SPLIT);
  }

  private static Optional<Rejection> outside(String field, double value, double from, double to) {
    if (!Double.isFinite(value)) {
      return Optional.of(new Rejection("NOT_FINITE", field, text(value), "a finite number > 0"));
    }
    return Optional.of(
        value <= 0
            ? new Rejection("NON_POSITIVE_PRICE", field, text(value), "a finite number > 0")
            : new Rejection("MALFORMED", field, text(value), range(from, to)));
  }

  private static Optional<Rejection> quantity(String field, double value, boolean mayBeUnknown) {
    if (value >= 0 && value <= MOST_QUANTITY || mayBeUnknown && Double.isNaN(value)) {
      return Optional.empty();
    }
    if (!Double.isFinite(value)) {
      return Optional.of(new Rejection("NOT_FINITE", field, text(value), "a finite number >= 0"));
    }
    return Optional.of(
        value < 0
            ? new Rejection("NEGATIVE_SIZE", field, text(value), "a finite number >= 0")
            : new Rejection("MALFORMED", field, text(value), range(0, MOST_QUANTITY)));
  }

  private static String range(double from, double to) {
    return "a number from " + from + " to " + to;
  }

  @SafeVarargs
  private static Optional<Rejection> first(Optional<Rejection>... checks) {
    for (Optional<Rejection> check : checks) {
      if (check.isPresent()) {
        return check;
      }
    }
    return Optional.empty();
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "NaN or missing" : Double.toString(value);
  }
}
