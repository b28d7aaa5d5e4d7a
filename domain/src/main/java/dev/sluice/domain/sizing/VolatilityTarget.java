package dev.sluice.domain.sizing;

import java.math.BigDecimal;
import java.util.List;

/**
 * As much of the equity as gives the position a volatility: weight = target ÷ σ, at most the cap,
 * where σ is the symbol's own over the last sessions: the standard deviation (n−1) of simple daily
 * returns × √252 (Moskowitz, Ooi and Pedersen, <i>Time Series Momentum</i>, 2012, who scale each
 * position by its volatility; the plain window in place of their exponential one).
 *
 * <p>Without as many closes as the window needs, or where the price did not move, there is no σ and
 * the entry is denied.
 *
 * @param target volatility a year, a fraction: 0.15 is 15 %
 * @param window daily returns that σ is taken from, 2 to 260
 * @param cap largest fraction of equity
 */
public record VolatilityTarget(BigDecimal target, int window, BigDecimal cap)
    implements SizingModel {
  private static final double SESSIONS_A_YEAR = 252;
  private static final int LONGEST = 260;

  public VolatilityTarget {
    Figures.above("volatility", target, BigDecimal.ZERO);
    Figures.above("cap", cap, BigDecimal.ZERO);
    if (window < 2 || window > LONGEST) {
      throw new IllegalArgumentException(
          "window is " + window + ", expected 2 to " + LONGEST + " sessions");
    }
  }

  @Override
  public SizedQuantity size(SizingInput input) {
    if (input.closes().size() < closes()) {
      return SizedQuantity.unknown(
          "volatility over %d sessions is not known: %d of %d closes were seen"
              .formatted(window, input.closes().size(), closes()));
    }
    double sigma = sigma(input.closes());
    if (!(sigma > 0) || !Double.isFinite(sigma)) {
      return SizedQuantity.unknown("volatility over " + window + " sessions is " + sigma);
    }
    BigDecimal weight = BigDecimal.valueOf(target.doubleValue() / sigma).min(cap);
    return SizingModel.share(input, weight);
  }

  private double sigma(List<BigDecimal> all) {
    List<BigDecimal> closes = all.subList(all.size() - closes(), all.size());
    double[] returns = new double[window];
    double sum = 0;
    for (int i = 0; i < window; i++) {
      returns[i] = closes.get(i + 1).doubleValue() / closes.get(i).doubleValue() - 1;
      sum += returns[i];
    }
    double mean = sum / window;
    double squares = 0;
    for (double value : returns) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (window - 1)) * Math.sqrt(SESSIONS_A_YEAR);
  }

  @Override
  public int closes() {
    return window + 1;
  }

  @Override
  public String spec() {
    return "volatility:%s,window=%d,cap=%s"
        .formatted(target.toPlainString(), window, cap.toPlainString());
  }
}
