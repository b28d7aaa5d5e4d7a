package dev.sluice.embedded.venue;

import java.util.Locale;
import java.util.Objects;

/**
 * Something that goes wrong at the venue because it was asked to.
 *
 * @param kind what
 * @param operation of the requests that it befalls: {@code place}, {@code cancel}, {@code order},
 *     {@code open_orders}, {@code events} or {@code positions}; null for all of them; without
 *     meaning for what befalls executions and orders
 * @param account that it befalls; null for all
 * @param count how often, at most; null without end
 * @param probability of each time that it could happen, above 0 and at most 1
 * @param millis how long, where the kind lasts; each kind's own where null
 * @param status of ERROR_BEFORE and ERROR_AFTER, 500 where null
 * @param reason of REJECT; "rejected on request" where null
 * @param by how far VENUE_ORDER_ID_BACK goes back, 1 where null
 */
public record VenueFault(
    Kind kind,
    String operation,
    String account,
    Integer count,
    double probability,
    Long millis,
    Integer status,
    String reason,
    Integer by) {

  /** What can go wrong. */
  public enum Kind {
    /** The connection is closed and nothing was done. */
    DROP_BEFORE(0),
    /** It was done, and the connection is closed instead of an answer: a lost acknowledgement. */
    DROP_AFTER(0),
    /** Nothing is done, nothing is said for {@code millis}, then the connection is closed. */
    HANG_BEFORE(60_000),
    /** It was done, nothing is said for {@code millis}, then the connection is closed. */
    HANG_AFTER(60_000),
    /** Nothing was done, and the answer is a {@code status}. */
    ERROR_BEFORE(0),
    /** It was done, and the answer is a {@code status} all the same. */
    ERROR_AFTER(0),
    /** All is well, {@code millis} later. */
    SLOW(1_000),
    /** It was done; of the answer half is sent and the connection closed. */
    TRUNCATE(0),
    /** The process ends at once, and nothing was done. */
    EXIT_BEFORE(0),
    /** It was done and is in the journal, and the process ends before it answers. */
    EXIT_AFTER(0),
    /** The process ends while it writes what it does: half of a line is in the journal. */
    EXIT_IN_WRITE(0),
    /** An execution is told twice. */
    EXECUTION_TWICE(0),
    /** An execution is told behind the account's next event, or after {@code millis}. */
    EXECUTION_OUT_OF_ORDER(1_000),
    /**
     * An order's acknowledgement, the answer as well as the event, comes behind its first
     * execution, or after {@code millis}.
     */
    EXECUTION_BEFORE_ACCEPTED(1_000),
    /** An execution is told behind the end of its order, or after {@code millis}. */
    EXECUTION_AFTER_CANCEL(1_000),
    /** An execution leaves its order partly filled, and nobody gets through for {@code millis}. */
    PARTIAL_THEN_LOST(1_000),
    /** An order is in no answer to a question for {@code millis}, though it is at work. */
    HIDE_ORDER(1_000),
    /** The counter of order ids goes back, so that ids are given twice. */
    VENUE_ORDER_ID_BACK(0),
    /** A second order under a client order id is taken and executed beside the first. */
    ACCEPT_DUPLICATE_IDS(0),
    /** An order is rejected. */
    REJECT(0);

    private final long standard;

    Kind(long standard) {
      this.standard = standard;
    }

    /** Whether it befalls requests. */
    boolean ofRequests() {
      return compareTo(EXIT_AFTER) <= 0;
    }

    /** How it is written in JSON. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException naming field, value and what was expected
   */
  public VenueFault {
    Objects.requireNonNull(kind, "kind");
    check("count", count, count == null || count > 0, "a number above 0");
    check("probability", probability, probability > 0 && probability <= 1, "above 0, at most 1");
    check("millis", millis, millis == null || millis >= 0, "0 or more");
    check("status", status, status == null || (status >= 500 && status <= 599), "500 to 599");
    check("by", by, by == null || by > 0, "a number above 0");
  }

  private static void check(String field, Object value, boolean right, String expected) {
    if (!right) {
      throw new IllegalArgumentException(field + ": was " + value + ", expected " + expected);
    }
  }

  /** A fault that befalls the next so many times. */
  public static VenueFault of(Kind kind, String operation, Integer count) {
    return new VenueFault(kind, operation, null, count, 1, null, null, null, null);
  }

  /** This fault with a time. */
  public VenueFault lasting(long time) {
    return new VenueFault(kind, operation, account, count, probability, time, status, reason, by);
  }

  /** This fault at random. */
  public VenueFault withProbability(double share) {
    return new VenueFault(kind, operation, account, count, share, millis, status, reason, by);
  }

  long time() {
    return millis == null ? kind.standard : millis;
  }
}
