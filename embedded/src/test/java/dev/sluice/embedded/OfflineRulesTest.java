package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.analysis.Trend;
import dev.sluice.embedded.OfflineRules.Opinion;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfflineRulesTest {
  @Test
  void buysWhereAllTrendsAgree() {
    Opinion opinion = OfflineRules.judge(rising());
    assertThat(opinion.signal()).isEqualTo(SignalType.BUY);
    assertThat(opinion.trend()).isEqualTo(Trend.BULLISH);
    assertThat(opinion.confidence()).isEqualTo(0.67);
    assertThat(opinion.entry()).isEqualByComparingTo("100");
    assertThat(opinion.stop()).as("2 ATR below").isEqualByComparingTo("96");
    assertThat(opinion.target()).as("3 ATR above").isEqualByComparingTo("106");
    assertThat(opinion.support().get(0)).as("nearest first").isEqualByComparingTo("98");
    assertThat(opinion.resistance().get(0)).isEqualByComparingTo("104");
    assertThat(opinion.patterns()).contains("SMA 50 above SMA 200", "weekly close above SMA 20");
  }

  @Test
  void sellsWhereAllTrendsAgree() {
    Map<String, Double> figures = rising();
    figures.put("daily.sma_200", 120.0);
    figures.put("daily.sma_20", 102.0);
    figures.put("daily.macd_histogram", -0.5);
    figures.put("weekly.sma_20", 110.0);
    Opinion opinion = OfflineRules.judge(figures);
    assertThat(opinion.signal()).isEqualTo(SignalType.SELL);
    assertThat(opinion.trend()).isEqualTo(Trend.BEARISH);
    assertThat(opinion.stop()).isEqualByComparingTo("104");
    assertThat(opinion.target()).isEqualByComparingTo("94");
  }

  @Test
  void doesNotBuyWhatIsOverbought() {
    Map<String, Double> figures = rising();
    figures.put("daily.rsi_14", 71.0);
    Opinion opinion = OfflineRules.judge(figures);
    assertThat(opinion.signal()).isEqualTo(SignalType.HOLD);
    assertThat(opinion.patterns()).contains("overbought");
    assertThat(opinion.entry()).isNull();
    assertThat(opinion.confidence()).isEqualTo(0.56);
  }

  @ParameterizedTest
  @CsvSource({"daily.sma_200", "daily.rsi_14", "daily.atr_14", "weekly.sma_20", "weekly.close"})
  void holdsWhereAFigureIsMissing(String name) {
    Map<String, Double> figures = rising();
    figures.remove(name);
    Opinion opinion = OfflineRules.judge(figures);
    assertThat(opinion.signal()).isEqualTo(SignalType.HOLD);
    assertThat(opinion.confidence()).isZero();
    assertThat(opinion.reason()).contains(name);
  }

  @Test
  void holdsWhatMovesByMoreThanItsPriceOrNotAtAll() {
    Map<String, Double> figures = rising();
    figures.put("daily.atr_14", 60.0);
    figures.put("daily.macd_histogram", 10.0);
    assertThat(OfflineRules.judge(figures).signal()).isEqualTo(SignalType.HOLD);
    figures.put("daily.atr_14", 0.0);
    assertThat(OfflineRules.judge(figures).signal()).isEqualTo(SignalType.HOLD);
  }

  @Test
  void readsOnlyTheFiguresOfThePrompt() {
    String prompt =
        """
        daily.close 1
        BEGIN FIGURES
        symbol TSLA
        daily.close 100.5
        daily.rsi_14 much
        daily.sma_20
        weekly.close 0.00001
        bars daily 1
        2024-01-02 1 2 3 4 5
        END FIGURES
        daily.sma_50 7
        """;
    assertThat(OfflineRules.figures(prompt))
        .containsOnly(Map.entry("daily.close", 100.5), Map.entry("weekly.close", 0.00001));
  }

  /** An uptrend, day and week, with a quiet RSI: six votes of nine. */
  private static Map<String, Double> rising() {
    Map<String, Double> figures = new HashMap<>();
    figures.put("daily.close", 100.0);
    figures.put("daily.sma_20", 98.0);
    figures.put("daily.sma_50", 95.0);
    figures.put("daily.sma_200", 80.0);
    figures.put("daily.macd_histogram", 0.5);
    figures.put("daily.rsi_14", 55.0);
    figures.put("daily.bollinger_upper", 104.0);
    figures.put("daily.bollinger_lower", 92.0);
    figures.put("daily.atr_14", 2.0);
    figures.put("weekly.close", 100.0);
    figures.put("weekly.sma_20", 90.0);
    return figures;
  }
}
