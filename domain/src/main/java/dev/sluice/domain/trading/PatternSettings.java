package dev.sluice.domain.trading;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/** The thresholds of every pattern of an account. Immutable. */
public final class PatternSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Every pattern with its standard thresholds, and none looked for. */
  public static final PatternSettings OFF = all(false);

  /** Every pattern looked for, with its standard thresholds. */
  public static final PatternSettings STANDARD = all(true);

  private final EnumMap<PatternName, PatternThresholds> thresholds;

  private PatternSettings(Map<PatternName, PatternThresholds> thresholds) {
    this.thresholds = new EnumMap<>(thresholds);
  }

  private static PatternSettings all(boolean enabled) {
    EnumMap<PatternName, PatternThresholds> all = new EnumMap<>(PatternName.class);
    for (PatternName name : PatternName.values()) {
      all.put(name, name.standard().enabled(enabled));
    }
    return new PatternSettings(all);
  }

  /** The thresholds of a pattern. */
  public PatternThresholds of(PatternName name) {
    return thresholds.get(name);
  }

  /**
   * These with the thresholds of one pattern changed.
   *
   * @throws IllegalArgumentException where it counts further than the pattern may
   */
  public PatternSettings with(PatternName name, PatternThresholds changed) {
    if (changed.count() != null && changed.count() > name.most()) {
      throw new IllegalArgumentException(
          "count: was '" + changed.count() + "', expected 2 to " + name.most());
    }
    PatternSettings others = new PatternSettings(thresholds);
    others.thresholds.put(name, changed);
    return others;
  }

  /**
   * These with one setting changed.
   *
   * @param value as text; {@code default} for that of {@code configured}
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public PatternSettings with(PatternSetting setting, String value, PatternSettings configured) {
    String text =
        value.equals(RiskMemory.CONFIGURED)
            ? configured.of(setting.pattern()).text(setting.field())
            : value;
    return with(setting.pattern(), of(setting.pattern()).with(setting.field(), text));
  }

  /** True where a pattern is looked for. */
  public boolean any() {
    return thresholds.values().stream().anyMatch(PatternThresholds::enabled);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PatternSettings that && thresholds.equals(that.thresholds);
  }

  @Override
  public int hashCode() {
    return thresholds.hashCode();
  }

  @Override
  public String toString() {
    return thresholds.toString();
  }
}
