package dev.sluice.connectors.feed;

import dev.sluice.domain.market.Session;
import java.time.Duration;

/**
 * How fast a feed goes through a session; hours without a session are skipped.
 *
 * @param times this many times as fast as time; infinite for as fast as the machine; NaN for a
 *     session a minute, however long it is
 */
public record Pace(double times) {
  /** One session a minute. */
  public static final Pace SESSION_A_MINUTE = new Pace(Double.NaN);

  /** As fast as the machine. */
  public static final Pace MAX = new Pace(Double.POSITIVE_INFINITY);

  private static final Duration WALL_TIME_OF_SESSION = Duration.ofMinutes(1);

  public Pace {
    if (times <= 0) {
      throw new IllegalArgumentException(
          "speed: was " + times + ", expected a number above 0 or max");
    }
  }

  /**
   * The pace of this text.
   *
   * @param text a number, or {@code max}; null for one session a minute
   * @throws IllegalArgumentException where it is neither
   */
  public static Pace of(String text) {
    if (text == null) {
      return SESSION_A_MINUTE;
    }
    if (text.equals("max")) {
      return MAX;
    }
    double times;
    try {
      times = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "speed: was '" + text + "', expected a number above 0 or max", e);
    }
    if (!Double.isFinite(times)) {
      throw new IllegalArgumentException(
          "speed: was '" + text + "', expected a number above 0 or max");
    }
    return new Pace(times);
  }

  /** Whether there is nothing to wait for. */
  boolean isMax() {
    return Double.isInfinite(times);
  }

  /**
   * Wall time of a part of a session, nanoseconds.
   *
   * @param millis event time that passes, milliseconds
   */
  double wallNanos(Session session, long millis) {
    double speed = times;
    if (Double.isNaN(times)) {
      long length = session.close().toEpochMilli() - session.open().toEpochMilli();
      speed = (double) length / WALL_TIME_OF_SESSION.toMillis();
    }
    return millis * 1e6 / speed;
  }
}
