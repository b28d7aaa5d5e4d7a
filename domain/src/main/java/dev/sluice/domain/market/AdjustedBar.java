package dev.sluice.domain.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A bar beside its prices on the scale of the newest session of its series. The bar itself stays as
 * it was traded.
 *
 * @param bar as traded
 * @param by product of the split factors of later sessions: how many of the newest session's shares
 *     one of the bar's has become; adjusted prices are divided by it, quantities multiplied
 * @param totalClose the adjusted close with dividends taken out: its ratios are total returns, each
 *     dividend reinvested at the last close before its ex-date (CRSP's method, which vendors'
 *     adjusted closes follow). NaN where a later dividend was not below that close
 */
public record AdjustedBar(Bar bar, double by, double totalClose) {

  /** First price on the new scale. */
  public double open() {
    return bar.open() / by;
  }

  /** Highest price on the new scale. */
  public double high() {
    return bar.high() / by;
  }

  /** Lowest price on the new scale. */
  public double low() {
    return bar.low() / by;
  }

  /** Last price on the new scale; dividends are in it, as in the market's own prices. */
  public double close() {
    return bar.close() / by;
  }

  /** Quantity in shares of the newest session. */
  public double volume() {
    return bar.volume() * by;
  }

  /** Volume-weighted price on the new scale; NaN where it is not known. */
  public double vwap() {
    return bar.vwap() / by;
  }

  /** Cash that went ex within the bar, per share of the newest session; 0 for none. */
  public double dividend() {
    return bar.dividend() / by;
  }

  /**
   * Adjusts the bars of one symbol and timeframe. The date of its session tells a bar's scale; a
   * split or dividend that any bar of a session says is of the whole session.
   *
   * @param bars oldest first
   */
  public static List<AdjustedBar> of(List<Bar> bars) {
    List<AdjustedBar> adjusted = new ArrayList<>();
    double by = 1;
    double kept = 1;
    int end = bars.size();
    while (end > 0) {
      LocalDate date = bars.get(end - 1).sessionDate();
      double split = 1;
      double dividend = 0;
      int first = end;
      while (first > 0 && bars.get(first - 1).sessionDate().equals(date)) {
        Bar bar = bars.get(--first);
        adjusted.add(new AdjustedBar(bar, by, bar.close() / by * kept));
        split *= bar.splitFactor();
        dividend += bar.dividend();
      }
      by *= split;
      if (dividend != 0 && first > 0) {
        double before = bars.get(first - 1).close() / split;
        kept *= dividend < before ? 1 - dividend / before : Double.NaN;
      }
      end = first;
    }
    Collections.reverse(adjusted);
    return adjusted;
  }
}
