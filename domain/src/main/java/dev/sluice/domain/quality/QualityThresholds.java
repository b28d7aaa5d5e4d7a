package dev.sluice.domain.quality;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From where on something is a finding. A value at its threshold is none.
 *
 * @param ohlcTolerance how far open and close may lie outside low and high, and the low above the
 *     high, as a part of the price; for sources that round
 * @param flatRange the range, high less low, as a part of the low, up to which a bar is flat
 * @param sessionSpike the change from close to close of sessions, as a part of the earlier
 * @param minuteSpike the change from close to close of minutes, as a part of the earlier
 * @param barConfirmations how many bars must stay near a jump to confirm it, at least 1
 * @param staleSessions how many sessions with the same close make it stale, at least 2
 * @param staleMinutes how many minute bars with the same close make it stale, at least 2
 * @param gapSessions how many sessions may be missing
 * @param gapMinutes how many minutes of a session may be missing
 * @param tickSpike the change of a trade's price or a quote's middle from the one before, as a part
 * @param tickConfirmations how many ticks must stay near a jump to confirm it, at least 1
 * @param tickGap how much of a session may pass between two ticks
 * @param staleQuote how old a quote may be when a trade comes
 * @param outOfOrder how far a tick may be behind the latest
 * @param maxAhead how far a record may be ahead of the feed's clock
 * @param duplicateWindow among how many of the last records a duplicate is looked for, at least 1
 */
public record QualityThresholds(
    double ohlcTolerance,
    double flatRange,
    double sessionSpike,
    double minuteSpike,
    int barConfirmations,
    int staleSessions,
    int staleMinutes,
    int gapSessions,
    int gapMinutes,
    double tickSpike,
    int tickConfirmations,
    Duration tickGap,
    Duration staleQuote,
    Duration outOfOrder,
    Duration maxAhead,
    int duplicateWindow) {
  /** What is used where nothing else is configured. */
  public static final QualityThresholds DEFAULTS =
      new QualityThresholds(
          0,
          0,
          0.5,
          0.1,
          2,
          5,
          30,
          0,
          0,
          0.1,
          3,
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ZERO,
          Duration.ofMinutes(5),
          256);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the threshold, its value and what was expected
   */
  public QualityThresholds {
    checkPart("ohlc_tolerance", ohlcTolerance);
    checkPart("flat_range", flatRange);
    checkPart("session_spike", sessionSpike);
    checkPart("minute_spike", minuteSpike);
    checkPart("tick_spike", tickSpike);
    checkCount("bar_confirmations", barConfirmations, 1);
    checkCount("stale_sessions", staleSessions, 2);
    checkCount("stale_minutes", staleMinutes, 2);
    checkCount("gap_sessions", gapSessions, 0);
    checkCount("gap_minutes", gapMinutes, 0);
    checkCount("tick_confirmations", tickConfirmations, 1);
    checkCount("duplicate_window", duplicateWindow, 1);
    checkDuration("tick_gap", tickGap);
    checkDuration("stale_quote", staleQuote);
    checkDuration("out_of_order", outOfOrder);
    checkDuration("max_ahead", maxAhead);
  }

  /** The values by name, as {@link #with} takes them. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("ohlc_tolerance", Double.toString(ohlcTolerance));
    values.put("flat_range", Double.toString(flatRange));
    values.put("session_spike", Double.toString(sessionSpike));
    values.put("minute_spike", Double.toString(minuteSpike));
    values.put("bar_confirmations", Integer.toString(barConfirmations));
    values.put("stale_sessions", Integer.toString(staleSessions));
    values.put("stale_minutes", Integer.toString(staleMinutes));
    values.put("gap_sessions", Integer.toString(gapSessions));
    values.put("gap_minutes", Integer.toString(gapMinutes));
    values.put("tick_spike", Double.toString(tickSpike));
    values.put("tick_confirmations", Integer.toString(tickConfirmations));
    values.put("tick_gap", tickGap.toString());
    values.put("stale_quote", staleQuote.toString());
    values.put("out_of_order", outOfOrder.toString());
    values.put("max_ahead", maxAhead.toString());
    values.put("duplicate_window", Integer.toString(duplicateWindow));
    return values;
  }

  /**
   * These thresholds with some of another value.
   *
   * @param changes values by name: decimals, whole numbers, or ISO durations like PT5M
   * @throws IllegalArgumentException naming the threshold, its value and what was expected
   */
  public QualityThresholds with(Map<String, String> changes) {
    Map<String, String> all = values();
    changes.forEach(
        (name, value) -> {
          if (all.replace(name, value) == null) {
            throw new IllegalArgumentException(
                "threshold: '%s', expected one of %s"
                    .formatted(name, String.join(", ", all.keySet())));
          }
        });
    return new QualityThresholds(
        part(all, "ohlc_tolerance"),
        part(all, "flat_range"),
        part(all, "session_spike"),
        part(all, "minute_spike"),
        count(all, "bar_confirmations"),
        count(all, "stale_sessions"),
        count(all, "stale_minutes"),
        count(all, "gap_sessions"),
        count(all, "gap_minutes"),
        part(all, "tick_spike"),
        count(all, "tick_confirmations"),
        duration(all, "tick_gap"),
        duration(all, "stale_quote"),
        duration(all, "out_of_order"),
        duration(all, "max_ahead"),
        count(all, "duplicate_window"));
  }

  private static double part(Map<String, String> all, String name) {
    try {
      return Double.parseDouble(all.get(name));
    } catch (NumberFormatException e) {
      throw wrong(name, all.get(name), "a number like 0.1", e);
    }
  }

  private static int count(Map<String, String> all, String name) {
    try {
      return Integer.parseInt(all.get(name));
    } catch (NumberFormatException e) {
      throw wrong(name, all.get(name), "a whole number", e);
    }
  }

  private static Duration duration(Map<String, String> all, String name) {
    try {
      return Duration.parse(all.get(name));
    } catch (DateTimeParseException e) {
      throw wrong(name, all.get(name), "a duration like PT5M", e);
    }
  }

  private static void checkPart(String name, double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw wrong(name, Double.toString(value), "a finite number from 0 up", null);
    }
  }

  private static void checkCount(String name, int value, int least) {
    if (value < least) {
      throw wrong(name, Integer.toString(value), "a whole number from " + least + " up", null);
    }
  }

  private static void checkDuration(String name, Duration value) {
    if (value == null || value.isNegative() || value.compareTo(Duration.ofDays(3650)) > 0) {
      throw wrong(name, String.valueOf(value), "a duration from 0 up to ten years", null);
    }
  }

  private static IllegalArgumentException wrong(
      String name, String value, String expected, Exception cause) {
    return new IllegalArgumentException(
        "threshold %s: '%s', expected %s".formatted(name, value, expected), cause);
  }
}
