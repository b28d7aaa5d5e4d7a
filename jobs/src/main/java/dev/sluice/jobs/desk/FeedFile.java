package dev.sluice.jobs.desk;

import dev.sluice.connectors.feed.ActionsFeedSource;
import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.feed.FileFeedSource;
import dev.sluice.connectors.files.ActionsFile;
import dev.sluice.connectors.files.FileMapping;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.ExchangeCalendar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What is fed, and how it is to be read.
 *
 * @param feed {@code simulated} or a file's path; null where it is not known yet
 * @param mapping how the file is written
 * @param actions a list of splits and dividends that the file does not say; null for none
 */
public record FeedFile(String feed, FileMapping mapping, Path actions) {

  /** Sluice's own columns and no list. */
  public FeedFile(String feed) {
    this(feed, FileMapping.NONE, null);
  }

  /**
   * The mapping of a file whose only symbol may be named beside it.
   *
   * @param mapping as it was asked for
   * @param symbols those that were asked for; one of them is the symbol of a file without a column
   */
  public static FileMapping named(FileMapping mapping, List<String> symbols) {
    boolean one = symbols != null && symbols.size() == 1;
    return one ? mapping.withSymbol(symbols.get(0)) : mapping;
  }

  private boolean isFile() {
    return feed != null && !feed.equals(DeskOptions.SIMULATED);
  }

  /**
   * Says early where a feed cannot be read: before anything is written or logged.
   *
   * @throws FeedException where a file is missing, lacks a column, or says itself what is listed
   * @throws DeskException where an option of files is given for the simulated market
   */
  public void check() throws FeedException {
    if (DeskOptions.SIMULATED.equals(feed)) {
      refuse(actions != null, "--actions");
      refuse(
          !mapping.withSymbol(null).equals(FileMapping.NONE),
          "--columns and other options of files");
    }
    try {
      List<CorporateAction> listed = listed();
      if (isFile()) {
        MarketFile market = MarketFile.open(Path.of(feed), mapping);
        if (!listed.isEmpty()) {
          checkSilent(market);
        }
      }
    } catch (MarketFileException | InvalidPathException e) {
      throw new FeedException(e.getMessage(), e);
    }
  }

  private static void refuse(boolean given, String option) {
    if (given) {
      throw new DeskException(
          option + ": was given for the simulated market; expected --feed FILE");
    }
  }

  /** A split is said by a bar or by an action, not by both. */
  static void checkSilent(MarketFile market) throws FeedException {
    for (String column : List.of("split_coefficient", "dividend")) {
      if (market.has(column)) {
        throw new FeedException(
            "--actions: %s has a column %s, expected a file that does not say them itself"
                .formatted(market.path(), column));
      }
    }
  }

  private List<CorporateAction> listed() throws MarketFileException {
    return actions == null
        ? List.of()
        : ActionsFile.read(actions, String.valueOf(actions.getFileName()));
  }

  /**
   * Opens the file.
   *
   * @param symbols the universe; empty for the file's own symbols
   */
  FeedSource open(List<String> symbols) throws FeedException {
    check();
    try {
      FeedSource source =
          FileFeedSource.open(
              Path.of(feed), mapping, new LinkedHashSet<>(symbols), ExchangeCalendar.nyse());
      return actions == null ? source : new ActionsFeedSource(source, listed());
    } catch (MarketFileException e) {
      throw new FeedException(e.getMessage(), e);
    }
  }
}
