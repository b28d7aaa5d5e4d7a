package dev.sluice.operators.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Numbers and dates as text, the same in every locale and on every JDK. */
final class Figures {
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };
  private static final String[] SUFFIXES = {"", "K", "M", "B", "T"};

  private Figures() {}

  /** Fraction digits that suit prices of this size: 2 from 1 upwards, more below. */
  static int priceDecimals(double price) {
    double size = Math.abs(price);
    if (size >= 1 || size == 0) {
      return 2;
    }
    return Math.min(12, 3 - (int) Math.floor(Math.log10(size)));
  }

  /** A price: grouped thousands, or compact where it would be too wide; a dash for NaN. */
  static String price(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return "\u2013";
    }
    double size = Math.abs(value);
    if (size >= 1e7) {
      return compact(value);
    }
    if (size > 0 && size < 1e-7) {
      return new BigDecimal(value).round(new MathContext(4)).toString();
    }
    String plain = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    int sign = plain.startsWith("-") ? 1 : 0;
    StringBuilder grouped = new StringBuilder(plain);
    for (int i = point - 3; i > sign; i -= 3) {
      grouped.insert(i, ',');
    }
    return grouped.toString();
  }

  /** A quantity in at most four digits and a suffix: 950, 12.35K, 1.2M; a dash for NaN. */
  static String compact(double value) {
    if (!Double.isFinite(value)) {
      return "\u2013";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_UP));
    int power = rounded.signum() == 0 ? 0 : (rounded.precision() - rounded.scale() - 1) / 3;
    if (power >= SUFFIXES.length) {
      return rounded.stripTrailingZeros().toString();
    }
    BigDecimal scaled = rounded.movePointLeft(3 * Math.max(0, power));
    int fraction = Math.max(0, Math.min(scaled.scale(), power > 0 ? 2 : 4));
    scaled = scaled.setScale(fraction, RoundingMode.HALF_UP);
    return trim(scaled) + SUFFIXES[Math.max(0, power)];
  }

  /** A number with a sign, for a change. */
  static String signed(double value, int decimals) {
    return (value > 0 ? "+" : "") + price(value, decimals);
  }

  /** A JSON number of at most this many significant digits; {@code null} for NaN. */
  static String json(double value, int digits) {
    if (!Double.isFinite(value)) {
      return "null";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    boolean plain = rounded.signum() == 0 || Math.abs(rounded.precision() - rounded.scale()) < 16;
    return plain ? trim(rounded) : rounded.stripTrailingZeros().toString();
  }

  private static String trim(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  static String month(LocalDate date) {
    return MONTHS[date.getMonthValue() - 1];
  }

  static String date(LocalDate date) {
    return date.getDayOfMonth() + " " + month(date) + " " + date.getYear();
  }

  /** Round values (1, 2 or 5 times a power of ten) between two bounds, about this many. */
  static List<Double> ticks(double low, double high, int about) {
    double raw = (high - low) / Math.max(1, about);
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double unit = raw / power;
    double step = (unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 5 ? 5 : 10) * power;
    List<Double> ticks = new ArrayList<>();
    for (double k = Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }
}
