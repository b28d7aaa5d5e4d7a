package dev.sluice.domain.performance;

/**
 * A figure, or why there is none. What is undefined is never 0, NaN or infinite.
 *
 * @param value finite; null where it is undefined
 * @param reason why it is undefined, for people; null where there is a value
 */
public record Metric(Double value, String reason) {
  static final String BEYOND_DOUBLES = "it is beyond the range of floating-point numbers";

  /**
   * One of the two.
   *
   * @throws IllegalArgumentException where both or neither are given, or the value is not finite
   */
  public Metric {
    if ((value == null) == (reason == null)) {
      throw new IllegalArgumentException(
          "metric: value %s and reason %s, expected exactly one of them".formatted(value, reason));
    }
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + ", expected a finite number");
    }
  }

  /** A figure; undefined where a computation has left the range of doubles. */
  public static Metric of(double value) {
    // Adding 0 turns a negative zero, which would print as -0.0, into a positive one.
    return Double.isFinite(value) ? new Metric(value + 0.0, null) : undefined(BEYOND_DOUBLES);
  }

  /** No figure, for this reason. */
  public static Metric undefined(String reason) {
    return new Metric(null, reason);
  }

  /** Whether there is a value. */
  public boolean isDefined() {
    return value != null;
  }
}
