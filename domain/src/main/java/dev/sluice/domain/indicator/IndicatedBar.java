package dev.sluice.domain.indicator;

import dev.sluice.domain.market.Bar;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A closed bar with its indicators.
 *
 * @param bar prices as traded, never adjusted
 * @param indicators of prices adjusted for every split up to and including this bar, on the scale
 *     of this bar's own prices; a later split does not change what was said here
 * @param custom values of the indicators that configuration adds, by name, sorted by it, on the
 *     same scale; one that is not there yet, or is not a number, is absent. Empty where none is
 *     configured and in records of before there were such; null becomes empty
 */
public record IndicatedBar(Bar bar, IndicatorSnapshot indicators, Map<String, Double> custom) {
  public IndicatedBar {
    custom =
        custom == null || custom.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new TreeMap<>(custom));
  }

  /** A bar without custom indicators. */
  public IndicatedBar(Bar bar, IndicatorSnapshot indicators) {
    this(bar, indicators, Map.of());
  }
}
