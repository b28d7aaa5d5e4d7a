package dev.sluice.bench.measure;

import java.util.List;

/**
 * One number that does not depend on speed, and what it may be at most.
 *
 * @param row for example P9
 * @param what it is, for people
 * @param value in the unit
 * @param unit of value and bound
 * @param most what the target allows
 * @param remarks what else is to be known
 */
public record Figure(
    String row, String what, double value, String unit, double most, List<String> remarks)
    implements Result {
  /** What the figure says of the target. */
  public String verdict() {
    return value <= most ? "met" : "missed";
  }
}
