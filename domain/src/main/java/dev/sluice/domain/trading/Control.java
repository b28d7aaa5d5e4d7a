package dev.sluice.domain.trading;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A control of an account: a person's, or that of a pattern that was met.
 *
 * @param id given by who asks; the first copy of an id wins
 * @param account account name, or {@code *} for all
 * @param action what to do
 * @param reason given by the person, or what the pattern met
 * @param requestedBy who asked; {@code pattern:NAME} for a pattern
 * @param effectiveAt event time from which it is in force, UTC, stamped by the sequencer; null in a
 *     request that was not sequenced yet
 * @param limit name of the limit to change, see {@link LimitName}; null unless SET_LIMIT
 * @param value of the limit as text, or {@code default} for the configured one; of COOL_DOWN its
 *     span as an ISO duration; of SETTLE_ORDER the id of the order; of BOOK_TRADE see {@link
 *     BookedTrade}; null for the other actions
 */
public record Control(
    String id,
    String account,
    ControlAction action,
    String reason,
    String requestedBy,
    Instant effectiveAt,
    String limit,
    String value) {
  /** The longest COOL_DOWN: what is meant to last longer is a PAUSE. */
  public static final Duration LONGEST_COOL_DOWN = Duration.ofDays(30);

  /** A control that changes no limit. */
  public Control(
      String id,
      String account,
      ControlAction action,
      String reason,
      String requestedBy,
      Instant effectiveAt) {
    this(id, account, action, reason, requestedBy, effectiveAt, null, null);
  }

  /** The control as the sequencer stamps it. */
  public Control at(Instant time) {
    return new Control(id, account, action, reason, requestedBy, time, limit, value);
  }

  /** A copy with a value, see {@link #value()}. */
  public Control withValue(String text) {
    return new Control(id, account, action, reason, requestedBy, effectiveAt, limit, text);
  }

  /**
   * Checks what can be known without the account.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public void check() {
    present("id", id);
    present("account", account);
    present("action", action);
    if (action == ControlAction.SET_LIMIT) {
      LimitName.checked(limit, value);
    } else if (action == ControlAction.COOL_DOWN) {
      coolDown();
    } else if (action != null && action.corrects()) {
      checkCorrection();
    }
  }

  private void checkCorrection() {
    if (account.equals("*")) {
      throw new IllegalArgumentException(
          "account: was '*', expected the one account that " + action + " is about");
    }
    present("reason", reason);
    present("value", value);
    if (action == ControlAction.BOOK_TRADE) {
      BookedTrade.of(value);
    }
  }

  /**
   * The span of a COOL_DOWN, in event time.
   *
   * @throws IllegalArgumentException where the value is none from 1 ms to {@link
   *     #LONGEST_COOL_DOWN}
   */
  Duration coolDown() {
    try {
      Duration span = Duration.parse(String.valueOf(value));
      if (span.compareTo(Duration.ofMillis(1)) >= 0 && span.compareTo(LONGEST_COOL_DOWN) <= 0) {
        return span;
      }
    } catch (DateTimeException e) {
      // The same message as for a span that is out of bounds.
    }
    throw new IllegalArgumentException(
        "value: was '"
            + value
            + "', expected the span of a COOL_DOWN like PT30M, PT0.001S to PT720H");
  }

  /** Of a field that must be there. */
  static void present(String field, Object value) {
    if (value == null || value.toString().isBlank()) {
      throw new IllegalArgumentException(field + ": was '" + value + "', expected a value");
    }
  }
}
