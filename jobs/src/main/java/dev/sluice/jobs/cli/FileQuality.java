package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.DailyRow;
import dev.sluice.connectors.files.FileRow;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.connectors.files.MinuteRow;
import dev.sluice.connectors.files.TradeRow;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Rejection;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickValidator;
import dev.sluice.domain.quality.BarQuality;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityFinding;
import dev.sluice.domain.quality.QualityVerdict;
import dev.sluice.domain.quality.QualityVerdict.Disposition;
import dev.sluice.domain.quality.TickQuality;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Judges the rows of a file as they are read: first by what the market job makes dead letters of,
 * then by the rules of quality. What is kept is bounded for each symbol, whatever the file's
 * length.
 */
final class FileQuality implements MarketFile.RowHandler {
  private final String only;
  private final boolean namesSymbols;
  private final QualityContext context;
  private final long clock;
  private final Consumer<FileRow> accepted;
  private final QualityReport report = new QualityReport();
  private final Map<String, OfSymbol> symbols = new HashMap<>();

  /** What is known of one symbol. */
  private static final class OfSymbol {
    final TickValidator validator;
    final BarQuality bars = new BarQuality();
    final TickQuality ticks = new TickQuality();

    OfSymbol(String symbol) {
      validator = new TickValidator(Set.of(symbol));
    }
  }

  /**
   * @param only the symbol that is judged; null for all
   * @param namesSymbols whether the rows name their symbols
   * @param clock no row may be later than this, epoch milliseconds UTC
   */
  FileQuality(String only, boolean namesSymbols, QualityContext context, long clock) {
    this(only, namesSymbols, context, clock, row -> {});
  }

  /**
   * As above.
   *
   * @param accepted takes each row that is not rejected, in the order of the file
   */
  FileQuality(
      String only,
      boolean namesSymbols,
      QualityContext context,
      long clock,
      Consumer<FileRow> accepted) {
    this.only = only;
    this.namesSymbols = namesSymbols;
    this.context = context;
    this.clock = clock;
    this.accepted = accepted;
  }

  QualityReport report() {
    return report;
  }

  @Override
  public void row(FileRow row) {
    if (only != null && !only.equals(row.symbol())) {
      report.others(row.symbol());
      return;
    }
    OfSymbol known = symbols.computeIfAbsent(row.symbol(), OfSymbol::new);
    report.row(row.symbol());
    Instant time;
    Optional<Rejection> impossible;
    QualityVerdict verdict = QualityVerdict.CLEAN;
    if (row instanceof TradeRow trade) {
      Tick tick = tick(trade);
      time = trade.time();
      impossible = known.validator.check(tick);
      if (impossible.isEmpty()) {
        verdict = known.ticks.judge(tick, clock, context);
      }
    } else {
      RawBar bar = row instanceof DailyRow day ? bar(day) : bar((MinuteRow) row);
      time = bar.start();
      impossible = known.validator.check(bar);
      if (impossible.isEmpty()) {
        verdict = known.bars.judge(bar, clock, context);
      }
    }
    if (impossible.isPresent()) {
      report.rejected(impossible.get().code(), row.line(), because(impossible.get()));
    } else {
      take(row, time, verdict);
    }
  }

  private void take(FileRow row, Instant time, QualityVerdict verdict) {
    if (verdict.disposition() == Disposition.REJECT) {
      QualityFinding why = verdict.findings().get(0);
      report.rejected(why.rule().code(), row.line(), why.detail());
      return;
    }
    String when = row instanceof DailyRow day ? day.date().toString() : time.toString();
    report.accepted(time.toEpochMilli(), when);
    accepted.accept(row);
    for (QualityFinding finding : verdict.findings()) {
      report.noted(row.symbol(), finding, row.line());
    }
  }

  @Override
  public void rejected(MarketFileException why, String rawLine) {
    // Of a row that cannot be read it is not known where its symbol is; any cell may be it.
    boolean wanted =
        only == null
            || !namesSymbols
            || Arrays.stream(rawLine.split(",", -1)).anyMatch(cell -> cell.strip().equals(only));
    if (!wanted) {
      return;
    }
    report.unreadable();
    String column = why.column().isEmpty() ? "" : "column " + why.column() + ": ";
    report.rejected(
        "MALFORMED",
        why.line(),
        "%s'%s', expected %s".formatted(column, why.value(), why.expected()));
  }

  private static String because(Rejection rejection) {
    return "%s: '%s', expected %s"
        .formatted(rejection.field(), rejection.value(), rejection.expected());
  }

  private static Tick tick(TradeRow trade) {
    return Tick.trade(
        trade.symbol(),
        id(trade),
        trade.time().toEpochMilli(),
        trade.price(),
        trade.size(),
        "file",
        false);
  }

  /** The source's number of a trade; of an id that is none, 63 bits of its FNV-1a hash. */
  private static long id(TradeRow trade) {
    String text = trade.tradeId();
    if (text == null) {
      return TickQuality.NO_ID;
    }
    boolean number = text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (number) {
      return Long.parseLong(text);
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash & Long.MAX_VALUE;
  }

  /** A date without a session is given UTC's day, so that all else of the row can be judged. */
  private RawBar bar(DailyRow row) {
    LocalDate date = row.date();
    Session session =
        context
            .calendar()
            .session(date)
            .orElseGet(
                () ->
                    new Session(
                        date,
                        date.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    return row.toBar(session, "file");
  }

  private RawBar bar(MinuteRow row) {
    return row.toBar(context.calendar().dateOf(row.start()), "file");
  }
}
