package dev.sluice.operators.market;

import dev.sluice.domain.market.Bar;

/**
 * A bar and the exchange that it is of.
 *
 * @param bar the bar
 * @param calendar of the exchange's sessions, see {@link
 *     dev.sluice.domain.market.Calendars#codeOf}; 0 for the desk's own
 */
public record ExchangeBar(Bar bar, int calendar) {
  /** Ticker. */
  public String symbol() {
    return bar.symbol();
  }
}
