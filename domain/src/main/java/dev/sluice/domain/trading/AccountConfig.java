package dev.sluice.domain.trading;

import dev.sluice.domain.risk.RiskLimits;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A paper account: what it follows and what it may do.
 *
 * @param name of the account, its key everywhere
 * @param strategies whose signals it trades; empty for all
 * @param symbols its universe; empty for all
 * @param initialCash in the account's currency
 * @param positionShare fraction of equity that a signal of full confidence is given
 * @param limits what stands between a decision and an order
 * @param costs of the paper venue
 */
public record AccountConfig(
    String name,
    Set<String> strategies,
    Set<String> symbols,
    BigDecimal initialCash,
    BigDecimal positionShare,
    RiskLimits limits,
    ExecutionCosts costs)
    implements Serializable {

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
    if (positionShare == null || positionShare.signum() <= 0) {
      throw new IllegalArgumentException(
          "positionShare is " + positionShare + ", expected a fraction above 0");
    }
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(costs, "costs");
    strategies = Set.copyOf(strategies);
    symbols = Set.copyOf(symbols);
  }

  /** An account on all symbols with the default limits and costs and 10 % of equity a position. */
  public static AccountConfig paper(String name, List<String> strategies, BigDecimal initialCash) {
    return new AccountConfig(
        name,
        Set.copyOf(strategies),
        Set.of(),
        initialCash,
        new BigDecimal("0.10"),
        RiskLimits.DEFAULT,
        ExecutionCosts.DEFAULT);
  }

  /** True where the account trades this strategy. */
  public boolean follows(String strategy) {
    return strategies.isEmpty() || strategies.contains(strategy);
  }

  /** True where the symbol is of the account's universe. */
  public boolean trades(String symbol) {
    return symbols.isEmpty() || symbols.contains(symbol);
  }
}
