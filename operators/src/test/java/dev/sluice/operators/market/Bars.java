package dev.sluice.operators.market;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bars of SPY. */
final class Bars {
  private Bars() {}

  /** The bar of day {@code i}, or of week {@code i}. */
  static Bar bar(Timeframe timeframe, int i, double close, double volume, int revision) {
    return bar(timeframe, i, close, volume, revision, 1);
  }

  /** The bar of day {@code i}, or of week {@code i}, with a split. */
  static Bar bar(
      Timeframe timeframe, int i, double close, double volume, int revision, double splitFactor) {
    int days = timeframe == Timeframe.WEEK ? 7 : 1;
    LocalDate date = LocalDate.of(2020, 1, 1).plusDays((long) days * i);
    return bar(timeframe, date, close, volume, revision, splitFactor);
  }

  /** A bar that ends on a date. */
  static Bar bar(
      Timeframe timeframe,
      LocalDate date,
      double close,
      double volume,
      int revision,
      double splitFactor) {
    Instant start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new Bar(
        "SPY",
        timeframe,
        start,
        start.plusSeconds(3600),
        date,
        close * 0.995,
        close * 1.01,
        close * 0.99,
        close,
        volume,
        0,
        Double.NaN,
        revision,
        splitFactor,
        0,
        "test",
        true,
        false,
        null,
        null,
        true);
  }

  /** A random walk of session bars, with a split now and then; {@code seed} decides it. */
  static List<Bar> walk(long seed, int count) {
    Random random = new Random(seed);
    List<Bar> bars = new ArrayList<>();
    double close = 100;
    for (int i = 0; i < count; i++) {
      double split = random.nextInt(25) == 0 ? 0.5 + 3 * random.nextDouble() : 1;
      close *= Math.exp(0.02 * random.nextGaussian()) / split;
      bars.add(bar(Timeframe.SESSION, i, close, 1 + random.nextInt(1000), 0, split));
    }
    return bars;
  }
}
