package dev.sluice.operators.market;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;

/**
 * Valid market data of one symbol: a tick or a bar.
 *
 * @param symbol ticker
 * @param tick null where it is a bar
 * @param bar null where it is a tick
 */
public record MarketEvent(String symbol, Tick tick, RawBar bar) {}
