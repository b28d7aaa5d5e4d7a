package dev.sluice.domain.analysis;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.AnalystAnswer.Answered;
import dev.sluice.domain.analysis.AnalystAnswer.Failed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes an analysis and a signal of what an analyst answered.
 *
 * <p>An answer counts only where it can be true: confidence from 0 to 1, prices above zero, for BUY
 * {@code stop < entry < target}, for SELL {@code target < entry < stop}, after rounding to {@value
 * #DECIMALS} decimals. What does not count is a failure (WRONG_SCHEMA); a failure of any kind is
 * HOLD with confidence 0.
 */
public final class DecideSignal {
  /** Decimals of a price in an analysis or a signal. */
  public static final int DECIMALS = 4;

  private static final AnalystReading NOTHING_READ =
      new AnalystReading(
          Trend.NEUTRAL,
          0,
          List.of(),
          List.of(),
          List.of(),
          SignalType.HOLD,
          null,
          null,
          null,
          null);

  private DecideSignal() {}

  /**
   * What was decided.
   *
   * @param analysis what the analyst made of the charts
   * @param signal what to do, from close + decision latency on
   */
  public record Decision(Analysis analysis, Signal signal) {}

  /**
   * Decides.
   *
   * @param request what was asked
   * @param prompt the text that was sent
   * @param answer what came
   * @param decisionLatency time from the session's close to the signal's effect
   */
  public static Decision decide(
      AnalysisRequest request,
      AnalystPrompt prompt,
      AnalystAnswer answer,
      Duration decisionLatency) {
    AnalystAnswer judged = judge(answer);
    Analysis analysis = analysis(request, prompt, judged);
    return new Decision(analysis, signal(request, analysis, judged, decisionLatency));
  }

  /** The type of signal that this answer leads to; HOLD where it failed or cannot be true. */
  public static SignalType type(AnalystAnswer answer) {
    return judge(answer) instanceof Answered answered
        ? answered.reading().signal()
        : SignalType.HOLD;
  }

  /** The answer with rounded prices, or a failure where it cannot be true. */
  private static AnalystAnswer judge(AnalystAnswer answer) {
    if (!(answer instanceof Answered answered)) {
      return answer;
    }
    AnalystReading reading = rounded(answered.reading());
    String wrong = implausible(reading);
    if (wrong != null) {
      return new Failed(
          AnalystFailure.WRONG_SCHEMA,
          wrong,
          answered.model(),
          answered.response(),
          answered.tokens(),
          answered.latencyMillis(),
          answered.cost());
    }
    return new Answered(
        answered.model(),
        answered.response(),
        reading,
        answered.tokens(),
        answered.latencyMillis(),
        answered.cost());
  }

  private static AnalystReading rounded(AnalystReading r) {
    boolean hold = r.signal() == SignalType.HOLD;
    return new AnalystReading(
        r.trend(),
        r.confidence(),
        levels(r.support(), Comparator.reverseOrder()),
        levels(r.resistance(), Comparator.naturalOrder()),
        r.patterns(),
        r.signal(),
        hold ? null : round(r.entry()),
        hold ? null : round(r.stop()),
        hold ? null : round(r.target()),
        r.reason());
  }

  private static List<BigDecimal> levels(List<BigDecimal> prices, Comparator<BigDecimal> order) {
    return prices.stream().map(DecideSignal::round).distinct().sorted(order).toList();
  }

  private static BigDecimal round(BigDecimal price) {
    return price == null ? null : price.setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  /** What is wrong with it, for people; null where it can be true. */
  private static String implausible(AnalystReading r) {
    if (!(r.confidence() >= 0 && r.confidence() <= 1)) {
      return "confidence: was " + r.confidence() + ", expected 0 to 1";
    }
    for (BigDecimal level : r.support()) {
      if (level.signum() <= 0) {
        return "support: was " + level.toPlainString() + ", expected a price above 0";
      }
    }
    for (BigDecimal level : r.resistance()) {
      if (level.signum() <= 0) {
        return "resistance: was " + level.toPlainString() + ", expected a price above 0";
      }
    }
    return switch (r.signal()) {
      case HOLD -> null;
      case BUY ->
          rising(r.stop(), r.entry(), r.target())
              ? null
              : prices(r) + ", expected 0 < stop < entry < target for BUY";
      case SELL ->
          rising(r.target(), r.entry(), r.stop())
              ? null
              : prices(r) + ", expected 0 < target < entry < stop for SELL";
      case EXIT -> "signal: was EXIT, expected BUY, SELL or HOLD";
    };
  }

  private static boolean rising(BigDecimal low, BigDecimal middle, BigDecimal high) {
    return low != null
        && middle != null
        && high != null
        && low.signum() > 0
        && low.compareTo(middle) < 0
        && middle.compareTo(high) < 0;
  }

  private static String prices(AnalystReading r) {
    return "entry, stop, target: were " + r.entry() + ", " + r.stop() + ", " + r.target();
  }

  private static Analysis analysis(
      AnalysisRequest request, AnalystPrompt prompt, AnalystAnswer answer) {
    AnalystReading reading = answer instanceof Answered a ? a.reading() : NOTHING_READ;
    Failed failed = answer instanceof Failed f ? f : null;
    return new Analysis(
        Ids.of("analysis", request.executionId(), request.symbol()),
        request.executionId(),
        request.strategy(),
        request.symbol(),
        chartId(request.dailyChart()),
        chartId(request.weeklyChart()),
        prompt.text(),
        answer.response(),
        answer.model(),
        AnalystPrompt.figures(request),
        reading.signal(),
        reading.confidence(),
        reading.trend(),
        reading.support(),
        reading.resistance(),
        reading.patterns(),
        reading.entry(),
        reading.stop(),
        reading.target(),
        answer.tokens(),
        answer.latencyMillis(),
        answer.cost(),
        request.eventTime(),
        failed == null ? AnalystAnswer.OK : failed.code().name(),
        failed == null ? null : failed.message(),
        request.simulated());
  }

  private static Signal signal(
      AnalysisRequest request, Analysis analysis, AnalystAnswer answer, Duration latency) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("model", analysis.model());
    metadata.put("status", analysis.status());
    if (answer instanceof Answered answered && answered.reading().reason() != null) {
      metadata.put("reason", answered.reading().reason());
    }
    return new Signal(
        Ids.of("signal", request.executionId(), request.symbol()),
        request.executionId(),
        request.strategy(),
        request.symbol(),
        analysis.signal(),
        analysis.confidence(),
        analysis.entry(),
        analysis.stop(),
        analysis.target(),
        request.eventTime().plus(latency),
        analysis.id(),
        analysis.dailyChartId(),
        analysis.weeklyChartId(),
        metadata,
        request.simulated());
  }

  private static String chartId(Chart chart) {
    return chart == null ? null : chart.id();
  }
}
