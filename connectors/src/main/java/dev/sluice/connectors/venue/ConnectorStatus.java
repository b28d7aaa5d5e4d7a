package dev.sluice.connectors.venue;

/**
 * How a connector is.
 *
 * @param connected whether the venue answers
 * @param doubt why nothing new may be sent now; null where it may
 * @param waiting orders that are to be sent
 * @param unknown orders of which nobody knows
 * @param sent orders that left since the start, each time counted
 * @param again those of them that had been sent before
 * @param refused orders that ended before they were at the venue, since the start
 * @param trades executions that were reported, all of the journal
 * @param duplicates requests that had been seen before, since the start
 * @param failures calls that the venue did not answer, since the start
 * @param strays orders that turned up after they were given up, since the start
 */
public record ConnectorStatus(
    boolean connected,
    String doubt,
    int waiting,
    int unknown,
    long sent,
    long again,
    long refused,
    long trades,
    long duplicates,
    long failures,
    long strays) {}
