package dev.sluice.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class AnalystPromptTest {
  @Test
  void namesTheFiguresInPlainNumbers() {
    String user = AnalystPrompt.of(RequestFixture.request(false)).user();
    assertThat(user).startsWith("BEGIN FIGURES\nsymbol TSLA\nsession 2024-03-01\n");
    assertThat(user).endsWith("END FIGURES\n");
    assertThat(user)
        .contains("\ndaily.close 160\n")
        .contains("\ndaily.high_20 162\n")
        .contains("\ndaily.low_60 99\n")
        .contains("\ndaily.rsi_14 71.25\n")
        .contains("\ndaily.macd 0.3\n")
        .contains("\ndaily.macd_histogram -0.000000001\n")
        .contains("\ndaily.obv 12345679000\n")
        .contains("\n2024-03-01 159 162 158 160 333333.33\n");
    assertThat(user).doesNotContain("NaN").doesNotContain("daily.sma_200").doesNotContain("E10");
  }

  @Test
  void showsThirtyDailyBarsAndNoWeeklyOnesBeforeTheFirstWeek() {
    String user = AnalystPrompt.of(RequestFixture.request(false)).user();
    assertThat(user).contains("\nbars daily 30\n").contains("\nbars weekly 0\n");
    assertThat(user.lines().filter(l -> l.startsWith("20"))).hasSize(30);
    assertThat(user).doesNotContain("weekly.");
  }

  @Test
  void saysWherePricesAreSimulated() {
    assertThat(AnalystPrompt.of(RequestFixture.request(true)).user())
        .contains("\nprices simulated, not a market's\n");
    assertThat(AnalystPrompt.of(RequestFixture.request(false)).user())
        .contains("\nprices a market's\n");
  }

  @Test
  void saysWhichImagesComeWithIt() {
    AnalysisRequest request = RequestFixture.request(false);
    assertThat(AnalystPrompt.of(request).user()).contains("\ncharts none\n");
    AnalysisRequest drawn = request.withCharts(null, null, new byte[] {1}, new byte[] {2});
    assertThat(AnalystPrompt.of(drawn).user())
        .contains("\ncharts daily image, then weekly image\n");
  }

  @Test
  void isTheSameForTheSameRequestWhateverTheLocale() {
    Locale before = Locale.getDefault();
    AnalystPrompt english = AnalystPrompt.of(RequestFixture.request(true));
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(AnalystPrompt.of(RequestFixture.request(true))).isEqualTo(english);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void leavesOutOfTheFiguresWhatIsNotKnownYet() {
    assertThat(AnalystPrompt.figures(RequestFixture.request(false)))
        .containsEntry("daily.sma_20", 150.5)
        .containsEntry("daily.change_pct", 100 * (160 / 159.0 - 1))
        .doesNotContainKey("daily.sma_200")
        .allSatisfy((name, value) -> assertThat(value).isFinite());
  }
}
