package dev.sluice.operators.analysis;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.AnalysisRequest;
import dev.sluice.domain.analysis.Analyst;
import dev.sluice.domain.analysis.AnalystAnswer;
import dev.sluice.domain.analysis.AnalystAnswer.Answered;
import dev.sluice.domain.analysis.AnalystAnswer.Failed;
import dev.sluice.domain.analysis.AnalystFailure;
import dev.sluice.domain.analysis.AnalystReading;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.analysis.Trend;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Bars, requests, a renderer and answers for the tests of this package. */
final class Fixture {
  /** A Monday. */
  static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

  static final WindowAppender APPENDER =
      (window, next, max) -> {
        List<IndicatedBar> bars = new ArrayList<>(window);
        bars.add(next);
        return bars.subList(Math.max(0, bars.size() - max), bars.size());
      };

  private Fixture() {}

  /** The close of a day: 21:00 UTC. */
  static Instant close(int day) {
    return MONDAY.plusDays(day).atTime(21, 0).toInstant(java.time.ZoneOffset.UTC);
  }

  static long closeMillis(int day) {
    return close(day).toEpochMilli();
  }

  static IndicatedBar daily(String symbol, int day, boolean history) {
    return bar(symbol, Timeframe.SESSION, day, history);
  }

  static IndicatedBar weekly(String symbol, int day) {
    return bar(symbol, Timeframe.WEEK, day, false);
  }

  private static IndicatedBar bar(String symbol, Timeframe timeframe, int day, boolean history) {
    double close = 100 + day;
    Bar bar =
        new Bar(
            symbol,
            timeframe,
            close(day).minusSeconds(23_400),
            close(day),
            MONDAY.plusDays(day),
            close - 1,
            close + 1,
            close - 2,
            close,
            1000,
            5,
            Double.NaN,
            0,
            1,
            0,
            "test",
            true,
            history,
            null,
            null,
            true);
    double n = Double.NaN;
    return new IndicatedBar(
        bar,
        new IndicatorSnapshot(
            close, close, n, n, n, n, n, n, n, 55, n, n, n, n, n, n, 2, n, n, n, n, 7));
  }

  static AnalysisRequest request(String symbol, int day) {
    return new AnalysisRequest(
        Ids.of("execution", "swing", MONDAY.plusDays(day)),
        "swing",
        symbol,
        MONDAY.plusDays(day),
        close(day),
        new ChartWindow(symbol, Timeframe.SESSION, List.of(daily(symbol, day, false)), true),
        new ChartWindow(symbol, Timeframe.WEEK, List.of(), true),
        null,
        null,
        null,
        null);
  }

  static AnalystAnswer buy() {
    return new Answered("test-model", "{}", reading(SignalType.BUY), 12, 3, null);
  }

  static AnalystAnswer hold() {
    return new Answered("test-model", "{}", reading(SignalType.HOLD), 12, 3, null);
  }

  static AnalystAnswer failed() {
    return new Failed(AnalystFailure.SERVER_ERROR, "HTTP 500", "test-model", null, null, 3, null);
  }

  private static AnalystReading reading(SignalType type) {
    return new AnalystReading(
        Trend.BULLISH,
        0.75,
        List.of(new BigDecimal("95.5")),
        List.of(new BigDecimal("120")),
        List.of("higher highs"),
        type,
        new BigDecimal("100"),
        new BigDecimal("95"),
        new BigDecimal("110"),
        "a test says so");
  }

  /** An analyst that never answers. */
  static Analyst.Factory silent() {
    return () -> question -> new java.util.concurrent.CompletableFuture<>();
  }

  /** Draws a chart as the text of what it would show. */
  static final class TextRenderer implements ChartRenderer {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] png(ChartWindow window) {
      return ("png " + window.symbol() + " " + window.bars().size())
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] html(ChartWindow window) {
      return ("html " + window.symbol() + " " + window.bars().size())
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Chart describe(
        String executionId, ChartWindow window, String bucket, Instant eventTime) {
      String id = Ids.of("chart", executionId, window.symbol(), window.timeframe());
      IndicatedBar last = window.bars().get(window.bars().size() - 1);
      return new Chart(
          id,
          executionId,
          window.symbol(),
          window.timeframe(),
          "candlestick",
          bucket,
          id + ".png",
          id + ".html",
          List.of("sma_20"),
          window.bars().size(),
          window.bars().get(0).bar().sessionDate(),
          last.bar().sessionDate(),
          last.bar().close(),
          null,
          1000,
          eventTime,
          window.simulated());
    }
  }

  /** The bar in a later edition, in which a little more was traded. */
  static IndicatedBar revised(IndicatedBar indicated, int revision) {
    Bar b = indicated.bar();
    return new IndicatedBar(
        new Bar(
            b.symbol(),
            b.timeframe(),
            b.start(),
            b.end(),
            b.sessionDate(),
            b.open(),
            b.high(),
            b.low(),
            b.close(),
            b.volume() + 1,
            b.trades(),
            b.vwap(),
            revision,
            b.splitFactor(),
            b.dividend(),
            b.source(),
            b.simulated(),
            b.history(),
            null,
            null,
            true),
        indicated.indicators());
  }
}
