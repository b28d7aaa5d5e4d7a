package dev.sluice.jobs.chaos;

import java.util.List;

/**
 * One run.
 *
 * @param log what its topics hold
 * @param tables what its tables hold
 * @param faults that were made, in order
 * @param problems what was wrong by itself, whatever the other run says
 * @param revived processes that ended by themselves, or for want of what they need, and were
 *     started again
 * @param submissions of jobs
 */
record RunReport(
    RunLog log,
    RunTables tables,
    List<FaultReport> faults,
    List<String> problems,
    int revived,
    int submissions) {}
