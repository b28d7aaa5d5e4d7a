package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.DailyRow;
import dev.sluice.connectors.files.FileRow;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.indicator.BarsPerYear;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.market.WeeklyRollUp;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The bars of one symbol of a daily file with their indicators. */
final class IndicatedSeries implements MarketFile.RowHandler {
  private final Path file;
  private final String symbol;
  private final Timeframe timeframe;
  private final IndicatorState state;
  private final WeeklyRollUp week = new WeeklyRollUp();
  private final List<IndicatedBar> bars = new ArrayList<>();
  private final Set<String> symbols = new TreeSet<>();
  private LocalDate last;
  private DayOfWeek latestDay = DayOfWeek.MONDAY;
  private MarketFileException failure;

  /**
   * @param calendar by whose year volatility is made annual
   */
  IndicatedSeries(Path file, String symbol, Timeframe timeframe, TradingCalendar calendar) {
    this.file = file;
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.state = new IndicatorState(timeframe, BarsPerYear.of(timeframe, calendar));
  }

  /**
   * Reads the file to its end.
   *
   * @throws MarketFileException for the first row, of whatever symbol, that cannot be read, and for
   *     one of this symbol that is not after the one before or has a price that is not above 0
   */
  List<IndicatedBar> read(MarketFile market) throws MarketFileException {
    market.read(this);
    if (failure != null) {
      throw failure;
    }
    boolean complete = last != null && last.getDayOfWeek() == latestDay;
    if (complete) {
      week.close().ifPresent(this::indicate);
    }
    return List.copyOf(bars);
  }

  boolean hasSymbol() {
    return symbols.contains(symbol);
  }

  Set<String> symbols() {
    return symbols;
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
    DailyRow day = (DailyRow) row;
    failure = unusable(day);
    if (failure != null) {
      return;
    }
    last = day.date();
    if (last.getDayOfWeek().compareTo(latestDay) > 0) {
      latestDay = last.getDayOfWeek();
    }
    Bar bar = bar(day);
    if (timeframe == Timeframe.SESSION) {
      indicate(bar);
    } else {
      week.add(bar).ifPresent(this::indicate);
    }
  }

  private void indicate(Bar bar) {
    bars.add(new IndicatedBar(bar, state.update(bar)));
  }

  private MarketFileException unusable(DailyRow day) {
    if (last != null && !day.date().isAfter(last)) {
      return wrong(day, "date", day.date().toString(), "a date after " + last);
    }
    String[] columns = {"open", "high", "low", "close"};
    double[] prices = {day.open(), day.high(), day.low(), day.close()};
    for (int i = 0; i < columns.length; i++) {
      if (prices[i] <= 0) {
        return wrong(day, columns[i], RowTable.plain(prices[i]), "a price above 0");
      }
    }
    if (day.volume() < 0) {
      return wrong(day, "volume", RowTable.plain(day.volume()), "a number from 0 up");
    }
    return null;
  }

  private MarketFileException wrong(DailyRow day, String column, String value, String expected) {
    return new MarketFileException(file, day.line(), column, value, expected, null);
  }

  /** A session's bar; its hours are not in the file, and no indicator asks for them. */
  private Bar bar(DailyRow day) {
    return new Bar(
        day.symbol(),
        Timeframe.SESSION,
        day.date().atStartOfDay(ZoneOffset.UTC).toInstant(),
        day.date().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        day.date(),
        day.open(),
        day.high(),
        day.low(),
        day.close(),
        day.volume(),
        0,
        Double.NaN,
        0,
        day.splitFactor(),
        day.dividend(),
        String.valueOf(file.getFileName()),
        false,
        false,
        null,
        null,
        true);
  }
}
