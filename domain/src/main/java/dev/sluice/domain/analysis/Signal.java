package dev.sluice.domain.analysis;

import dev.sluice.domain.trading.OrderTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * A decision about a symbol, with effect from {@link #eventTime()}.
 *
 * @param id derives from execution and symbol
 * @param executionId execution that it belongs to
 * @param strategy name
 * @param symbol ticker
 * @param type BUY, SELL or HOLD
 * @param confidence 0 to 1
 * @param entry price it was decided at; null for HOLD
 * @param stop protective stop; null for HOLD or where there is none
 * @param target profit target; null for HOLD or where there is none
 * @param eventTime session close + decision latency, UTC: no order may act on it earlier
 * @param analysisId analysis that led to it; null for a plain rule
 * @param dailyChartId null where no chart was drawn
 * @param weeklyChartId null where no chart was drawn
 * @param metadata of the strategy, for people
 * @param simulated true where the prices are not a market's
 * @param terms of the order that opens or closes for it; null for a MARKET order of the day
 */
public record Signal(
    String id,
    String executionId,
    String strategy,
    String symbol,
    SignalType type,
    double confidence,
    BigDecimal entry,
    BigDecimal stop,
    BigDecimal target,
    Instant eventTime,
    String analysisId,
    String dailyChartId,
    String weeklyChartId,
    Map<String, String> metadata,
    boolean simulated,
    OrderTerms terms) {

  /** A signal for a MARKET order of the day. */
  public Signal(
      String id,
      String executionId,
      String strategy,
      String symbol,
      SignalType type,
      double confidence,
      BigDecimal entry,
      BigDecimal stop,
      BigDecimal target,
      Instant eventTime,
      String analysisId,
      String dailyChartId,
      String weeklyChartId,
      Map<String, String> metadata,
      boolean simulated) {
    this(
        id,
        executionId,
        strategy,
        symbol,
        type,
        confidence,
        entry,
        stop,
        target,
        eventTime,
        analysisId,
        dailyChartId,
        weeklyChartId,
        metadata,
        simulated,
        null);
  }

  /** The same for an order of other terms; null for a MARKET order of the day. */
  public Signal with(OrderTerms newTerms) {
    return new Signal(
        id,
        executionId,
        strategy,
        symbol,
        type,
        confidence,
        entry,
        stop,
        target,
        eventTime,
        analysisId,
        dailyChartId,
        weeklyChartId,
        metadata,
        simulated,
        newTerms);
  }
}
