package dev.sluice.domain.analysis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an analyst (a language model, or the offline rules) made of a symbol's two charts.
 *
 * @param id derives from execution and symbol
 * @param executionId execution that it belongs to
 * @param strategy name
 * @param symbol ticker
 * @param dailyChartId null where no chart was drawn
 * @param weeklyChartId null where no chart was drawn
 * @param prompt text sent
 * @param response text received; null where nothing came
 * @param model name as it answers, {@code offline-rules} for the offline analyst
 * @param indicators the figures that were in the prompt, by name; absent before warm-up
 * @param signal what it says to do; HOLD where it failed
 * @param confidence 0 to 1; 0 where it failed
 * @param trend direction; NEUTRAL where it failed
 * @param supportLevels prices, highest first; empty where it failed
 * @param resistanceLevels prices, lowest first; empty where it failed
 * @param patterns names of the patterns seen
 * @param entry proposed entry price; null for HOLD
 * @param stop proposed stop price; null for HOLD
 * @param target proposed target price; null for HOLD
 * @param tokensUsed prompt and answer together; null where the endpoint did not say
 * @param latencyMillis wall-clock time of the call
 * @param cost US dollars; null where the price of the model is not known
 * @param analyzedAt event time, UTC
 * @param status OK or the failure's code: TIMEOUT, RATE_LIMITED, SERVER_ERROR, EMPTY, NOT_JSON,
 *     WRONG_SCHEMA, UNREACHABLE, REFUSED
 * @param failure what went wrong, for people; null where it is OK
 * @param simulated true where the prices are not a market's
 */
public record Analysis(
    String id,
    String executionId,
    String strategy,
    String symbol,
    String dailyChartId,
    String weeklyChartId,
    String prompt,
    String response,
    String model,
    Map<String, Double> indicators,
    SignalType signal,
    double confidence,
    Trend trend,
    List<BigDecimal> supportLevels,
    List<BigDecimal> resistanceLevels,
    List<String> patterns,
    BigDecimal entry,
    BigDecimal stop,
    BigDecimal target,
    Integer tokensUsed,
    long latencyMillis,
    BigDecimal cost,
    Instant analyzedAt,
    String status,
    String failure,
    boolean simulated) {}
