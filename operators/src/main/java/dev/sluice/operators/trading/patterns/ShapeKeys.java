package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternSettings;
import dev.sluice.domain.trading.PatternThresholds;
import java.util.ArrayList;
import java.util.List;

/** What a partial match depends on, as text: other thresholds, and it cannot go on. */
final class ShapeKeys {
  private ShapeKeys() {}

  static String of(PatternName name, PatternThresholds thresholds) {
    return name
        + "="
        + thresholds.count()
        + ","
        + thresholds.span()
        + ","
        + (thresholds.percent() == null
            ? "null"
            : thresholds.percent().stripTrailingZeros().toPlainString());
  }

  /** Those of all patterns that are looked for; null where there are none. */
  static String of(PatternSettings settings) {
    List<String> keys = new ArrayList<>();
    for (PatternName name : PatternName.values()) {
      if (settings.of(name).enabled()) {
        keys.add(of(name, settings.of(name)));
      }
    }
    return keys.isEmpty() ? null : String.join(";", keys);
  }
}
