package dev.sluice.jobs.desk;

import java.util.List;

/**
 * What a home's desk was started with first. Its log is that feed's and no other's, so a later
 * start may leave these out but not change them.
 *
 * @param feed {@code simulated} or the absolute path of a file
 * @param symbols the universe
 * @param seed of the simulated market; 0 for a file
 * @param partitions of every topic
 * @param history whether the feed begins with the history on S3; false in a home of an earlier
 *     release
 */
public record DeskBirth(
    String feed, List<String> symbols, long seed, int partitions, boolean history) {}
