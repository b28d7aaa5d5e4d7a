package dev.sluice.jobs.desk;

import dev.sluice.connectors.feed.Pace;
import dev.sluice.connectors.files.FileMapping;
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
 * @param mapping how a file's feed is written; null for what the home was started with, or Sluice's
 *     own columns
 * @param actions a list of splits and dividends that a file's feed does not say; null for what the
 *     home was started with, or none
 */
public record DeskOptions(
    Path home,
    String feed,
    List<String> symbols,
    Long seed,
    int sessions,
    Pace pace,
    boolean history,
    FileMapping mapping,
    Path actions) {
  /** The feed that needs no file. */
  public static final String SIMULATED = "simulated";

  /** Without a history. */
  public DeskOptions(
      Path home, String feed, List<String> symbols, Long seed, int sessions, Pace pace) {
    this(home, feed, symbols, seed, sessions, pace, false);
  }

  /** Of a file in Sluice's own columns that says its splits itself, or of the simulated market. */
  public DeskOptions(
      Path home,
      String feed,
      List<String> symbols,
      Long seed,
      int sessions,
      Pace pace,
      boolean history) {
    this(home, feed, symbols, seed, sessions, pace, history, null, null);
  }
}
