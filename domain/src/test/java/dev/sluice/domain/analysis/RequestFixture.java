package dev.sluice.domain.analysis;

import dev.sluice.domain.Ids;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** A request with sixty-one sessions and no closed week. */
final class RequestFixture {
  static final LocalDate DAY = LocalDate.of(2024, 3, 1);
  static final Instant CLOSE = Instant.parse("2024-03-01T21:00:00Z");

  private RequestFixture() {}

  static AnalysisRequest request(boolean simulated) {
    List<IndicatedBar> bars =
        IntStream.rangeClosed(0, 60).mapToObj(i -> bar(60 - i, 100 + i, simulated)).toList();
    return new AnalysisRequest(
        Ids.of("execution", "swing", DAY),
        "swing",
        "TSLA",
        DAY,
        CLOSE,
        new ChartWindow("TSLA", Timeframe.SESSION, bars, simulated),
        new ChartWindow("TSLA", Timeframe.WEEK, List.of(), simulated),
        null,
        null,
        null,
        null);
  }

  private static IndicatedBar bar(int daysAgo, double close, boolean simulated) {
    Instant end = CLOSE.minusSeconds(86_400L * daysAgo);
    Bar bar =
        new Bar(
            "TSLA",
            Timeframe.SESSION,
            end.minusSeconds(23_400),
            end,
            DAY.minusDays(daysAgo),
            close - 1,
            close + 2,
            close - 2,
            close,
            1e6 / 3,
            10,
            Double.NaN,
            0,
            1,
            0,
            "test",
            simulated,
            daysAgo > 0,
            null,
            null,
            true);
    return new IndicatedBar(bar, indicators(close));
  }

  private static IndicatorSnapshot indicators(double close) {
    double nan = Double.NaN;
    return new IndicatorSnapshot(
        close - 4.5,
        close - 9.5,
        close - 24.5,
        nan,
        nan,
        nan,
        0.1 + 0.2,
        nan,
        -1e-9,
        71.25,
        nan,
        nan,
        nan,
        nan,
        nan,
        nan,
        4,
        nan,
        nan,
        nan,
        nan,
        12_345_678_901.0);
  }
}
