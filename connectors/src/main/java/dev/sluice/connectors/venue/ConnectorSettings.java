package dev.sluice.connectors.venue;

import java.time.Duration;

/**
 * How a connector behaves; all times are wall-clock time.
 *
 * @param maxAge a new order whose request is older, by the broker's timestamp, is not sent
 * @param settle how long an order whose sending had no answer may take to become visible at the
 *     venue; before that it is not sent again
 * @param sendWindow an order leaves within this time of its journal entry or not at all, so that
 *     what a newer connector reads is what may have left; less than {@code settle}
 * @param askEvery time between two questions about an order that is unknown
 * @param eventsEvery time between two questions about executions
 * @param positionsEvery time between two reports of positions
 * @param maxRequestsPerSecond new orders and cancels in any second; 0 for no limit
 */
public record ConnectorSettings(
    Duration maxAge,
    Duration settle,
    Duration sendWindow,
    Duration askEvery,
    Duration eventsEvery,
    Duration positionsEvery,
    int maxRequestsPerSecond) {

  /** What the desk uses unless told otherwise. */
  public static final ConnectorSettings DEFAULT =
      new ConnectorSettings(
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofMillis(20),
          Duration.ofSeconds(30),
          0);

  /** Checks each value; an {@link IllegalArgumentException} names what is wrong. */
  public ConnectorSettings {
    positive("maxAge", maxAge);
    positive("settle", settle);
    positive("sendWindow", sendWindow);
    positive("askEvery", askEvery);
    positive("eventsEvery", eventsEvery);
    positive("positionsEvery", positionsEvery);
    if (sendWindow.compareTo(settle) >= 0) {
      throw new IllegalArgumentException(
          "settle: was %s, expected more than the send window, %s".formatted(settle, sendWindow));
    }
    if (maxRequestsPerSecond < 0) {
      throw new IllegalArgumentException(
          "maxRequestsPerSecond: was " + maxRequestsPerSecond + ", expected 0 or more");
    }
  }

  /** A copy with other ages and limits, and the rest as it is. */
  public ConnectorSettings with(
      Duration otherMaxAge, Duration otherSettle, Duration otherPositionsEvery, int requests) {
    return new ConnectorSettings(
        otherMaxAge, otherSettle, sendWindow, askEvery, eventsEvery, otherPositionsEvery, requests);
  }

  private static void positive(String field, Duration value) {
    if (value == null || value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(field + ": was " + value + ", expected more than 0");
    }
  }
}
