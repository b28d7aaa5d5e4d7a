package dev.sluice.domain.trading;

import dev.sluice.domain.risk.BucketLimits;
import java.io.Serializable;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A part of an account's capital with limits of its own. An entry belongs to the first bucket of
 * its account that takes it, and so does the position that it makes, until that is closed.
 *
 * @param name of lower-case letters, digits, {@code _} and {@code -}
 * @param limits share, position and loss
 * @param symbols whose entries it takes; empty for all
 * @param strategies whose entries it takes; empty for all
 */
public record BucketConfig(
    String name, BucketLimits limits, Set<String> symbols, Set<String> strategies)
    implements Serializable {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,40}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException naming it and what was expected
   */
  public BucketConfig {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "bucket: name was '"
              + name
              + "', expected 1 to 40 of lower-case letters, digits, _ and -");
    }
    Objects.requireNonNull(limits, "limits");
    symbols = Set.copyOf(symbols);
    strategies = Set.copyOf(strategies);
  }

  /** True where it takes the symbol, whatever the strategy. */
  boolean takes(String symbol) {
    return symbols.isEmpty() || symbols.contains(symbol);
  }

  /** True where it takes what the strategy enters. */
  boolean takes(String symbol, String strategy) {
    return takes(symbol) && (strategies.isEmpty() || strategies.contains(strategy));
  }
}
