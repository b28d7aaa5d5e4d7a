package dev.sluice.bench.measure;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Two sides measured in turn, and what a target says of their ratio.
 *
 * @param row for example P1
 * @param what is compared, for people
 * @param unit of the values
 * @param first name of the side above the line
 * @param firstValues its repeats
 * @param second name of the side below the line
 * @param secondValues its repeats
 * @param target what the ratio, or the first side's value, should be
 * @param othersCpu part of all processors that others took while this was measured; NaN where it is
 *     not known
 * @param remarks what else is to be known: what shares the processors, what was not measured
 */
public record Comparison(
    String row,
    String what,
    String unit,
    String first,
    Series firstValues,
    String second,
    Series secondValues,
    Target target,
    double othersCpu,
    List<String> remarks)
    implements Result {

  /** Whether one of the sides differs too much from repeat to repeat. */
  public boolean isNoisy() {
    return firstValues.isNoisy() || secondValues.isNoisy();
  }

  /** Median of the first side ÷ median of the second; empty where there is too much noise. */
  public OptionalDouble ratio() {
    return isNoisy()
        ? OptionalDouble.empty()
        : OptionalDouble.of(firstValues.median() / secondValues.median());
  }

  /** Median of the ratios of neighbouring repeats; empty where there is too much noise. */
  public OptionalDouble pairedRatio() {
    return isNoisy()
        ? OptionalDouble.empty()
        : OptionalDouble.of(firstValues.pairedRatio(secondValues));
  }

  /** What the figures say of the target. */
  public String verdict() {
    OptionalDouble ratio = ratio();
    if (ratio.isEmpty()) {
      return "too noisy";
    }
    return target.isMet(ratio.getAsDouble(), firstValues.median()) ? "met" : "missed";
  }
}
