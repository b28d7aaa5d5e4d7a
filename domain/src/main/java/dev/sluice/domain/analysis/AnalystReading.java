package dev.sluice.domain.analysis;

import java.math.BigDecimal;
import java.util.List;

/**
 * An answer by {@link AnswerSchema}, as the analyst gave it: well-formed, not yet judged.
 *
 * @param trend direction
 * @param confidence 0 to 1
 * @param support prices
 * @param resistance prices
 * @param patterns names of the patterns seen
 * @param signal what it says to do
 * @param entry price; null where it gave none
 * @param stop price; null where it gave none
 * @param target price; null where it gave none
 * @param reason one or two sentences for people
 */
public record AnalystReading(
    Trend trend,
    double confidence,
    List<BigDecimal> support,
    List<BigDecimal> resistance,
    List<String> patterns,
    SignalType signal,
    BigDecimal entry,
    BigDecimal stop,
    BigDecimal target,
    String reason) {}
