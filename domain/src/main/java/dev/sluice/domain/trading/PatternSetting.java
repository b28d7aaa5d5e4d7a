package dev.sluice.domain.trading;

/**
 * A threshold of a pattern by name, as SET_LIMIT says it: {@code pattern.LOSING_STREAK.count}.
 *
 * @param pattern which pattern
 * @param field of its {@link PatternThresholds}
 */
public record PatternSetting(PatternName pattern, String field) {
  private static final String PREFIX = "pattern.";

  /** True for the name of a limit that is a pattern's threshold. */
  public static boolean names(String limit) {
    return limit != null && limit.startsWith(PREFIX);
  }

  /**
   * The threshold that a limit's name says.
   *
   * @throws IllegalArgumentException where it says none, with what was expected
   */
  public static PatternSetting of(String limit) {
    int dot = limit.lastIndexOf('.');
    if (!names(limit) || dot < PREFIX.length()) {
      throw new IllegalArgumentException("limit: was '" + limit + "', expected pattern.NAME.FIELD");
    }
    return new PatternSetting(
        PatternName.of(limit.substring(PREFIX.length(), dot)), limit.substring(dot + 1));
  }

  /**
   * A threshold that exists, with a value that it may have.
   *
   * @param value as text; {@code default} for what is configured
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  static PatternSetting checked(String limit, String value) {
    PatternSetting setting = of(limit);
    PatternSettings.STANDARD.with(setting, value, PatternSettings.STANDARD);
    return setting;
  }
}
