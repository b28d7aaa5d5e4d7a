package dev.sluice.domain.analysis;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import java.util.ArrayList;
import java.util.List;

/** The last bars of one symbol and timeframe, kept on the price scale of the newest. */
public final class ChartWindows {
  /** How many bars a chart shows where nothing else is said. */
  public static final int DEFAULT_BARS = 120;

  private ChartWindows() {}

  /**
   * The window with one more bar.
   *
   * <p>Where {@code next} had a split (factor other than 1), the bars before it and their
   * indicators are put on its scale: prices, and indicators in units of price, are divided by the
   * factor; volumes, and indicators in units of volume, are multiplied; those without a unit stay.
   * Custom indicators, whose unit nobody knows, are left out of the bars before it. A bar's own
   * {@code splitFactor} stays too: it is a fact of that bar.
   *
   * <p>A later edition of the last bar (same start, higher revision) replaces it; a bar that is
   * otherwise not newer than the last is a second copy, and the window comes back as it was.
   *
   * @param window earlier bars, oldest first, as this function gave them; empty at first; never
   *     changed
   * @param next the bar that follows
   * @param max most bars to keep, at least 1
   * @return at most {@code max} bars, oldest first
   * @throws IllegalArgumentException where {@code next} is of another symbol or timeframe than the
   *     window, its split factor is not a positive number, or {@code max} is below 1
   */
  public static List<IndicatedBar> append(List<IndicatedBar> window, IndicatedBar next, int max) {
    check(window, next.bar(), max);
    double factor = next.bar().splitFactor();
    int kept = window.size();
    if (kept > 0) {
      Bar last = window.get(kept - 1).bar();
      boolean sameBar = next.bar().start().equals(last.start());
      if (sameBar ? next.bar().revision() <= last.revision() : isBefore(next.bar(), last)) {
        return window;
      }
      if (sameBar) {
        kept--;
        factor /= last.splitFactor();
      }
    }
    List<IndicatedBar> result = new ArrayList<>(Math.min(kept + 1, max));
    for (int i = Math.max(0, kept + 1 - max); i < kept; i++) {
      result.add(factor == 1 ? window.get(i) : rescale(window.get(i), factor));
    }
    result.add(next);
    return result;
  }

  private static boolean isBefore(Bar bar, Bar other) {
    return bar.start().isBefore(other.start());
  }

  private static void check(List<IndicatedBar> window, Bar next, int max) {
    if (max < 1) {
      throw new IllegalArgumentException("max: " + max + " bars, expected at least 1");
    }
    double factor = next.splitFactor();
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "splitFactor: " + factor + " of " + next.symbol() + ", expected a positive number");
    }
    if (!window.isEmpty()) {
      Bar last = window.get(window.size() - 1).bar();
      if (!last.symbol().equals(next.symbol()) || last.timeframe() != next.timeframe()) {
        throw new IllegalArgumentException(
            "bar: "
                + (next.symbol() + " " + next.timeframe().code())
                + " in a window of "
                + (last.symbol() + " " + last.timeframe().code()));
      }
    }
  }

  private static IndicatedBar rescale(IndicatedBar indicated, double f) {
    return new IndicatedBar(rescale(indicated.bar(), f), rescale(indicated.indicators(), f));
  }

  private static Bar rescale(Bar b, double f) {
    return new Bar(
        b.symbol(),
        b.timeframe(),
        b.start(),
        b.end(),
        b.sessionDate(),
        b.open() / f,
        b.high() / f,
        b.low() / f,
        b.close() / f,
        b.volume() * f,
        b.trades(),
        b.vwap() / f,
        b.revision(),
        b.splitFactor(),
        b.dividend() / f,
        b.source(),
        b.simulated(),
        b.history(),
        b.firstEvent(),
        b.lastEvent(),
        b.complete());
  }

  private static IndicatorSnapshot rescale(IndicatorSnapshot s, double f) {
    return new IndicatorSnapshot(
        s.sma10() / f,
        s.sma20() / f,
        s.sma50() / f,
        s.sma200() / f,
        s.ema12() / f,
        s.ema26() / f,
        s.macd() / f,
        s.macdSignal() / f,
        s.macdHistogram() / f,
        s.rsi14(),
        s.bollingerUpper() / f,
        s.bollingerMiddle() / f,
        s.bollingerLower() / f,
        s.stochasticK(),
        s.stochasticD(),
        s.williamsR14(),
        s.atr14() / f,
        s.adx14(),
        s.volatility20(),
        s.volumeSma20() * f,
        s.volumeRoc14(),
        s.obv() * f);
  }
}
