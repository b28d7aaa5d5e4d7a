package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.DailyRow;
import dev.sluice.connectors.files.FileRow;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.connectors.files.MinuteRow;
import dev.sluice.connectors.files.TradeRow;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.HoursCursor;
import dev.sluice.domain.market.PartitionClock;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.SymbolBars;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickValidator;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The bars of one symbol of a file, by the code of the market job. Rows are taken in the file's
 * order, as a stream would bring them: time is the latest stamp so far, and a row that is behind it
 * by more than the lateness is in no bar.
 */
final class FileBars implements MarketFile.RowHandler {
  private final Path file;
  private final String source;
  private final String symbol;
  private final Timeframe timeframe;
  private final TradingCalendar calendar;
  private final long latenessMillis;
  private final HoursCursor sessions;
  private final SymbolBars bars;
  private final PartitionClock clock = new PartitionClock();
  private final TreeMap<Instant, Bar> editions = new TreeMap<>();
  private final Set<String> symbols = new TreeSet<>();

  /** By ex-date; null before the first row, whose prices have those of before. */
  private ArrayDeque<CorporateAction> waiting;

  private final List<CorporateAction> actions;
  private MarketFileException failure;

  /** End of the last bar that the file gives: a bar that it gives is whole. */
  private long givenThrough = Long.MIN_VALUE;

  private long tooLate;
  private long outsideSessions;
  private long repeated;

  FileBars(
      Path file, String symbol, Timeframe timeframe, TradingCalendar calendar, Duration lateness) {
    this(file, symbol, timeframe, calendar, lateness, List.of());
  }

  /**
   * @param actions splits and dividends that the file does not say, of any symbol; those whose
   *     ex-date is before the first row are in its prices already
   */
  FileBars(
      Path file,
      String symbol,
      Timeframe timeframe,
      TradingCalendar calendar,
      Duration lateness,
      List<CorporateAction> actions) {
    this.actions =
        actions.stream()
            .filter(action -> action.symbol().equals(symbol))
            .sorted(Comparator.comparing(CorporateAction::exDate))
            .toList();
    this.file = file;
    this.source = String.valueOf(file.getFileName());
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.calendar = calendar;
    this.latenessMillis = lateness.toMillis();
    this.sessions = new HoursCursor(calendar);
    this.bars = new SymbolBars(symbol, EnumSet.of(timeframe));
  }

  /**
   * Reads the file to its end.
   *
   * @return the last edition of each bar, oldest first
   * @throws MarketFileException for the first row, of whatever symbol, that cannot be read
   */
  List<Bar> read(MarketFile market) throws MarketFileException {
    market.read(this);
    if (failure != null) {
      throw failure;
    }
    bars.finish(Math.max(clock.watermark(0), givenThrough), this::take);
    repeated += bars.takeRepeated();
    return new ArrayList<>(editions.values());
  }

  boolean hasSymbol() {
    return symbols.contains(symbol);
  }

  Set<String> symbols() {
    return symbols;
  }

  /** What was in the file and is in no bar, a line each for people. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (tooLate > 0) {
      remarks.add(tooLate + " rows were later than --lateness allows and are in no bar");
    }
    if (outsideSessions > 0) {
      remarks.add(
          outsideSessions
              + " rows are outside the sessions of "
              + calendar.name()
              + " and in no bar");
    }
    if (repeated > 0) {
      remarks.add(repeated + " rows repeat a bar that was closed and are in no bar");
    }
    return remarks;
  }

  @Override
  public void rejected(MarketFileException why, String rawLine) {
    if (failure == null) {
      failure = why;
    }
  }

  @Override
  public void row(FileRow row) {
    symbols.add(row.symbol());
    if (failure != null || !row.symbol().equals(symbol)) {
      return;
    }
    failure = impossible(row);
    if (failure != null) {
      return;
    }
    if (row instanceof TradeRow trade) {
      take(trade);
    } else if (row instanceof MinuteRow minute) {
      take(minute);
    } else if (row instanceof DailyRow day) {
      take(day);
    }
  }

  /** What no arithmetic on time holds; null where there is nothing. */
  private MarketFileException impossible(FileRow row) {
    if (row instanceof DailyRow day) {
      Instant time = day.date().atStartOfDay(ZoneOffset.UTC).toInstant();
      return impossible(time, row, "date", day.date());
    }
    Instant time = row instanceof TradeRow trade ? trade.time() : ((MinuteRow) row).start();
    return impossible(time, row, "timestamp_utc", time);
  }

  private MarketFileException impossible(Instant time, FileRow row, String column, Object value) {
    return TickValidator.isPlausible(time)
        ? null
        : new MarketFileException(
            file,
            row.line(),
            column,
            value.toString(),
            "a time from 1900-01-01 and before 2200-01-01",
            null);
  }

  private void take(TradeRow row) {
    long time = row.time().toEpochMilli();
    SessionHours in = sessions.at(time);
    if (in == null) {
      outsideSessions++;
      return;
    }
    PartitionClock.Verdict verdict = clock.accept(time, time, 0, latenessMillis, 0);
    if (verdict == PartitionClock.Verdict.TOO_LATE) {
      tooLate++;
      return;
    }
    begin(in.date());
    boolean onTime = verdict == PartitionClock.Verdict.ON_TIME;
    Tick trade = Tick.trade(symbol, 0, time, row.price(), row.size(), source, false);
    bars.add(trade, in, onTime ? Long.MIN_VALUE : clock.watermark(0));
    advance();
  }

  private void take(MinuteRow row) {
    SessionHours in = sessions.at(row.start().toEpochMilli());
    if (in == null) {
      outsideSessions++;
      return;
    }
    take(row.toBar(LocalDate.ofEpochDay(in.date()), source), in);
  }

  private void take(DailyRow row) {
    Optional<Session> of = calendar.session(row.date());
    if (of.isEmpty()) {
      outsideSessions++;
      return;
    }
    RawBar bar = row.toBar(of.get(), source);
    take(bar, SessionHours.of(bar, calendar));
  }

  /** Brings what is in force from a session on. */
  private void begin(long date) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(actions);
      waiting.removeIf(action -> action.exDate().toEpochDay() < date);
    }
    while (!waiting.isEmpty() && waiting.peek().exDate().toEpochDay() <= date) {
      bars.add(waiting.poll());
    }
  }

  private void take(RawBar bar, SessionHours in) {
    begin(in.date());
    long start = bar.start().toEpochMilli();
    if (clock.accept(start, start, 0, latenessMillis, 0) == PartitionClock.Verdict.TOO_LATE) {
      tooLate++;
    } else {
      bars.add(bar, in, clock.watermark(0));
      givenThrough = Math.max(givenThrough, bar.end().toEpochMilli());
    }
    advance();
  }

  private void advance() {
    long passed = clock.watermark(0);
    bars.advance(passed, passed - latenessMillis, this::take);
    repeated += bars.takeRepeated();
  }

  /** A later edition takes the place of the one before. */
  private void take(Bar bar) {
    if (bar.timeframe() == timeframe) {
      editions.put(bar.start(), bar);
    }
  }
}
