package dev.sluice.domain.performance;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The return of each month and year in which the series has a day, from the end of the last day
 * before it: first and last ones may be parts of a month. A month without a day is not there.
 *
 * @param months by month, in order
 * @param years by year, in order
 */
public record MonthlyReturns(
    SortedMap<YearMonth, Metric> months, SortedMap<Integer, Metric> years) {
  /**
   * Of a series with dates.
   *
   * @param dates of days 1 to n, the exchange's, rising
   * @throws IllegalArgumentException where there is not a date for each day, or they do not rise
   */
  public static MonthlyReturns of(List<LocalDate> dates, DailySeries series) {
    if (dates.size() != series.days()) {
      throw new IllegalArgumentException(
          "dates: %d of them, expected one for each of %d days"
              .formatted(dates.size(), series.days()));
    }
    for (int i = 1; i < dates.size(); i++) {
      if (!dates.get(i).isAfter(dates.get(i - 1))) {
        throw new IllegalArgumentException(
            "date of day %d: %s, expected after %s"
                .formatted(i + 1, dates.get(i), dates.get(i - 1)));
      }
    }
    return new MonthlyReturns(
        returns(dates, series, YearMonth::from), returns(dates, series, LocalDate::getYear));
  }

  private static <K extends Comparable<? super K>> SortedMap<K, Metric> returns(
      List<LocalDate> dates, DailySeries series, Function<LocalDate, K> period) {
    TreeMap<K, Integer> lastDays = new TreeMap<>();
    for (int i = 0; i < dates.size(); i++) {
      lastDays.put(period.apply(dates.get(i)), i + 1);
    }
    SortedMap<K, Metric> returns = new TreeMap<>();
    int from = 0;
    for (Map.Entry<K, Integer> last : lastDays.entrySet()) {
      returns.put(last.getKey(), series.totalReturn(from, last.getValue()));
      from = last.getValue();
    }
    return returns;
  }
}
