package dev.sluice.domain.indicator;

import dev.sluice.domain.market.Bar;

/**
 * A closed bar with its indicators.
 *
 * @param bar prices as traded, never adjusted
 * @param indicators of prices adjusted for every split up to and including this bar, on the scale
 *     of this bar's own prices; a later split does not change what was said here
 */
public record IndicatedBar(Bar bar, IndicatorSnapshot indicators) {}
