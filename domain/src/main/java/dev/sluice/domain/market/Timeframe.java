package dev.sluice.domain.market;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How long a bar is, shortest first. Days and weeks are the exchange's sessions and trading weeks,
 * not UTC's; shorter bars are counted from the session's open, so the last of a session may be
 * shorter than the rest.
 */
public enum Timeframe {
  SECOND("1s", Duration.ofSeconds(1)),
  MINUTE("1m", Duration.ofMinutes(1)),
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  FIFTEEN_MINUTES("15m", Duration.ofMinutes(15)),
  HOUR("1h", Duration.ofHours(1)),
  SESSION("1d", null),
  WEEK("1w", null);

  private final String code;
  private final Duration duration;

  Timeframe(String code, Duration duration) {
    this.code = code;
    this.duration = duration;
  }

  /** The code used in files, topics, tables and on the command line: 1m, 1d, 1w. */
  public String code() {
    return code;
  }

  /** Whether bars of this length lie within a session. */
  public boolean isIntraday() {
    return duration != null;
  }

  /**
   * Length of an intraday bar that is not cut by the close.
   *
   * @throws IllegalStateException for sessions and weeks, whose length the calendar says
   */
  public Duration duration() {
    if (duration == null) {
      throw new IllegalStateException(code + " has no fixed length");
    }
    return duration;
  }

  /**
   * The timeframe with this code.
   *
   * @throws IllegalArgumentException naming the codes that exist
   */
  public static Timeframe of(String code) {
    for (Timeframe timeframe : values()) {
      if (timeframe.code.equals(code)) {
        return timeframe;
      }
    }
    throw new IllegalArgumentException("timeframe: '" + code + "' is none of " + codes());
  }

  /** All codes, shortest first, separated by commas. */
  public static String codes() {
    return Arrays.stream(values()).map(Timeframe::code).collect(Collectors.joining(", "));
  }
}
