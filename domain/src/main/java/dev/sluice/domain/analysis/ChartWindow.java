package dev.sluice.domain.analysis;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Timeframe;
import java.util.List;

/**
 * The bars that a chart shows, oldest first, on one price scale: earlier bars and their indicators
 * are adjusted for the splits that came later in the window.
 *
 * @param symbol ticker
 * @param timeframe SESSION or WEEK
 * @param bars at least one where it is drawn; a request's weekly window has none before the first
 *     week has closed
 * @param simulated true where the prices are not a market's
 */
public record ChartWindow(
    String symbol, Timeframe timeframe, List<IndicatedBar> bars, boolean simulated) {}
