package dev.sluice.domain.indicator;

/**
 * The indicators of one closed bar, of split-adjusted prices. NaN before warm-up.
 *
 * <p>Formulas and seeds are those of each indicator's class in this package.
 */
public record IndicatorSnapshot(
    double sma10,
    double sma20,
    double sma50,
    double sma200,
    double ema12,
    double ema26,
    double macd,
    double macdSignal,
    double macdHistogram,
    double rsi14,
    double bollingerUpper,
    double bollingerMiddle,
    double bollingerLower,
    double stochasticK,
    double stochasticD,
    double williamsR14,
    double atr14,
    double adx14,
    double volatility20,
    double volumeSma20,
    double volumeRoc14,
    double obv) {}
