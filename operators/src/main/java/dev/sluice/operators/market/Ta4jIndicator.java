package dev.sluice.operators.market;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/**
 * An indicator of Ta4j by its name, computed on exactly the last {@code warmup} bars: what it says
 * of a bar depends on them alone, and not on when the job was started again.
 *
 * <p>Immutable. The constructor of the indicator is looked up where it is used, so that this can
 * travel to a TaskManager.
 */
public final class Ta4jIndicator implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String EXAMPLE = "[{ta4j: CCIIndicator, params: [20], warmup: 60}]";
  private static final Set<String> KEYS = Set.of("ta4j", "params", "warmup", "name");
  private static final int MOST_BARS = 10_000;

  private final String name;
  private final String type;
  private final ArrayList<Double> params;
  private final int warmup;
  private transient Constructor<?> constructor;

  /**
   * An indicator.
   *
   * @param name what its values are called in the output
   * @param type simple name of its class in a package of {@code org.ta4j.core.indicators}
   * @param params the numbers of its constructor, behind the series or the close price
   * @param warmup how many bars it is computed on, from 1 to 10,000
   * @throws IllegalArgumentException where Ta4j has no such class (naming like ones), the class no
   *     such constructor (naming those it has), or the warm-up is out of range
   */
  public Ta4jIndicator(String name, String type, List<Double> params, int warmup) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name: was blank, expected a name");
    }
    if (warmup < 1 || warmup > MOST_BARS) {
      throw new IllegalArgumentException(
          "warmup: was %d, expected from 1 to %d bars".formatted(warmup, MOST_BARS));
    }
    this.name = name;
    this.type = type;
    this.params = new ArrayList<>(params);
    this.warmup = warmup;
    this.constructor = Ta4jConstructors.find(type, params);
  }

  /**
   * The indicators as configuration has them, each with the keys {@code ta4j}, {@code params} (none
   * where absent), {@code warmup} and {@code name} (made of the type and its parameters where
   * absent): {@code {ta4j: CCIIndicator, params: [20], warmup: 60}}.
   *
   * @throws IllegalArgumentException naming key, value and what was expected; where two have the
   *     same name
   */
  public static List<Ta4jIndicator> of(List<Map<String, String>> configured) {
    List<Ta4jIndicator> indicators = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (Map<String, String> one : configured) {
      Ta4jIndicator indicator = of(one);
      if (!names.add(indicator.name)) {
        throw new IllegalArgumentException(
            "name: '" + indicator.name + "' is there twice, expected each name once");
      }
      indicators.add(indicator);
    }
    return List.copyOf(indicators);
  }

  private static Ta4jIndicator of(Map<String, String> configured) {
    for (String key : configured.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "key '%s': expected one of %s, as in %s".formatted(key, new TreeSet<>(KEYS), EXAMPLE));
      }
    }
    String type = required(configured, "ta4j");
    List<BigDecimal> params = numbers(configured.getOrDefault("params", "[]"));
    String name = configured.get("name");
    if (name == null) {
      name = type + params.stream().map(p -> "_" + p.toPlainString()).collect(Collectors.joining());
    }
    return new Ta4jIndicator(
        name,
        type,
        params.stream().map(BigDecimal::doubleValue).toList(),
        warmup(required(configured, "warmup")));
  }

  private static String required(Map<String, String> configured, String key) {
    String value = configured.get(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "key '%s' is missing in %s, expected as in %s".formatted(key, configured, EXAMPLE));
    }
    return value.strip();
  }

  private static int warmup(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "warmup: was '" + text + "', expected a number of bars", e);
    }
  }

  private static List<BigDecimal> numbers(String text) {
    String list = text.strip();
    if (list.startsWith("[") && list.endsWith("]")) {
      list = list.substring(1, list.length() - 1);
    }
    List<BigDecimal> numbers = new ArrayList<>();
    for (String number : list.isBlank() ? new String[0] : list.split(",", -1)) {
      try {
        numbers.add(new BigDecimal(number.strip()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "params: was '" + text + "', expected numbers, as in " + EXAMPLE, e);
      }
    }
    return numbers;
  }

  /** What its values are called. */
  public String name() {
    return name;
  }

  /** How many bars it is computed on. */
  public int warmup() {
    return warmup;
  }

  /**
   * The value at the last of the bars; 1 and 0 for true and false.
   *
   * @param recent the last bars
   * @return NaN before there are as many bars as the warm-up says, and where the indicator has no
   *     value
   */
  double value(RecentBars recent) {
    if (recent.size() < warmup) {
      return Double.NaN;
    }
    if (constructor == null) {
      constructor = Ta4jConstructors.find(type, params);
    }
    BarSeries series = recent.series(warmup);
    Indicator<?> indicator = Ta4jConstructors.create(constructor, series, params);
    Object value = indicator.getValue(series.getEndIndex());
    if (value instanceof Num number) {
      return number.doubleValue();
    }
    return value instanceof Boolean is ? (is ? 1 : 0) : Double.NaN;
  }

  @Override
  public String toString() {
    return name;
  }
}
