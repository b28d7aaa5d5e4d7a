package dev.sluice.operators.chart;

import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Synthetic windows: a seeded walk with plain indicators of it. */
final class SampleWindows {
  private SampleWindows() {}

  /** A walk from this price; the first {@code warmUp} bars have no indicator at all. */
  static ChartWindow walk(String symbol, Timeframe timeframe, int bars, double price, int warmUp) {
    int before = 200;
    Random random = new Random(7);
    double[] close = new double[bars + before];
    double[] open = new double[bars + before];
    double value = price;
    for (int i = 0; i < close.length; i++) {
      open[i] = value * (1 + 0.004 * random.nextGaussian());
      value *= 1 + 0.014 * StrictMath.sin(i / 17.0) * 0.4 + 0.011 * random.nextGaussian();
      close[i] = value;
    }
    List<IndicatedBar> result = new ArrayList<>();
    LocalDate date = LocalDate.of(2024, 1, 2);
    for (int i = before; i < close.length; i++) {
      double high = Math.max(open[i], close[i]) * (1 + 0.006 * random.nextDouble());
      double low = Math.min(open[i], close[i]) * (1 - 0.006 * random.nextDouble());
      double volume = 4e7 * (0.6 + random.nextDouble());
      Bar bar = bar(symbol, timeframe, date, open[i], high, low, close[i], volume);
      boolean warm = i - before >= warmUp;
      result.add(new IndicatedBar(bar, warm ? snapshot(close, i) : none()));
      date = next(date, timeframe);
    }
    return new ChartWindow(symbol, timeframe, result, true);
  }

  /** The same price on every bar, without indicators. */
  static ChartWindow flat(String symbol, int bars, double price) {
    List<IndicatedBar> result = new ArrayList<>();
    LocalDate date = LocalDate.of(2024, 1, 2);
    for (int i = 0; i < bars; i++) {
      Bar bar = bar(symbol, Timeframe.SESSION, date, price, price, price, price, 0);
      result.add(new IndicatedBar(bar, none()));
      date = next(date, Timeframe.SESSION);
    }
    return new ChartWindow(symbol, Timeframe.SESSION, result, false);
  }

  private static LocalDate next(LocalDate date, Timeframe timeframe) {
    LocalDate next = date.plusDays(timeframe == Timeframe.WEEK ? 7 : 1);
    while (next.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
      next = next.plusDays(1);
    }
    return next;
  }

  private static Bar bar(
      String symbol,
      Timeframe timeframe,
      LocalDate date,
      double open,
      double high,
      double low,
      double close,
      double volume) {
    Instant start = date.atTime(14, 30).toInstant(ZoneOffset.UTC);
    return new Bar(
        symbol,
        timeframe,
        start,
        start.plusSeconds(23_400),
        date,
        open,
        high,
        low,
        close,
        volume,
        0,
        Double.NaN,
        0,
        1,
        0,
        "test",
        true,
        false,
        null,
        null,
        true);
  }

  private static double mean(double[] values, int last, int n) {
    double sum = 0;
    for (int i = last - n + 1; i <= last; i++) {
      sum += values[i];
    }
    return sum / n;
  }

  private static double macd(double[] close, int i) {
    return mean(close, i, 12) - mean(close, i, 26);
  }

  /** Simple means stand in for the exponential ones: what matters here is where they are drawn. */
  private static IndicatorSnapshot snapshot(double[] close, int i) {
    double middle = mean(close, i, 20);
    double gains = 0;
    double losses = 0;
    double squares = 0;
    for (int j = i - 13; j <= i; j++) {
      gains += Math.max(0, close[j] - close[j - 1]);
      losses += Math.max(0, close[j - 1] - close[j]);
    }
    for (int j = i - 19; j <= i; j++) {
      squares += (close[j] - middle) * (close[j] - middle);
    }
    double deviation = Math.sqrt(squares / 20);
    double signal = 0;
    for (int j = i - 8; j <= i; j++) {
      signal += macd(close, j) / 9;
    }
    double macd = macd(close, i);
    double nan = Double.NaN;
    return new IndicatorSnapshot(
        nan,
        middle,
        mean(close, i, 50),
        mean(close, i, 200),
        nan,
        nan,
        macd,
        signal,
        macd - signal,
        100 * gains / (gains + losses),
        middle + 2 * deviation,
        middle,
        middle - 2 * deviation,
        nan,
        nan,
        nan,
        nan,
        nan,
        nan,
        4.4e7,
        nan,
        nan);
  }

  static IndicatorSnapshot none() {
    double nan = Double.NaN;
    return new IndicatorSnapshot(
        nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan,
        nan, nan, nan, nan);
  }
}
