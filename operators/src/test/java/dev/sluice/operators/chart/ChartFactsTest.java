package dev.sluice.operators.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ChartFactsTest {
  private static final Instant TIME = Instant.parse("2024-06-14T20:00:00Z");

  @Test
  void theRowSaysWhatIsDrawn() {
    ChartWindow window = SampleWindows.walk("BRK.B", Timeframe.WEEK, 10, 50, 3);
    Chart chart = ChartFacts.describe("e-1", window, "charts", TIME);
    assertThat(chart.id()).isEqualTo(Ids.of("chart", "e-1", "BRK.B", "1w"));
    assertThat(chart.imageKey()).isEqualTo("charts/e-1/BRK.B-1w.png");
    assertThat(chart.htmlKey()).isEqualTo("charts/e-1/BRK.B-1w.html");
    assertThat(chart.dataPoints()).isEqualTo(10);
    assertThat(chart.startDate()).isEqualTo(LocalDate.of(2024, 1, 2));
    assertThat(chart.endDate()).isEqualTo(LocalDate.of(2024, 3, 5));
    double last = window.bars().get(9).bar().close();
    double before = window.bars().get(8).bar().close();
    assertThat(chart.priceCurrent()).isEqualTo(last);
    assertThat(chart.priceChangePct()).isCloseTo((last / before - 1) * 100, within(1e-9));
    assertThat(chart.volumeAverage()).isBetween(2.4e7, 6.4e7);
    assertThat(chart.indicatorsApplied())
        .containsExactly(
            "sma_20",
            "sma_50",
            "sma_200",
            "bollinger_upper",
            "bollinger_lower",
            "volume_sma_20",
            "rsi_14",
            "macd",
            "macd_signal",
            "macd_histogram");
    assertThat(chart.simulated()).isTrue();
    assertThat(chart.generatedAt()).isEqualTo(TIME);
  }

  @Test
  void oneBarHasNoChangeAndNoIndicators() {
    Chart chart = ChartFacts.describe("e", SampleWindows.flat("X", 1, 5), "b", TIME);
    assertThat(chart.priceChangePct()).isNull();
    assertThat(chart.indicatorsApplied()).isEmpty();
  }

  @Test
  void keysAreSafeAndNeverTheSameForTwoSymbols() {
    assertThat(ChartFacts.keySafe("BTC/USD")).isEqualTo("BTC~2FUSD");
    assertThat(ChartFacts.keySafe("BTC~2FUSD")).isEqualTo("BTC~7E2FUSD");
    assertThat(ChartFacts.keySafe("../a b\u00e9")).isEqualTo("..~2Fa~20b~C3~A9");
  }

  @Test
  void bothDrawingsComeTogether() {
    ChartWindow window = SampleWindows.flat("X", 3, 5);
    RenderedChart chart = ChartRenderer.render(window);
    assertThat(chart.png()).isEqualTo(ChartImage.png(window));
    assertThat(chart.html()).isEqualTo(ChartPage.html(window));
  }
}
