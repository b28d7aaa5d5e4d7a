package dev.sluice.domain.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The universe at a place of a log: the configured one, changed by what the log has said since. It
 * follows from that log alone; a second copy of a change makes no difference. Mutable, as large as
 * its symbols are many.
 */
public final class TradedSymbols {
  /** No edition is complete: the configured symbols are traded. */
  public static final long NONE = 0;

  /** Answers that are kept at hand at least, and for each symbol that is traded. */
  private static final int FEWEST_ANSWERS = 1 << 11;

  private static final int ANSWERS_PER_SYMBOL = 4;

  /**
   * What is asked for each tick of a symbol.
   *
   * @param calendar see {@link Calendars#codeOf}; 0 for the desk's own
   * @param tickSize smallest step of prices; 0 where it is not known
   */
  public record Traded(int calendar, double tickSize) {
    private static final Traded NAMED = new Traded(0, 0);

    /** What prices may be beside a step and still be on it: sources round, some to 32 bits. */
    private static final double TOLERANCE = 0.01;

    private static Traded of(Listing listing) {
      return listing == null
          ? NAMED
          : new Traded(Calendars.codeOf(listing.exchange()), listing.tickSize().doubleValue());
    }

    /**
     * Whether a price is on no step of the exchange. A trade may be in the middle between two, as
     * those at the midpoint of bid and ask are.
     */
    public boolean isOffTick(Tick tick) {
      return tickSize > 0
          && switch (tick.kind()) {
            case TRADE -> isOff(tick.price(), tickSize / 2);
            case QUOTE -> isOff(tick.bid(), tickSize) || isOff(tick.ask(), tickSize);
            case SPLIT -> false;
          };
    }

    private static boolean isOff(double price, double step) {
      double steps = price / step;
      return Math.abs(steps - Math.rint(steps)) > TOLERANCE;
    }
  }

  private final Map<String, Traded> traded = new HashMap<>();
  private final Map<String, UniverseChange> listed = new TreeMap<>();
  private long complete = NONE;

  /**
   * The last answers, by the asked symbol's hash: the symbol, and beside it in the processor's
   * cache what was found. No part of the state.
   */
  private Object[] answers;

  private int shift;

  /** The configured universe, before any change. */
  public TradedSymbols(Universe configured) {
    configured
        .symbols()
        .forEach(symbol -> traded.put(symbol, Traded.of(configured.listing(symbol))));
    forgetAnswers();
  }

  /**
   * The universe at the place of the log where its {@link #changes} were taken.
   *
   * @param configured what is traded as long as no edition is complete
   * @param complete see {@link #complete()}
   */
  public static TradedSymbols restore(
      Universe configured, long complete, List<UniverseChange> changes) {
    TradedSymbols symbols =
        new TradedSymbols(complete == NONE ? configured : Universe.named(List.of()));
    symbols.complete = complete;
    changes.forEach(symbols::put);
    return symbols;
  }

  /**
   * What is known of a symbol that is traded; null for any other, null too. Asked for each tick,
   * mostly with the object that was asked with before, so that its letters need not be compared.
   */
  @SuppressWarnings("ReferenceEquality")
  public Traded find(String symbol) {
    if (symbol == null) {
      return null;
    }
    int slot = 2 * ((symbol.hashCode() * 0x9E3779B9) >>> shift);
    if (answers[slot] == symbol) {
      return (Traded) answers[slot + 1];
    }
    Traded found = traded.get(symbol);
    answers[slot] = symbol;
    answers[slot + 1] = found;
    return found;
  }

  private void forgetAnswers() {
    int wanted = Math.max(FEWEST_ANSWERS, ANSWERS_PER_SYMBOL * traded.size());
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(wanted - 1);
    shift = Integer.SIZE - bits;
    answers = new Object[2 << bits];
  }

  /**
   * Takes the log's next change.
   *
   * @return why it cannot be, and then nothing has changed
   */
  public Optional<Rejection> take(UniverseChange change) {
    if (change.edition() <= 0) {
      return refuse("edition", change.edition(), "a number above 0");
    }
    if (change.edition() < complete) {
      return refuse("edition", change.edition(), "at least " + complete + ", which is complete");
    }
    return change.listing() == null ? end(change) : list(change);
  }

  private Optional<Rejection> list(UniverseChange change) {
    Optional<Rejection> impossible = change.listing().check();
    if (impossible.isPresent()) {
      return impossible;
    }
    UniverseChange before = listed.get(change.listing().symbol());
    if (before != null && before.edition() > change.edition()) {
      return refuse("edition", change.edition(), "at least " + before.edition());
    }
    put(change);
    return Optional.empty();
  }

  private void put(UniverseChange change) {
    listed.put(change.listing().symbol(), change);
    traded.put(change.listing().symbol(), Traded.of(change.listing()));
    forgetAnswers();
  }

  private Optional<Rejection> end(UniverseChange end) {
    long here = listed.values().stream().filter(c -> c.edition() == end.edition()).count();
    if (here != end.listings() || here == 0) {
      return refuse("listings", end.listings(), here + ", as many as came of " + end.edition());
    }
    listed.values().removeIf(change -> change.edition() < end.edition());
    traded.keySet().retainAll(listed.keySet());
    forgetAnswers();
    complete = end.edition();
    return Optional.empty();
  }

  private static Optional<Rejection> refuse(String field, long value, String expected) {
    return Optional.of(new Rejection(Listing.CODE, field, Long.toString(value), expected));
  }

  /** The last edition that is complete; {@link #NONE} where there is none. */
  public long complete() {
    return complete;
  }

  /** The listings that the log has said and that still hold, by symbol. */
  public List<UniverseChange> changes() {
    return new ArrayList<>(listed.values());
  }
}
