package dev.sluice.bench.rows;

import java.nio.file.Path;

/**
 * How large a run is.
 *
 * @param ticks of a log at least
 * @param symbols in a log
 * @param ticksPerBar trades of a symbol in a minute
 * @param repeats of each side that count
 * @param parallelism of the jobs
 * @param heap of each process that runs a job, as the JVM writes it
 * @param latencySeconds that count in a repeat of P7, behind the warm-up
 * @param profile where recordings of the processes go; null for none
 */
public record BenchOptions(
    long ticks,
    int symbols,
    int ticksPerBar,
    int repeats,
    int parallelism,
    String heap,
    int latencySeconds,
    Path profile) {}
