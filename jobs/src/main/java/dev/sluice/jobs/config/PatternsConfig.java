package dev.sluice.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternSettings;
import dev.sluice.domain.trading.PatternThresholds;
import java.util.Iterator;
import java.util.Map;

/**
 * Patterns as files and options say them: {@code off}, {@code standard}, or an object of patterns
 * by name, each an object of thresholds. One that is named is looked for unless it says otherwise.
 */
public final class PatternsConfig {
  private PatternsConfig() {}

  /**
   * Settings by name.
   *
   * @throws IllegalArgumentException where it is neither {@code off} nor {@code standard}
   */
  static PatternSettings named(String name) {
    return switch (name) {
      case "off" -> PatternSettings.OFF;
      case "standard" -> PatternSettings.STANDARD;
      default ->
          throw new IllegalArgumentException(
              "patterns: was '" + name + "', expected off or standard");
    };
  }

  /**
   * Settings of an account.
   *
   * @param others what holds for a pattern that the account does not name, and for all where the
   *     node is missing
   * @throws IllegalArgumentException naming the pattern, the field, its value and what was expected
   */
  public static PatternSettings read(PatternSettings others, JsonNode node) {
    if (node.isMissingNode()) {
      return others;
    }
    if (node.isTextual()) {
      return named(node.asText());
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "patterns: was '" + node + "', expected off, standard or an object of patterns");
    }
    PatternSettings settings = others;
    for (Iterator<Map.Entry<String, JsonNode>> it = node.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> pattern = it.next();
      PatternName name = PatternName.of(pattern.getKey());
      try {
        settings = settings.with(name, thresholds(settings.of(name), pattern.getValue()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("patterns." + name + "." + e.getMessage(), e);
      }
    }
    return settings;
  }

  private static PatternThresholds thresholds(PatternThresholds others, JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "thresholds: was '" + node + "', expected an object of thresholds");
    }
    PatternThresholds thresholds = others.enabled(true);
    for (Iterator<Map.Entry<String, JsonNode>> it = node.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      JsonNode value = field.getValue();
      String text = value.isValueNode() ? value.asText() : value.toString();
      thresholds = thresholds.with(field.getKey(), text);
    }
    return thresholds;
  }
}
