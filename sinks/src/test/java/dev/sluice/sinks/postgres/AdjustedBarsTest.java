package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view {@code adjusted_bars} beside what a person computes. */
class AdjustedBarsTest {
  @TempDir static Path directory;
  private static Database database;
  private int bars;

  @BeforeAll
  static void start() throws Exception {
    database = Database.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @BeforeEach
  void clear() throws Exception {
    database.clear();
  }

  /** A bar whose open is 1 below its close, whose high 2 above it and whose low 3 below it. */
  private void bar(
      String symbol, String timeframe, String end, double close, double split, double dividend)
      throws SQLException {
    database.execute(
        """
        insert into bars (id, symbol, timeframe, start_time, end_time, session_date, open, high,
                          low, close, volume, trades, vwap, revision, split_factor, dividend,
                          source, simulated, history)
        values ('%s', '%s', '%s', timestamptz '%s' - interval '1 minute', '%s', date '%s', %s, %s,
                %s, %s, 1000, 1, %s, 0, %s, %s, 'test', false, false)
        """
            .formatted(
                bars++,
                symbol,
                timeframe,
                end,
                end,
                end.substring(0, 10),
                close - 1,
                close + 2,
                close - 3,
                close,
                close,
                split,
                dividend));
  }

  private void day(String date, double close, double split, double dividend) throws SQLException {
    bar("NVDA", "1d", date + " 21:00:00+00", close, split, dividend);
  }

  private static List<double[]> adjusted(String columns, String where) throws SQLException {
    List<double[]> rows = new ArrayList<>();
    String sql = "select %s from adjusted_bars where %s order by end_time";
    for (String row : database.rows(sql.formatted(columns, where))) {
      String[] cells = row.split("\\|");
      double[] numbers = new double[cells.length];
      for (int i = 0; i < cells.length; i++) {
        numbers[i] = cells[i].equals("null") ? Double.NaN : Double.parseDouble(cells[i]);
      }
      rows.add(numbers);
    }
    return rows;
  }

  /** A dividend of 3 on 600; ten shares for one; then a dividend of 0.5 on 62. */
  private void aSplitBetweenTwoDividends() throws SQLException {
    day("2024-06-05", 600, 1, 0);
    day("2024-06-06", 606, 1, 3);
    day("2024-06-07", 610, 1, 0);
    day("2024-06-10", 62, 10, 0);
    day("2024-06-11", 63, 1, 0.5);
  }

  @Test
  void pricesAreOnTheScaleOfTheNewestSessionAndWhatWasTradedStays() throws Exception {
    aSplitBetweenTwoDividends();
    assertThat(
            adjusted(
                "adjusted_open, adjusted_high, adjusted_low, adjusted_close, adjusted_volume,"
                    + " adjusted_vwap, adjusted_by",
                "symbol = 'NVDA'"))
        .containsExactly(
            new double[] {59.9, 60.2, 59.7, 60, 10_000, 60, 10},
            new double[] {60.5, 60.8, 60.3, 60.6, 10_000, 60.6, 10},
            new double[] {60.9, 61.2, 60.7, 61, 10_000, 61, 10},
            new double[] {61, 64, 59, 62, 1000, 62, 1},
            new double[] {62, 65, 60, 63, 1000, 63, 1});
    assertThat(adjusted("open, high, low, close, volume, split_factor, dividend", "close > 605"))
        .containsExactly(
            new double[] {605, 608, 603, 606, 1000, 1, 3},
            new double[] {609, 612, 607, 610, 1000, 1, 0});
  }

  @Test
  void dividendsAreTakenOutOfTheTotalCloseAlone() throws Exception {
    aSplitBetweenTwoDividends();
    List<double[]> rows = adjusted("adjusted_total_close, adjusted_dividend", "timeframe = '1d'");
    double second = 1 - 0.5 / 62;
    double first = 1 - 3 / 600.0;
    double[] expected = {60 * first * second, 60.6 * second, 61 * second, 62 * second, 63};
    for (int i = 0; i < expected.length; i++) {
      assertThat(rows.get(i)[0]).as("total close %d", i).isCloseTo(expected[i], within(1e-12));
    }
    assertThat(rows).extracting(row -> row[1]).containsExactly(0.0, 0.3, 0.0, 0.0, 0.5);
    // What it is for: a return of prices and cash.
    double cash = (606 + 3) / 600.0;
    assertThat(rows.get(1)[0] / rows.get(0)[0]).isCloseTo(606 / 597.0, within(1e-12));
    assertThat(606 / 597.0).isCloseTo(cash, within(1e-3));
  }

  /**
   * The bar that says the split need not be the first of its session: a late trade made another.
   */
  @Test
  void theDateOfItsSessionTellsABarsScale() throws Exception {
    bar("NVDA", "1m", "2024-06-07 19:59:00+00", 610, 1, 0);
    bar("NVDA", "1m", "2024-06-07 20:00:00+00", 600, 1, 0);
    bar("NVDA", "1m", "2024-06-10 13:31:00+00", 61, 1, 0);
    bar("NVDA", "1m", "2024-06-10 13:32:00+00", 62, 10, 6);
    assertThat(adjusted("adjusted_close, adjusted_total_close", "timeframe = '1m'"))
        .containsExactly(
            new double[] {61, 61 * 0.9},
            new double[] {60, 54},
            new double[] {61, 61},
            new double[] {62, 62});
  }

  @Test
  void symbolsAndTimeframesAreAdjustedEachForThemselves() throws Exception {
    aSplitBetweenTwoDividends();
    bar("SPY", "1d", "2024-06-05 21:00:00+00", 500, 1, 0);
    bar("SPY", "1d", "2024-06-11 21:00:00+00", 505, 0.5, 0);
    bar("NVDA", "1w", "2024-06-07 21:00:00+00", 610, 1, 3);
    assertThat(adjusted("adjusted_close", "symbol = 'SPY'"))
        .containsExactly(new double[] {1000}, new double[] {505});
    assertThat(adjusted("adjusted_close, adjusted_total_close", "timeframe = '1w'"))
        .containsExactly(new double[] {610, 610});
  }

  @Test
  void whereADividendIsNotBelowTheCloseBeforeItNoReturnIsMadeUp() throws Exception {
    day("2024-06-05", 10, 1, 0);
    day("2024-06-06", 1, 1, 10);
    assertThat(adjusted("adjusted_close, adjusted_total_close", "symbol = 'NVDA'"))
        .containsExactly(new double[] {10, Double.NaN}, new double[] {1, 1});
  }
}
