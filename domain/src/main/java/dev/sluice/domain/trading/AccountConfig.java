package dev.sluice.domain.trading;

import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.ConfidenceShare;
import dev.sluice.domain.sizing.SizingModel;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A paper account: what it follows and what it may do.
 *
 * @param name of the account, its key everywhere
 * @param strategies whose signals it trades; empty for all
 * @param symbols its universe; empty for all
 * @param initialCash in the account's currency
 * @param sizing how much an entry buys or sells
 * @param limits what stands between a decision and an order, as the account begins with; a control
 *     may change them
 * @param costs of the paper venue
 * @param buckets parts of the capital with limits of their own, the first that takes an entry has
 *     it; empty for one capital
 * @param patterns what is looked for in what happens to the account, and what follows when it is
 *     met, as the account begins with; a control may change it
 * @param venue where its orders are executed: {@value #PAPER} for the paper venue inside the job,
 *     any other name for one outside that a connector speaks to
 */
public record AccountConfig(
    String name,
    Set<String> strategies,
    Set<String> symbols,
    BigDecimal initialCash,
    SizingModel sizing,
    RiskLimits limits,
    ExecutionCosts costs,
    List<BucketConfig> buckets,
    PatternSettings patterns,
    String venue)
    implements Serializable {
  /** The paper venue inside the job. */
  public static final String PAPER = "PAPER";

  private static final BigDecimal SHARE = new BigDecimal("0.10");

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException naming the field and its value
   */
  public AccountConfig {
    if (name == null || name.isBlank() || name.equals("*")) {
      throw new IllegalArgumentException(
          "name is '" + name + "', expected the name of one account");
    }
    if (initialCash == null || initialCash.signum() <= 0) {
      throw new IllegalArgumentException(
          "initialCash is " + initialCash + ", expected a figure above 0");
    }
    Objects.requireNonNull(sizing, "sizing");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(costs, "costs");
    Objects.requireNonNull(patterns, "patterns");
    strategies = Set.copyOf(strategies);
    symbols = Set.copyOf(symbols);
    buckets = List.copyOf(buckets);
    if (venue == null || venue.isBlank()) {
      throw new IllegalArgumentException(
          "venue is '" + venue + "', expected " + PAPER + " or the name of a venue");
    }
    checkNames(buckets);
    checkShares(buckets.stream().map(bucket -> bucket.limits().share()).toList());
  }

  /** An account at the paper venue inside the job that no pattern is looked for in. */
  public AccountConfig(
      String name,
      Set<String> strategies,
      Set<String> symbols,
      BigDecimal initialCash,
      SizingModel sizing,
      RiskLimits limits,
      ExecutionCosts costs,
      List<BucketConfig> buckets) {
    this(
        name,
        strategies,
        symbols,
        initialCash,
        sizing,
        limits,
        costs,
        buckets,
        PatternSettings.OFF,
        PAPER);
  }

  /** An account of one capital that gives a signal of full confidence a share of the equity. */
  public AccountConfig(
      String name,
      Set<String> strategies,
      Set<String> symbols,
      BigDecimal initialCash,
      BigDecimal positionShare,
      RiskLimits limits,
      ExecutionCosts costs) {
    this(
        name,
        strategies,
        symbols,
        initialCash,
        new ConfidenceShare(positionShare),
        limits,
        costs,
        List.of());
  }

  /** An account on all symbols with the default limits and costs and 10 % of equity a position. */
  public static AccountConfig paper(String name, List<String> strategies, BigDecimal initialCash) {
    return new AccountConfig(
        name,
        Set.copyOf(strategies),
        Set.of(),
        initialCash,
        SHARE,
        RiskLimits.DEFAULT,
        ExecutionCosts.DEFAULT);
  }

  /** This account with another sizing. */
  public AccountConfig with(SizingModel otherSizing) {
    return copy(otherSizing, limits, buckets, patterns, venue);
  }

  /** This account with other limits. */
  public AccountConfig with(RiskLimits otherLimits) {
    return copy(sizing, otherLimits, buckets, patterns, venue);
  }

  /** This account with its capital in buckets. */
  public AccountConfig with(List<BucketConfig> otherBuckets) {
    return copy(sizing, limits, otherBuckets, patterns, venue);
  }

  /** This account with other patterns. */
  public AccountConfig with(PatternSettings otherPatterns) {
    return copy(sizing, limits, buckets, otherPatterns, venue);
  }

  /** This account with its orders executed elsewhere. */
  public AccountConfig at(String otherVenue) {
    return copy(sizing, limits, buckets, patterns, otherVenue);
  }

  private AccountConfig copy(
      SizingModel itsSizing,
      RiskLimits itsLimits,
      List<BucketConfig> itsBuckets,
      PatternSettings itsPatterns,
      String itsVenue) {
    return new AccountConfig(
        name,
        strategies,
        symbols,
        initialCash,
        itsSizing,
        itsLimits,
        costs,
        itsBuckets,
        itsPatterns,
        itsVenue);
  }

  /** True where a venue outside the job executes its orders. */
  public boolean remote() {
    return !venue.equals(PAPER);
  }

  private static void checkNames(List<BucketConfig> buckets) {
    Set<String> names = new HashSet<>();
    for (BucketConfig bucket : buckets) {
      if (!names.add(bucket.name())) {
        throw new IllegalArgumentException(
            "bucket: name was '" + bucket.name() + "' twice, expected once");
      }
    }
  }

  /** Buckets never have more than there is. */
  static void checkShares(List<BigDecimal> shares) {
    BigDecimal sum = shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "share: was " + sum.toPlainString() + " for all buckets together, expected at most 1");
    }
  }

  /** True where the account trades this strategy. */
  public boolean follows(String strategy) {
    return strategies.isEmpty() || strategies.contains(strategy);
  }

  /** True where the symbol is of the account's universe. */
  public boolean trades(String symbol) {
    return symbols.isEmpty() || symbols.contains(symbol);
  }

  /** The bucket that an entry belongs to; empty where there is none. */
  Optional<BucketConfig> bucket(String symbol, String strategy) {
    return buckets.stream().filter(bucket -> bucket.takes(symbol, strategy)).findFirst();
  }
}
