package dev.sluice.operators.market;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;

/**
 * Valid market data of one symbol: a tick or a bar.
 *
 * @param symbol ticker
 * @param tick null where it is a bar
 * @param bar null where it is a tick
 * @param clock where the record is late but within the allowed lateness, what its partition's clock
 *     had passed when it came, epoch milliseconds, UTC; {@link #ON_TIME} otherwise
 * @param partition Kafka partition of the record
 * @param offset Kafka offset of the record
 */
public record MarketEvent(
    String symbol, Tick tick, RawBar bar, long clock, int partition, long offset) {
  /** The record was ahead of its partition's clock. */
  public static final long ON_TIME = Long.MIN_VALUE;

  public boolean isLate() {
    return clock != ON_TIME;
  }

  /** Whether bars are made of it. */
  public boolean isTradeOrBar() {
    return tick == null || tick.kind() == TickKind.TRADE;
  }
}
