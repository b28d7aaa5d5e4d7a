package dev.sluice.jobs.chaos;

import java.util.List;

/**
 * What all rounds came to.
 *
 * @param rounds each an undisturbed run and one with faults over the same market
 * @param kills processes killed by {@code kill -9}
 * @param faults that were made
 * @param late those after which the desk took longer than it may; on a machine that is too busy
 *     that says nothing
 * @param events different records and rows that were compared
 * @param copies records of the disturbed runs that were written a second time: what was under way
 *     when something was killed
 * @param differences between the two runs, and what was wrong by itself
 * @param lines the first differences, for people
 * @param made every fault
 * @param seconds wall-clock time
 */
public record ChaosResult(
    long seed,
    int rounds,
    int kills,
    int faults,
    int late,
    long events,
    long copies,
    int differences,
    List<String> lines,
    List<FaultReport> made,
    double seconds) {}
