package dev.sluice.domain.risk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The limits of an account, each with what its value looks like and its default. */
public enum RiskLimit {
  /** Largest value of one position, as a fraction of equity. */
  MAX_POSITION_SHARE(Kind.FIGURE, "0.10"),
  /** Largest value of one order, in the account's currency. */
  MAX_NOTIONAL(Kind.FIGURE, "100000"),
  /** Loss since the day's start, as a fraction of the equity then, at which entries are denied. */
  MAX_DAILY_LOSS(Kind.FIGURE, "0.025"),
  /** Fall from the peak, as a fraction of the peak, at which entries are denied. */
  MAX_DRAWDOWN(Kind.FIGURE, "0.08"),
  /** True where a sale may open a short position. Fixed while the account lives. */
  ALLOW_SHORT(Kind.FLAG, "false"),
  /** Smallest tradable quantity and its step, in shares. Fixed while the account lives. */
  LOT_SIZE(Kind.FIGURE, "1"),
  /** Largest sum of the absolute values of positions and working entries, a fraction of equity. */
  MAX_GROSS_EXPOSURE(Kind.FIGURE, "1"),
  /** Largest difference of long and short, either way, as a fraction of equity. */
  MAX_NET_EXPOSURE(Kind.FIGURE, "1"),
  /** Largest quantity of one order, in shares. */
  MAX_ORDER_QUANTITY(Kind.FIGURE, "1000000"),
  /** How far an order's price may be from the last trade, as a fraction of that. */
  PRICE_COLLAR(Kind.FIGURE, "0.10"),
  /** How old the last quote may be, event time. */
  MAX_QUOTE_AGE(Kind.DURATION, "PT24H"),
  /** Orders of every kind that may be made within {@link #ORDER_WINDOW}. */
  MAX_ORDERS(Kind.COUNT, "1000"),
  /** The rolling window of {@link #MAX_ORDERS}, event time; at most {@link #LONGEST_WINDOW}. */
  ORDER_WINDOW(Kind.WINDOW, "PT1M"),
  /** How long an entry of the same symbol, side and quantity is a duplicate; PT0S for never. */
  DUPLICATE_WINDOW(Kind.DURATION, "PT1S"),
  /** True where entries are denied outside the sessions; otherwise they wait for the next. */
  OPEN_MARKET_ONLY(Kind.FLAG, "false"),
  /** Symbols that may not be entered at all. */
  RESTRICTED(Kind.SYMBOLS, ""),
  /** Symbols that may not be sold short. */
  HARD_TO_BORROW(Kind.SYMBOLS, ""),
  /** Symbols whose trading is halted: not entered until they are taken off the list. */
  HALTED(Kind.SYMBOLS, "");

  /** Orders are remembered for as long, so that a longer window counts what was made before it. */
  public static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  /** Before the point, and behind it. */
  private static final int MOST_DIGITS = 18;

  /** What a value looks like. */
  private enum Kind {
    FIGURE("a decimal above 0"),
    COUNT("a whole number above 0"),
    DURATION("a duration like PT30S, not below 0"),
    WINDOW("a duration like PT30S, above 0 and at most PT1H"),
    FLAG("true or false"),
    SYMBOLS("symbols separated by commas, or nothing");

    private final String expected;

    Kind(String expected) {
      this.expected = expected;
    }
  }

  private final Kind kind;
  private final String standard;

  RiskLimit(Kind kind, String standard) {
    this.kind = kind;
    this.standard = standard;
  }

  /** Its name in files and controls, for example {@code max_position_share}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True where a control may change it while the account lives. */
  public boolean changeable() {
    return this != ALLOW_SHORT && this != LOT_SIZE;
  }

  /** What its value has to be, for people. */
  public String expected() {
    return kind.expected;
  }

  Object standard() {
    return value(kind, standard);
  }

  /**
   * The limit of a name.
   *
   * @throws IllegalArgumentException where there is none, with all that there are
   */
  public static RiskLimit of(String key) {
    for (RiskLimit limit : values()) {
      if (limit.key().equals(key)) {
        return limit;
      }
    }
    throw new IllegalArgumentException("limit: was '" + key + "', expected one of " + keys());
  }

  /** All names, separated by commas. */
  public static String keys() {
    return Arrays.stream(values()).map(RiskLimit::key).collect(Collectors.joining(", "));
  }

  /**
   * A value from its text.
   *
   * @throws IllegalArgumentException naming the limit, the text and what was expected
   */
  Object parse(String text) {
    try {
      if (text != null) {
        return value(kind, text.strip());
      }
    } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
      throw refused(text, e);
    }
    throw refused(null, null);
  }

  private IllegalArgumentException refused(Object value, Exception cause) {
    return new IllegalArgumentException(
        key() + ": was '" + value + "', expected " + kind.expected, cause);
  }

  private static Object value(Kind kind, String text) {
    Object value =
        switch (kind) {
          case FIGURE -> new BigDecimal(text);
          case COUNT -> Integer.valueOf(text);
          case DURATION, WINDOW -> Duration.parse(text);
          case FLAG -> flag(text);
          case SYMBOLS -> symbols(Arrays.asList(text.split(",")));
        };
    boolean possible =
        !(value instanceof BigDecimal figure && (figure.signum() <= 0 || !writable(figure)))
            && !(value instanceof Integer count && count <= 0)
            // Kept as milliseconds, as event times are.
            && !(value instanceof Duration duration && !possible(kind, duration));
    if (!possible) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  /**
   * True for what a sum, or the figure in plain digits, is of a size that one can keep:
   * 1E+999999999 is a short text and a figure of a gigabyte.
   */
  static boolean writable(BigDecimal figure) {
    return figure.scale() <= MOST_DIGITS && figure.precision() - figure.scale() <= MOST_DIGITS;
  }

  private static boolean possible(Kind kind, Duration duration) {
    long millis = duration.toMillis();
    return kind == Kind.WINDOW
        ? millis > 0 && duration.compareTo(LONGEST_WINDOW) <= 0
        : millis >= 0;
  }

  private static Boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return Boolean.valueOf(text);
  }

  private static Collection<String> symbols(Collection<String> names) {
    TreeSet<String> symbols = new TreeSet<>();
    for (String name : names) {
      if (!name.isBlank()) {
        symbols.add(name.strip());
      }
    }
    return Collections.unmodifiableSortedSet(symbols);
  }

  /** The text that {@link #parse} reads as the value. */
  static String text(Object value) {
    if (value instanceof BigDecimal figure) {
      return figure.toPlainString();
    }
    return value instanceof Collection<?> symbols
        ? symbols.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }
}
