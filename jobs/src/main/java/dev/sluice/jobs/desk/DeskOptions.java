package dev.sluice.jobs.desk;

import dev.sluice.connectors.feed.Pace;
import java.nio.file.Path;
import java.util.List;

/**
 * What a desk is started with.
 *
 * @param home its directory
 * @param feed {@code simulated} or the path of a file; null for what the home was started with, or
 *     simulated
 * @param symbols the universe; null for what the home was started with, or the feed's own
 * @param seed of the simulated market; null for what the home was started with, or 1
 * @param sessions to trade in this run; a negative number for no end
 * @param pace how fast time passes
 * @param history whether a file's feed begins with what the home's S3 holds of its symbols
 */
public record DeskOptions(
    Path home,
    String feed,
    List<String> symbols,
    Long seed,
    int sessions,
    Pace pace,
    boolean history) {
  /** The feed that needs no file. */
  public static final String SIMULATED = "simulated";

  /** Without a history. */
  public DeskOptions(
      Path home, String feed, List<String> symbols, Long seed, int sessions, Pace pace) {
    this(home, feed, symbols, seed, sessions, pace, false);
  }
}
