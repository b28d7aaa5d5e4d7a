package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model and its parameters as a person writes them: {@code name:first,key=value,…}, where all but
 * the name may be missing; a bare figure is the first parameter of a model without a name.
 */
final class Spec {
  private static final BigDecimal ONE = BigDecimal.ONE;

  private final String field;
  private final String text;
  private final String expected;
  private final String name;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private Spec(String field, String text, String expected, String unnamed, String firstKey) {
    this.field = field;
    this.text = text == null ? "" : text.strip();
    this.expected = expected;
    if (this.text.isEmpty()) {
      throw wrong();
    }
    int colon = this.text.indexOf(':');
    boolean bare = colon < 0 && Character.isDigit(this.text.charAt(0));
    name = bare ? unnamed : colon < 0 ? this.text : this.text.substring(0, colon);
    if (bare || colon >= 0) {
      readParameters(bare ? this.text : this.text.substring(colon + 1), firstKey);
    }
  }

  /**
   * Takes a text apart.
   *
   * @param field what is configured, for messages
   * @param expected the forms that are allowed, for messages
   * @param unnamed model that a bare figure stands for
   * @param firstKey parameter that may be written without its name
   * @throws IllegalArgumentException naming field, text and what was expected
   */
  static Spec parse(String field, String text, String expected, String unnamed, String firstKey) {
    return new Spec(field, text, expected, unnamed, firstKey);
  }

  private void readParameters(String list, String firstKey) {
    String[] parts = list.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0 && i > 0) {
        throw wrong();
      }
      String key = equals < 0 ? firstKey : parts[i].substring(0, equals).strip();
      String value = parts[i].substring(equals + 1).strip();
      if (value.isEmpty() || parameters.put(key, value) != null) {
        throw wrong();
      }
    }
  }

  String name() {
    return name;
  }

  /** A parameter as it is written; null where it is missing. */
  String text(String key) {
    return parameters.remove(key);
  }

  /**
   * A figure of 0 or more; {@code missing} where it is not given, and an error where that is null.
   */
  BigDecimal figure(String key, String missing) {
    String value = parameters.remove(key);
    if (value == null && missing == null) {
      throw new IllegalArgumentException(
          field + " is '" + text + "' without '" + key + "', expected " + expected);
    }
    return decimal(key, value == null ? missing : value);
  }

  /** A figure of 0 or more; null where it is not given. */
  BigDecimal figureOrNull(String key) {
    String value = parameters.remove(key);
    return value == null ? null : decimal(key, value);
  }

  /** A figure above 0 and at most 1; {@code missing} where it is not given. */
  BigDecimal fraction(String key, String missing) {
    BigDecimal value = figure(key, missing);
    if (value.signum() == 0 || value.compareTo(ONE) > 0) {
      throw new IllegalArgumentException(
          field + " has " + key + " '" + value + "', expected a fraction above 0 and at most 1");
    }
    return value;
  }

  BigDecimal decimal(String key, String value) {
    BigDecimal figure;
    try {
      figure = new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          field + " has " + key + " '" + value + "', expected a figure of 0 or more", e);
    }
    if (figure.signum() < 0) {
      throw new IllegalArgumentException(
          field + " has " + key + " '" + value + "', expected a figure of 0 or more");
    }
    return figure;
  }

  /** A time in milliseconds, written with its unit: {@code 250ms}, {@code 2s}, {@code 1m}. */
  long millis(String key) {
    String value = parameters.remove(key);
    if (value != null && value.matches("\\d{1,9}(ms|s|m)")) {
      long figure = Long.parseLong(value.replaceAll("\\D", ""));
      return value.endsWith("ms") ? figure : value.endsWith("s") ? figure * 1000 : figure * 60_000;
    }
    throw new IllegalArgumentException(
        field + " has " + key + " '" + value + "', expected a time such as 250ms, 2s or 1m");
  }

  /** The model, once nothing is left that it does not know. */
  <T> T done(T model) {
    if (!parameters.isEmpty()) {
      throw new IllegalArgumentException(
          field
              + " is '"
              + text
              + "' with unknown '"
              + parameters.keySet().iterator().next()
              + "', expected "
              + expected);
    }
    return model;
  }

  IllegalArgumentException wrong() {
    return new IllegalArgumentException(field + " is '" + text + "', expected " + expected);
  }
}
