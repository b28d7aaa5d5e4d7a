package dev.sluice.bench.measure;

/**
 * What a ratio, and where it is said also the first side's value, should be.
 *
 * @param least of the ratio; NaN for no such bound
 * @param most of the ratio; NaN for no such bound
 * @param mostValue of the first side's median, in its unit; NaN for no such bound
 */
public record Target(double least, double most, double mostValue) {
  /** A ratio of at least this. */
  public static Target atLeast(double least) {
    return new Target(least, Double.NaN, Double.NaN);
  }

  /** A ratio of at most this. */
  public static Target atMost(double most) {
    return new Target(Double.NaN, most, Double.NaN);
  }

  /** A ratio of at most this, and a value of the first side of at most that. */
  public static Target atMost(double most, double mostValue) {
    return new Target(Double.NaN, most, mostValue);
  }

  /** A value of the first side of at most this, whatever the ratio. */
  public static Target valueAtMost(double mostValue) {
    return new Target(Double.NaN, Double.NaN, mostValue);
  }

  /** Whether it is reached. */
  public boolean isMet(double ratio, double value) {
    return !(ratio < least) && !(ratio > most) && !(value > mostValue);
  }

  /** For people. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    if (!Double.isNaN(least)) {
      text.append("ratio at least ").append(number(least));
    }
    if (!Double.isNaN(most)) {
      text.append("ratio at most ").append(number(most));
    }
    if (!Double.isNaN(mostValue)) {
      text.append(text.isEmpty() ? "" : ", ").append("value at most ").append(number(mostValue));
    }
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
