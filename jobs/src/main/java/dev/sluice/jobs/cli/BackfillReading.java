package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.DailyRow;
import dev.sluice.connectors.files.FileRow;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.jobs.history.HistoryBar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Takes the rows of a file of daily bars that can be loaded. What the market job would make dead
 * letters of, what the rules of quality reject and what has a date without a session is rejected.
 */
final class BackfillReading implements MarketFile.RowHandler {
  private final Set<String> only;
  private final QualityContext context;
  private final String source;
  private final FileQuality quality;
  private final List<HistoryBar> bars = new ArrayList<>();

  /**
   * @param only the symbols that are loaded; empty for all
   * @param clock no bar may end later than this, epoch milliseconds UTC
   */
  BackfillReading(MarketFile file, Set<String> only, QualityContext context, long clock) {
    this.only = Set.copyOf(only);
    this.context = context;
    this.source = file.path().getFileName().toString();
    this.quality = new FileQuality(null, file.hasSymbols(), context, clock, this::take);
  }

  QualityReport report() {
    return quality.report();
  }

  /** The bars to load, in the order of the file. */
  List<HistoryBar> bars() {
    return bars;
  }

  @Override
  public void row(FileRow row) {
    DailyRow day = (DailyRow) row;
    if (!only.isEmpty() && !only.contains(day.symbol())) {
      report().others(day.symbol());
    } else if (context.calendar().session(day.date()).isEmpty()) {
      report().row(day.symbol());
      report()
          .rejected(
              QualityRule.NOT_A_SESSION.code(),
              day.line(),
              "%s %s is none of %s".formatted(day.symbol(), day.date(), context.calendar().name()));
    } else {
      quality.row(day);
    }
  }

  @Override
  public void rejected(MarketFileException why, String rawLine) {
    // Of a row that cannot be read it is not known where its symbol is; any cell may be it.
    boolean wanted =
        only.isEmpty()
            || Arrays.stream(rawLine.split(",", -1)).anyMatch(cell -> only.contains(cell.strip()));
    if (wanted) {
      quality.rejected(why, rawLine);
    }
  }

  private void take(FileRow row) {
    DailyRow day = (DailyRow) row;
    bars.add(
        new HistoryBar(
            day.symbol(),
            day.date(),
            day.open(),
            day.high(),
            day.low(),
            day.close(),
            day.volume(),
            day.adjClose(),
            day.dividend(),
            day.splitFactor(),
            source));
  }
}
