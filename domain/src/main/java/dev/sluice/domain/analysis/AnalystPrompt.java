package dev.sluice.domain.analysis;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text that is put to an analyst. The same request always gives the same text, byte for byte.
 *
 * <p>The figures stand between {@link #BEGIN} and {@link #END}, one {@code name value} a line, then
 * the last bars as a table for each timeframe. Numbers are plain decimals of at most eight
 * significant digits; a figure that is not known yet is left out.
 *
 * @param system who the analyst is and how it answers
 * @param user the figures
 */
public record AnalystPrompt(String system, String user) {
  /** The line before the figures. */
  public static final String BEGIN = "BEGIN FIGURES";

  /** The line after the figures. */
  public static final String END = "END FIGURES";

  private static final int DAILY_BARS = 30;
  private static final int WEEKLY_BARS = 26;
  private static final MathContext DIGITS = new MathContext(8, RoundingMode.HALF_EVEN);

  private static final String SYSTEM =
      """
      You are a technical analyst on a trading desk. You read one symbol's daily and weekly chart \
      at the close of a session and say what to do before the next one opens.
      Use only the figures and charts given. Prices are per share, as quoted, on the scale of the \
      last bar. Bars are oldest first; the last one has just closed.
      Answer with one JSON object by the schema and nothing else. For BUY, stop < entry < target; \
      for SELL, target < entry < stop; for HOLD, entry, stop and target are null. Say HOLD where \
      the evidence is mixed or figures are missing. Confidence runs from 0 to 1.
      """;

  /** The prompt of a request. */
  public static AnalystPrompt of(AnalysisRequest request) {
    StringBuilder user = new StringBuilder(4096);
    user.append(BEGIN).append('\n');
    user.append("symbol ").append(request.symbol()).append('\n');
    user.append("session ").append(request.sessionDate()).append('\n');
    user.append("prices ")
        .append(request.simulated() ? "simulated, not a market's" : "a market's")
        .append('\n');
    user.append("charts ").append(charts(request)).append('\n');
    lines(user, ChartFigures.of("daily", request.daily()));
    lines(user, ChartFigures.of("weekly", request.weekly()));
    table(user, "daily", request.daily(), DAILY_BARS);
    table(user, "weekly", request.weekly(), WEEKLY_BARS);
    user.append(END).append('\n');
    return new AnalystPrompt(SYSTEM, user.toString());
  }

  /** The figures that are in the prompt, by name; what is not known yet is absent. */
  public static Map<String, Double> figures(AnalysisRequest request) {
    Map<String, Double> figures = new TreeMap<>(ChartFigures.of("daily", request.daily()));
    figures.putAll(ChartFigures.of("weekly", request.weekly()));
    return figures;
  }

  /** System and user text together, as they are kept with the analysis. */
  public String text() {
    return system + "\n" + user;
  }

  private static String charts(AnalysisRequest request) {
    boolean daily = request.dailyImage() != null;
    boolean weekly = request.weeklyImage() != null;
    if (daily && weekly) {
      return "daily image, then weekly image";
    }
    return daily ? "daily image" : weekly ? "weekly image" : "none";
  }

  private static void lines(StringBuilder user, Map<String, Double> figures) {
    figures.forEach(
        (name, value) -> user.append(name).append(' ').append(plain(value)).append('\n'));
  }

  private static void table(StringBuilder user, String name, ChartWindow window, int most) {
    List<IndicatedBar> bars = window.bars();
    List<IndicatedBar> last = bars.subList(Math.max(0, bars.size() - most), bars.size());
    user.append("bars ").append(name).append(' ').append(last.size()).append('\n');
    user.append("date open high low close volume\n");
    for (IndicatedBar indicated : last) {
      Bar bar = indicated.bar();
      user.append(bar.sessionDate());
      for (double value : new double[] {bar.open(), bar.high(), bar.low(), bar.close()}) {
        user.append(' ').append(plain(value));
      }
      user.append(' ').append(plain(bar.volume())).append('\n');
    }
  }

  private static String plain(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    BigDecimal rounded = new BigDecimal(value, DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
