package dev.sluice.bench.measure;

import java.util.Map;

/**
 * One repeat of one side.
 *
 * @param value in the row's unit
 * @param facts what else was counted, by name
 */
public record Sample(double value, Map<String, Double> facts) {
  /** A value alone. */
  public static Sample of(double value) {
    return new Sample(value, Map.of());
  }
}
