package dev.sluice.domain.trading;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How much of a pattern there has to be, and what then follows. Spans are of event time and counted
 * in whole milliseconds; what is exactly a span old is not within it any more.
 *
 * @param enabled false where it is not looked for
 * @param count how many there have to be, 2 to {@link PatternName#most}; null for a pattern that
 *     counts nothing
 * @param span within which; null for a pattern that has no window
 * @param percent by more than how much, 10 for a tenth; null for a pattern that compares nothing
 * @param action what follows: COOL_DOWN, PAUSE, REDUCE, FLATTEN or HALT
 * @param delta from the match to the control's effective time, 1 ms or more, so that what happens
 *     at the match's own time is never decided anew
 * @param cooldown span of a COOL_DOWN; of no meaning for the other actions
 */
public record PatternThresholds(
    boolean enabled,
    Integer count,
    Duration span,
    BigDecimal percent,
    ControlAction action,
    Duration delta,
    Duration cooldown)
    implements Serializable {
  /** The largest count, since what has been counted is kept until it is enough or too old. */
  public static final int MOST = 1000;

  /** The longest span, for the same reason. */
  public static final Duration LONGEST_SPAN = Duration.ofHours(24);

  private static final BigDecimal LARGEST_PERCENT = new BigDecimal(1_000_000);

  /** Of the percentage: what is written in its digits must be of a size that one can write. */
  private static final int LARGEST_SCALE = 18;

  static final Duration DEFAULT_DELTA = Duration.ofMillis(1);
  static final Duration DEFAULT_COOLDOWN = Duration.ofHours(1);

  private static final Duration LONGEST_DELTA = Duration.ofHours(1);
  private static final Set<ControlAction> ACTIONS =
      EnumSet.of(
          ControlAction.COOL_DOWN,
          ControlAction.PAUSE,
          ControlAction.REDUCE,
          ControlAction.FLATTEN,
          ControlAction.HALT);

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public PatternThresholds {
    if (count != null && (count < 2 || count > MOST)) {
      throw refused("count", count, "2 to " + MOST);
    }
    between("span", span, LONGEST_SPAN);
    if (percent != null
        && (percent.signum() <= 0
            || percent.compareTo(LARGEST_PERCENT) > 0
            || percent.scale() > LARGEST_SCALE)) {
      throw refused(
          "percent",
          percent,
          "a figure above 0 and at most " + LARGEST_PERCENT + ", of few decimals");
    }
    if (!ACTIONS.contains(Objects.requireNonNull(action, "action"))) {
      throw refused("action", action, "one of " + ACTIONS);
    }
    between("delta", Objects.requireNonNull(delta, "delta"), LONGEST_DELTA);
    between("cooldown", Objects.requireNonNull(cooldown, "cooldown"), Control.LONGEST_COOL_DOWN);
  }

  private static void between(String field, Duration value, Duration longest) {
    if (value != null
        && (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(longest) > 0)) {
      throw refused(field, value, "PT0.001S to " + longest);
    }
  }

  /** Those that are looked for, or not. */
  public PatternThresholds enabled(boolean on) {
    return new PatternThresholds(on, count, span, percent, action, delta, cooldown);
  }

  /**
   * These with one field changed.
   *
   * @param field {@code enabled}, {@code count}, {@code span}, {@code percent}, {@code action},
   *     {@code delta} or {@code cooldown}
   * @param text its value
   * @throws IllegalArgumentException where the pattern has no such field, or the value is not one
   */
  public PatternThresholds with(String field, String text) {
    try {
      switch (field) {
        case "enabled":
          return enabled(flag(text));
        case "count":
          had(field, count);
          return new PatternThresholds(
              enabled, Integer.valueOf(text), span, percent, action, delta, cooldown);
        case "span":
          had(field, span);
          return new PatternThresholds(
              enabled, count, Duration.parse(text), percent, action, delta, cooldown);
        case "percent":
          had(field, percent);
          return new PatternThresholds(
              enabled, count, span, new BigDecimal(text), action, delta, cooldown);
        case "action":
          return new PatternThresholds(
              enabled, count, span, percent, action(text), delta, cooldown);
        case "delta":
          return new PatternThresholds(
              enabled, count, span, percent, action, Duration.parse(text), cooldown);
        case "cooldown":
          return new PatternThresholds(
              enabled, count, span, percent, action, delta, Duration.parse(text));
        default:
          throw refused("field", field, "one of " + fields());
      }
    } catch (NumberFormatException e) {
      throw refused(field, text, "a number");
    } catch (DateTimeException e) {
      throw refused(field, text, "a duration like PT30S");
    }
  }

  /** The value of a field as text, which {@link #with} reads. */
  String text(String field) {
    return switch (field) {
      case "enabled" -> String.valueOf(enabled);
      case "count" -> String.valueOf(count);
      case "span" -> String.valueOf(span);
      case "percent" -> percent == null ? "null" : percent.toPlainString();
      case "action" -> action.name();
      case "delta" -> delta.toString();
      default -> cooldown.toString();
    };
  }

  private static void had(String field, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + ": is not a threshold of this pattern");
    }
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw refused("enabled", text, "true or false");
    }
    return text.equals("true");
  }

  private static ControlAction action(String text) {
    return ACTIONS.stream()
        .filter(action -> action.name().equals(text))
        .findFirst()
        .orElseThrow(() -> refused("action", text, "one of " + ACTIONS));
  }

  private String fields() {
    return "enabled"
        + (count == null ? "" : ", count")
        + (span == null ? "" : ", span")
        + (percent == null ? "" : ", percent")
        + ", action, delta, cooldown";
  }

  private static IllegalArgumentException refused(String field, Object value, String expected) {
    return new IllegalArgumentException(field + ": was '" + value + "', expected " + expected);
  }
}
