package dev.sluice.domain.indicator;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Session bars made of numbers. */
final class TestBars {
  private TestBars() {}

  /** Day {@code i} with open, high, low, close and volume. */
  static Bar bar(int i, double[] ohlcv, double splitFactor) {
    LocalDate date = LocalDate.of(2000, 1, 3).plusDays(i);
    Instant start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new Bar(
        "A",
        Timeframe.SESSION,
        start,
        start.plusSeconds(86_400),
        date,
        ohlcv[0],
        ohlcv[1],
        ohlcv[2],
        ohlcv[3],
        ohlcv[4],
        0,
        Double.NaN,
        0,
        splitFactor,
        0,
        "test",
        false,
        false,
        null,
        null,
        true);
  }
}
