package dev.sluice.domain.sizing;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sizing models by their text: a name, behind a colon its figure, behind commas its parameters.
 *
 * <pre>
 * confidence:0.10              equity × 0.10 × confidence (the default)
 * fixed:100                    100 shares
 * percent:10                   10 % of equity
 * volatility:0.15,window=20    15 % a year; cap=1 is the largest fraction of equity
 * kelly:0.5,cap=0.2            half Kelly, at most a fifth of equity
 * conviction                   the house's table on a tenth of equity
 * conviction:0.2,-1=50,0=0,1=50   another slot and table
 * </pre>
 */
public final class SizingModels {
  /** The names. */
  public static final List<String> NAMES =
      List.of("confidence", "fixed", "percent", "volatility", "kelly", "conviction");

  private static final String EXPECTED =
      "expected one of confidence:0.10, fixed:100, percent:10, volatility:0.15,window=20,"
          + " kelly:0.5,cap=0.2, conviction";

  private final String text;
  private final String name;
  private final String figure;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private SizingModels(String text) {
    this.text = text;
    String[] head = text.strip().split(":", 2);
    name = head[0].strip();
    String[] parts = head.length == 1 ? new String[0] : head[1].split(",", -1);
    figure = parts.length == 0 ? null : parts[0].strip();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      if (pair.length < 2 || parameters.put(pair[0].strip(), pair[1].strip()) != null) {
        throw refused("'" + parts[i].strip() + "'", "parameters as name=value, each once");
      }
    }
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException naming the text, what is wrong with it and what was expected
   */
  public static SizingModel parse(String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("sizing: was '" + text + "', " + EXPECTED);
    }
    SizingModels parsed = new SizingModels(text);
    SizingModel model;
    try {
      model = parsed.model();
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith("sizing: ")
          ? e
          : new IllegalArgumentException("sizing: '" + text + "': " + e.getMessage(), e);
    }
    if (!parsed.parameters.isEmpty()) {
      throw parsed.refused(
          "parameter '" + parsed.parameters.keySet().iterator().next() + "'",
          "none that " + parsed.name + " does not have");
    }
    return model;
  }

  private SizingModel model() {
    return switch (name) {
      case "confidence" -> new ConfidenceShare(figure());
      case "fixed" -> new FixedQuantity(figure());
      case "percent" -> new PercentOfEquity(figure());
      case "volatility" ->
          new VolatilityTarget(figure(), whole("window", "20"), parameter("cap", "1"));
      case "kelly" -> new KellyFraction(figure(), parameter("cap", "0.2"));
      case "conviction" -> conviction();
      default -> throw new IllegalArgumentException("sizing: was '" + text + "', " + EXPECTED);
    };
  }

  private SizingModel conviction() {
    BigDecimal slot = figure == null ? ConvictionTable.DEFAULT.slot() : figure();
    if (parameters.isEmpty()) {
      return new ConvictionTable(slot, ConvictionTable.DEFAULT.percents());
    }
    TreeMap<BigDecimal, BigDecimal> rows = new TreeMap<>();
    parameters.forEach(
        (key, value) -> rows.put(decimal("conviction", key), decimal("row " + key, value)));
    parameters.clear();
    return new ConvictionTable(slot, rows);
  }

  private BigDecimal figure() {
    return decimal(name, figure == null ? "" : figure);
  }

  private BigDecimal parameter(String key, String otherwise) {
    String value = parameters.remove(key);
    return decimal(key, value == null ? otherwise : value);
  }

  private int whole(String key, String otherwise) {
    String value = parameters.remove(key);
    try {
      return Integer.parseInt(value == null ? otherwise : value);
    } catch (NumberFormatException e) {
      throw refused(key + " '" + value + "'", "a whole number");
    }
  }

  private BigDecimal decimal(String field, String value) {
    try {
      return new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw refused(field + " '" + value + "'", "a decimal");
    }
  }

  private IllegalArgumentException refused(String what, String expected) {
    return new IllegalArgumentException(
        "sizing: '%s': %s is wrong, expected %s".formatted(text, what, expected));
  }
}
