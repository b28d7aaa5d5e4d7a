package dev.sluice.domain.performance;

import java.util.Arrays;
import org.apache.commons.numbers.core.Sum;

/**
 * A value a day, as equity or as simple returns. Day 0 is the start, day n the last one; day t has
 * the return from day t − 1 to day t.
 *
 * <p>Equity may fall to 0 or, with borrowed money, below it. That day's return is −1 or less and
 * counts, but no later day has one: nothing can be earned on nothing. {@link #missing()} says so,
 * and the figures that need all returns are undefined; total return and drawdown are not.
 */
public final class DailySeries {
  /** Drawdowns below this are the rounding of a recovery to the very peak, not a loss. */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  /** Equity of day 0 to n; null where returns were given. */
  private final double[] equity;

  /** Of day 1 to n, or to the day on which equity was lost. */
  private final double[] returns;

  private final int days;

  private DailySeries(double[] equity, double[] returns, int days) {
    this.equity = equity;
    this.returns = returns;
    this.days = days;
  }

  /**
   * Of the starting value and the value at the end of each day.
   *
   * @param equity the start first, above 0; then finite
   * @throws IllegalArgumentException naming the day, its value and what was expected
   */
  public static DailySeries ofEquity(double... equity) {
    if (equity.length == 0) {
      throw new IllegalArgumentException("equity: none, expected at least the starting value");
    }
    for (int day = 0; day < equity.length; day++) {
      checkEquity(equity[day], day);
    }
    double[] values = equity.clone();
    double[] returns = new double[values.length - 1];
    int known = 0;
    while (known < returns.length && values[known] > 0) {
      returns[known] = dailyReturn(values[known], values[known + 1], known + 1);
      known++;
    }
    return new DailySeries(values, Arrays.copyOf(returns, known), returns.length);
  }

  /**
   * Of the simple return of each day: 0.01 is a gain of 1 %.
   *
   * @param returns finite, not below −1
   * @throws IllegalArgumentException naming the day, its value and what was expected
   */
  public static DailySeries ofReturns(double... returns) {
    for (int i = 0; i < returns.length; i++) {
      if (!(returns[i] >= -1) || Double.isInfinite(returns[i])) {
        throw new IllegalArgumentException(
            "return of day %d: %s, expected a finite fraction of at least -1"
                .formatted(i + 1, returns[i]));
      }
    }
    return new DailySeries(null, returns.clone(), returns.length);
  }

  static void checkEquity(double value, int day) {
    if (!Double.isFinite(value) || (day == 0 && value <= 0)) {
      throw new IllegalArgumentException(
          "equity of day %d: %s, expected a finite number%s"
              .formatted(day, value, day == 0 ? " above 0" : ""));
    }
  }

  /** The simple return from one day's equity, above 0, to the next one's. */
  static double dailyReturn(double before, double now, int day) {
    // Not now / before - 1, which loses the digits of a small return.
    double value = (now - before) / before;
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "equity of day %d: %s after %s, expected a return within the range of doubles"
              .formatted(day, now, before));
    }
    return value;
  }

  /** Natural logarithm of now ÷ start, as {@link Ratios#cagr} takes it; start is above 0. */
  static double growth(double start, double now) {
    if (now < 0) {
      return Double.NaN;
    }
    // Near 1 the logarithm of the quotient would lose the digits of a small growth.
    double change = (now - start) / start;
    return Math.abs(change) < 0.5 ? StrictMath.log1p(change) : StrictMath.log(now / start);
  }

  /** Why days behind the one on which equity was lost have no return. */
  static String lost(int day) {
    return "equity was not above 0 on day " + day + ", so later days have no return";
  }

  /** Number of days n; the start is none. */
  public int days() {
    return days;
  }

  /** The returns of days 1 to n, or where equity was lost before day n, to that day. */
  public double[] returns() {
    return returns.clone();
  }

  /** Why later days have no return; null where all have one. */
  public String missing() {
    return returns.length < days ? lost(returns.length) : null;
  }

  /** The mean of the equity of days 1 to n; undefined for returns, which have no amounts. */
  public Metric meanEquity() {
    if (equity == null) {
      return Metric.undefined("returns were given, not equity");
    }
    if (days == 0) {
      return Metric.undefined(Ratios.tooFew(1, 0));
    }
    return Metric.of(Arrays.stream(equity, 1, days + 1).map(value -> value / days).sum());
  }

  /**
   * The simple return from the end of one day to that of a later one, ∏(1 + r) − 1 of the days
   * between.
   *
   * @throws IndexOutOfBoundsException where they are not days of the series in this order
   */
  public Metric totalReturn(int from, int to) {
    if (from < 0 || from > to || to > days) {
      throw new IndexOutOfBoundsException(
          "days %d to %d of a series from day 0 to day %d".formatted(from, to, days));
    }
    if (from == to) {
      return Metric.undefined(Ratios.tooFew(1, 0));
    }
    if (equity == null) {
      return Metric.of(StrictMath.expm1(logarithms(from, to)));
    }
    return equity[from] > 0
        ? Metric.of((equity[to] - equity[from]) / equity[from])
        : Metric.undefined(lost(from));
  }

  /** Compound annual growth rate over the whole series. */
  Metric cagr() {
    if (days == 0) {
      return Metric.undefined(Ratios.tooFew(1, 0));
    }
    if (missing() != null) {
      return Metric.undefined(missing());
    }
    double growth = equity == null ? logarithms(0, days) : growth(equity[0], equity[days]);
    return Ratios.cagr(growth, days);
  }

  /**
   * How far each day 0 to n is below the highest value so far, the start included: 1 − value ÷
   * peak, 0 at a peak, 0.2 where a fifth is lost; above 1 only where equity is below 0.
   */
  public double[] drawdowns() {
    return equity == null ? drawdownsOfReturns() : drawdownsOfEquity();
  }

  private double[] drawdownsOfEquity() {
    double[] drawdowns = new double[days + 1];
    double peak = equity[0];
    for (int day = 1; day <= days; day++) {
      peak = Math.max(peak, equity[day]);
      drawdowns[day] = drawdown(peak, equity[day]);
    }
    return drawdowns;
  }

  /** 1 − now ÷ peak; the peak is above 0. */
  static double drawdown(double peak, double now) {
    return (peak - now) / peak;
  }

  /** In logarithms: a product of returns would overflow, and lose the digits of small drawdowns. */
  private double[] drawdownsOfReturns() {
    double[] drawdowns = new double[days + 1];
    double below = 0;
    for (int day = 1; day <= days; day++) {
      below += StrictMath.log1p(returns[day - 1]);
      if (below > -ROUNDING) {
        below = 0;
      }
      drawdowns[day] = 0.0 - StrictMath.expm1(below);
    }
    return drawdowns;
  }

  /** Sum of ln(1 + r) over the days behind {@code from} up to {@code to}. */
  private double logarithms(int from, int to) {
    Sum sum = Sum.create();
    for (int day = from; day < to; day++) {
      if (returns[day] == -1) {
        return Double.NEGATIVE_INFINITY;
      }
      sum.add(StrictMath.log1p(returns[day]));
    }
    return sum.getAsDouble();
  }
}
