package dev.sluice.jobs.desk;

import dev.sluice.connectors.files.FileMapping;
import java.nio.file.Path;
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
 * @param mapping how a file is written; null for Sluice's own columns
 * @param actions the absolute path of the file's splits and dividends; null for none
 */
public record DeskBirth(
    String feed,
    List<String> symbols,
    long seed,
    int partitions,
    boolean history,
    FileMapping mapping,
    String actions) {

  /** What is fed. */
  FeedFile file() {
    return new FeedFile(
        feed,
        FeedFile.named(mapping == null ? FileMapping.NONE : mapping, symbols),
        actions == null ? null : Path.of(actions));
  }

  /** This with the symbols that the feed has. */
  DeskBirth of(List<String> traded) {
    return new DeskBirth(feed, traded, seed, partitions, history, mapping, actions);
  }
}
