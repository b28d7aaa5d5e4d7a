package dev.sluice.embedded;

import dev.sluice.domain.analysis.AnalystPrompt;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.analysis.Trend;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The written rules of the offline analyst: weighted votes on the figures of a prompt. Pure; the
 * same figures always give the same opinion. {@code docs/offline-analyst.md} says them in words.
 */
final class OfflineRules {
  /** Sum of votes from which on it is BUY, and at or below its negative SELL. */
  static final int THRESHOLD = 5;

  /** Sum of all weights. */
  static final int MOST = 9;

  private static final double STOP_ATRS = 2;
  private static final double TARGET_ATRS = 3;
  private static final int LEVELS = 3;

  private static final List<String> NEEDED =
      List.of(
          "daily.close",
          "daily.sma_20",
          "daily.sma_50",
          "daily.sma_200",
          "daily.macd_histogram",
          "daily.rsi_14",
          "daily.bollinger_upper",
          "daily.bollinger_lower",
          "daily.atr_14",
          "weekly.close",
          "weekly.sma_20");

  private OfflineRules() {}

  /**
   * An answer by the schema; entry, stop and target are null for HOLD.
   *
   * @param confidence 0 to 1, two decimals
   */
  record Opinion(
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

  /** One rule's say: its sign times its weight counts. */
  private record Vote(int weight, int sign, String pattern) {}

  /** The figures of a prompt, by name; lines that are no figures are passed over. */
  static Map<String, Double> figures(String prompt) {
    Map<String, Double> figures = new HashMap<>();
    boolean inside = false;
    for (String line : (Iterable<String>) prompt.lines()::iterator) {
      if (line.equals(AnalystPrompt.BEGIN)) {
        inside = true;
      } else if (line.equals(AnalystPrompt.END)) {
        inside = false;
      } else if (inside && (line.startsWith("daily.") || line.startsWith("weekly."))) {
        figure(line, figures);
      }
    }
    return figures;
  }

  private static void figure(String line, Map<String, Double> figures) {
    int space = line.indexOf(' ');
    if (space < 0) {
      return;
    }
    try {
      figures.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
    } catch (NumberFormatException e) {
      // not a figure: it is missing, and what is missing leads to HOLD
    }
  }

  /** What the rules make of the figures. */
  static Opinion judge(Map<String, Double> figures) {
    List<String> missing = NEEDED.stream().filter(name -> !figures.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      return new Opinion(
          Trend.NEUTRAL,
          0,
          List.of(),
          List.of(),
          List.of(),
          SignalType.HOLD,
          null,
          null,
          null,
          "Offline rules: figures are missing: " + String.join(", ", missing) + ".");
    }
    List<Vote> votes = votes(figures);
    int score = votes.stream().mapToInt(vote -> vote.weight() * vote.sign()).sum();
    List<String> patterns =
        votes.stream().filter(vote -> vote.sign() != 0).map(Vote::pattern).toList();
    return opinion(figures, score, trend(votes), patterns);
  }

  private static List<Vote> votes(Map<String, Double> f) {
    double close = f.get("daily.close");
    double histogram = f.get("daily.macd_histogram");
    double rsi = f.get("daily.rsi_14");
    boolean flat = Math.abs(histogram) <= 0.05 * f.get("daily.atr_14");
    List<Vote> votes = new ArrayList<>();
    votes.add(above(2, f.get("daily.sma_50"), f.get("daily.sma_200"), "SMA 50 %s SMA 200"));
    votes.add(above(2, f.get("weekly.close"), f.get("weekly.sma_20"), "weekly close %s SMA 20"));
    votes.add(above(1, close, f.get("daily.sma_20"), "close %s SMA 20"));
    votes.add(above(1, flat ? 0 : histogram, 0, "MACD %s its signal"));
    votes.add(new Vote(2, rsi < 30 ? 1 : rsi > 70 ? -1 : 0, rsi < 30 ? "oversold" : "overbought"));
    boolean low = close < f.get("daily.bollinger_lower");
    boolean high = close > f.get("daily.bollinger_upper");
    votes.add(
        new Vote(1, low ? 1 : high ? -1 : 0, (low ? "below" : "above") + " the Bollinger bands"));
    return votes;
  }

  private static Vote above(int weight, double one, double other, String pattern) {
    int sign = Double.compare(one, other);
    return new Vote(
        weight, Integer.signum(sign), String.format(pattern, sign > 0 ? "above" : "below"));
  }

  /** The trend is what the first two votes, of days and of weeks, agree on. */
  private static Trend trend(List<Vote> votes) {
    int both = votes.get(0).sign() + votes.get(1).sign();
    return both == 2 ? Trend.BULLISH : both == -2 ? Trend.BEARISH : Trend.NEUTRAL;
  }

  private static Opinion opinion(
      Map<String, Double> f, int score, Trend trend, List<String> patterns) {
    double close = f.get("daily.close");
    double atr = f.get("daily.atr_14");
    SignalType signal =
        score >= THRESHOLD
            ? SignalType.BUY
            : score <= -THRESHOLD ? SignalType.SELL : SignalType.HOLD;
    int side = Integer.signum(score);
    BigDecimal entry = price(close);
    BigDecimal stop = price(close - side * STOP_ATRS * atr);
    BigDecimal target = price(close + side * TARGET_ATRS * atr);
    if (stop.signum() <= 0 || target.signum() <= 0 || stop.compareTo(entry) == 0) {
      signal = SignalType.HOLD; // it moves by more than its price, or not at all
    }
    boolean hold = signal == SignalType.HOLD;
    double agreement = Math.abs(score) / (double) MOST;
    return new Opinion(
        trend,
        Math.round(100 * (hold ? 1 - agreement : agreement)) / 100.0,
        levels(f, close, false),
        levels(f, close, true),
        patterns,
        signal,
        hold ? null : entry,
        hold ? null : stop,
        hold ? null : target,
        "Offline rules: "
            + score
            + " of "
            + MOST
            + " votes; BUY from "
            + THRESHOLD
            + ", SELL from -"
            + THRESHOLD
            + ".");
  }

  private static List<BigDecimal> levels(Map<String, Double> f, double close, boolean above) {
    Comparator<BigDecimal> nearestFirst =
        above ? Comparator.naturalOrder() : Comparator.reverseOrder();
    return Stream.of(
            "sma_20",
            "sma_50",
            "sma_200",
            "bollinger_upper",
            "bollinger_lower",
            "high_20",
            "high_60",
            "low_20",
            "low_60")
        .map(name -> f.get("daily." + name))
        .filter(level -> level != null && level > 0 && (above ? level > close : level < close))
        .map(OfflineRules::price)
        .distinct()
        .sorted(nearestFirst)
        .limit(LEVELS)
        .toList();
  }

  private static BigDecimal price(double value) {
    return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN);
  }
}
