package dev.sluice.domain.market;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The symbols that are traded, in the order in which they were named. Immutable.
 *
 * <p>Of a symbol that was only named nothing else is known: it trades by the desk's calendar.
 */
public final class Universe implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Null where the symbol was only named. */
  private final LinkedHashMap<String, Listing> listings;

  private Universe(LinkedHashMap<String, Listing> listings) {
    this.listings = listings;
  }

  /** Symbols of which only the names are known. */
  public static Universe named(Collection<String> symbols) {
    LinkedHashMap<String, Listing> listings = new LinkedHashMap<>();
    symbols.forEach(symbol -> listings.put(Objects.requireNonNull(symbol), null));
    return new Universe(listings);
  }

  /**
   * Symbols with their listings.
   *
   * @param all of different symbols
   * @throws IllegalArgumentException where one cannot be, or a symbol is there twice
   */
  public static Universe listed(Collection<Listing> all) {
    LinkedHashMap<String, Listing> listings = new LinkedHashMap<>();
    for (Listing listing : all) {
      listing
          .check()
          .ifPresent(
              rejection -> {
                throw new IllegalArgumentException(listing.symbol() + ": " + rejection.message());
              });
      if (listings.put(listing.symbol(), listing) != null) {
        throw new IllegalArgumentException("symbol: " + listing.symbol() + " is there twice");
      }
    }
    return new Universe(listings);
  }

  /** All symbols. */
  public List<String> symbols() {
    return List.copyOf(listings.keySet());
  }

  /** What is known of them; symbols that were only named are left out. */
  public List<Listing> listings() {
    return listings.values().stream().filter(Objects::nonNull).toList();
  }

  /** The listing of a symbol; null where it is not there or was only named. */
  public Listing listing(String symbol) {
    return listings.get(symbol);
  }

  /** Whether a symbol is traded. */
  public boolean contains(String symbol) {
    return listings.containsKey(symbol);
  }

  /** This universe with the symbols of another, whose listings stand. */
  public Universe with(Universe more) {
    LinkedHashMap<String, Listing> all = new LinkedHashMap<>(listings);
    all.putAll(more.listings);
    return new Universe(all);
  }

  /**
   * What makes another universe of this one, a line for each symbol, for people: what was added,
   * what changed in which field, what was removed.
   */
  public List<String> differences(Universe later) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Listing> entry : later.listings.entrySet()) {
      Listing before = listings.get(entry.getKey());
      if (!contains(entry.getKey())) {
        lines.add("added " + entry.getKey());
      } else if (!Objects.equals(before, entry.getValue())) {
        lines.add("changed " + entry.getKey() + ": " + change(before, entry.getValue()));
      }
    }
    for (String symbol : listings.keySet()) {
      if (!later.contains(symbol)) {
        lines.add("removed " + symbol);
      }
    }
    return lines;
  }

  private static String change(Listing before, Listing after) {
    if (before == null || after == null) {
      return after == null ? "only its name is known now" : "only its name was known";
    }
    List<String> fields = new ArrayList<>();
    field(fields, "exchange", before.exchange(), after.exchange());
    field(fields, "currency", before.currency(), after.currency());
    field(fields, "category", before.category(), after.category());
    field(fields, "tick_size", plain(before.tickSize()), plain(after.tickSize()));
    field(fields, "lot_size", plain(before.lotSize()), plain(after.lotSize()));
    return String.join(", ", fields);
  }

  private static String plain(BigDecimal size) {
    return size.toPlainString();
  }

  private static void field(List<String> fields, String name, Object before, Object after) {
    if (!before.equals(after)) {
      fields.add(name + " " + before + " to " + after);
    }
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Universe other && listings.equals(other.listings);
  }

  @Override
  public int hashCode() {
    return listings.hashCode();
  }

  @Override
  public String toString() {
    return "universe of " + symbols();
  }
}
