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
 */
public record Control(
    String id,
    String account,
    ControlAction action,
    String reason,
    String requestedBy,
    Instant effectiveAt) {}
