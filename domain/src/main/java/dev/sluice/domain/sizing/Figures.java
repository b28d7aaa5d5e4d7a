package dev.sluice.domain.sizing;

import java.math.BigDecimal;

/** Bounds of a model's own figures. */
final class Figures {
  private Figures() {}

  static void above(String name, BigDecimal value, BigDecimal bound) {
    if (value == null || value.compareTo(bound) <= 0) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected a figure above " + bound.toPlainString());
    }
  }

  static void atMost(String name, BigDecimal value, BigDecimal bound) {
    if (value.compareTo(bound) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected at most " + bound.toPlainString());
    }
  }
}
