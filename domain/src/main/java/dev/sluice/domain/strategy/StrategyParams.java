package dev.sluice.domain.strategy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parameters of a strategy, as texts by name. Errors name the parameter and its value. */
public final class StrategyParams {
  private final String strategy;
  private final Map<String, String> values;
  private final Set<String> asked = new TreeSet<>();

  /**
   * @param strategy whose they are, for messages
   */
  public StrategyParams(String strategy, Map<String, String> values) {
    this.strategy = strategy;
    this.values = new TreeMap<>(values);
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException where it is none or outside of the bounds, both included
   */
  public int integer(String name, int byDefault, int least, int most) {
    String text = ask(name);
    if (text == null) {
      return byDefault;
    }
    try {
      int value = Integer.parseInt(text.trim());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw unexpected(name, text, "a whole number from " + least + " to " + most, e);
    }
    throw unexpected(name, text, "a whole number from " + least + " to " + most, null);
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException where it is none or outside of the bounds, both included
   */
  public double number(String name, double byDefault, double least, double most) {
    String text = ask(name);
    if (text == null) {
      return byDefault;
    }
    try {
      double value = Double.parseDouble(text.trim());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw unexpected(name, text, "a number from " + least + " to " + most, e);
    }
    throw unexpected(name, text, "a number from " + least + " to " + most, null);
  }

  /**
   * To be called when all parameters have been asked for.
   *
   * @throws IllegalArgumentException where there is one that nobody has asked for
   */
  public void requireNoOthers() {
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        throw unexpected(
            entry.getKey(),
            entry.getValue(),
            asked.isEmpty() ? "no parameter" : "one of " + String.join(", ", asked),
            null);
      }
    }
  }

  private String ask(String name) {
    asked.add(name);
    return values.get(name);
  }

  private IllegalArgumentException unexpected(
      String name, String value, String expected, Exception cause) {
    return new IllegalArgumentException(
        "parameter " + name + " of " + strategy + " is '" + value + "', expected " + expected,
        cause);
  }
}
