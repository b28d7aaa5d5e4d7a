package dev.sluice.domain.trading;

import java.time.Instant;

/**
 * A manual control of an account.
 *
 * @param id given by who asks; the first copy of an id wins
 * @param account account name, or {@code *} for all
 * @param action what to do
 * @param reason given by the person
 * @param requestedBy who asked
 * @param effectiveAt event time from which it is in force, UTC, stamped by the sequencer; null in a
 *     request that was not sequenced yet
 * @param limit name of the limit to change, see {@link LimitName}; null unless SET_LIMIT
 * @param value of the limit as text, or {@code default} for the configured one; null unless
 *     SET_LIMIT
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
    }
  }

  private static void present(String field, Object value) {
    if (value == null || value.toString().isBlank()) {
      throw new IllegalArgumentException(field + ": was '" + value + "', expected a value");
    }
  }
}
