package dev.sluice.domain.analysis;

import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A drawn chart: an image and an interactive page, stored as two objects.
 *
 * @param id derives from execution, symbol and timeframe
 * @param executionId execution that it belongs to
 * @param symbol ticker
 * @param timeframe SESSION or WEEK
 * @param chartType for example "candlestick"
 * @param bucket object store bucket
 * @param imageKey object key of the PNG
 * @param htmlKey object key of the page
 * @param indicatorsApplied names of what is drawn, for example sma_20
 * @param dataPoints number of bars
 * @param startDate date of the first bar
 * @param endDate date of the last bar
 * @param priceCurrent last close
 * @param priceChangePct last close against the one before, percent; null with one bar
 * @param volumeAverage mean volume of the bars shown
 * @param generatedAt event time, UTC
 * @param simulated true where the prices are not a market's
 */
public record Chart(
    String id,
    String executionId,
    String symbol,
    Timeframe timeframe,
    String chartType,
    String bucket,
    String imageKey,
    String htmlKey,
    List<String> indicatorsApplied,
    int dataPoints,
    LocalDate startDate,
    LocalDate endDate,
    double priceCurrent,
    Double priceChangePct,
    double volumeAverage,
    Instant generatedAt,
    boolean simulated) {}
