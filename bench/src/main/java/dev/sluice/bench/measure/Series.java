package dev.sluice.bench.measure;

import java.util.Arrays;
import java.util.List;

/**
 * The counted repeats of one side, in the order in which they ran.
 *
 * @param values in the row's unit
 */
public record Series(List<Double> values) {
  /** The greatest spread at which a median is a number. */
  public static final double NOISE = 0.15;

  /**
   * @throws IllegalArgumentException where there is no value
   */
  public Series {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values: none, expected at least 1");
    }
    values = List.copyOf(values);
  }

  /** The value in the middle; of an even number the mean of the two. */
  public double median() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** (greatest − least) ÷ median. */
  public double spread() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return (sorted[sorted.length - 1] - sorted[0]) / median();
  }

  /** Whether the repeats differ by more than {@link #NOISE}; true too where the spread is NaN. */
  public boolean isNoisy() {
    return !(spread() <= NOISE);
  }

  /**
   * The median of the ratios of repeats that ran next to each other: what slows both down at one
   * time counts less than in the ratio of the medians.
   */
  public double pairedRatio(Series other) {
    double[] ratios = new double[Math.min(values.size(), other.values.size())];
    Arrays.setAll(ratios, i -> values.get(i) / other.values.get(i));
    return new Series(Arrays.stream(ratios).boxed().toList()).median();
  }
}
