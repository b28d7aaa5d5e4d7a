package dev.sluice.operators.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.market.Timeframe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartPageTest {
  private static final ChartWindow WINDOW =
      SampleWindows.walk("SIM", Timeframe.SESSION, 120, 180, 30);
  private static final Pattern SCRIPT =
      Pattern.compile("<script[^>]*>(.*?)</script>", Pattern.DOTALL);

  @Test
  void equalWindowsGiveEqualBytes() throws IOException {
    byte[] html = ChartPage.html(WINDOW);
    assertThat(ChartPage.html(SampleWindows.walk("SIM", Timeframe.SESSION, 120, 180, 30)))
        .isEqualTo(html);
    ChartImageTest.sample("daily.html", html);
  }

  @Test
  void theEmbeddedFiguresAreTheWindows() throws IOException {
    JsonNode data = data(page(WINDOW));
    assertThat(data.get("symbol").textValue()).isEqualTo("SIM");
    assertThat(data.get("timeframe").textValue()).isEqualTo("1d");
    assertThat(data.get("simulated").booleanValue()).isTrue();
    ChartColumns columns = ChartColumns.of(WINDOW);
    for (int i = 0; i < columns.size(); i++) {
      assertThat(data.get("date").get(i).textValue()).isEqualTo(columns.dates.get(i).toString());
      for (String name : columns.all().keySet()) {
        double expected = columns.get(name)[i];
        JsonNode actual = data.get(name).get(i);
        if (Double.isNaN(expected)) {
          assertThat(actual.isNull()).as("%s of bar %d", name, i).isTrue();
        } else {
          assertThat(actual.doubleValue())
              .as("%s of bar %d", name, i)
              .isCloseTo(expected, within(1e-8 * Math.abs(expected)));
        }
      }
    }
    assertThat(data.get("rsi_14").get(29).isNull()).isTrue();
    assertThat(data.get("rsi_14").get(30).isNumber()).isTrue();
  }

  @Test
  void aSymbolCannotBreakOut() throws IOException {
    String evil = "</script><script>alert(1)</script>\"'&\u2028<!--{{viewer}}";
    ChartWindow window = new ChartWindow(evil, Timeframe.SESSION, WINDOW.bars(), false);
    String page = page(window);
    assertThat(data(page).get("symbol").textValue()).isEqualTo(evil);
    assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<script>alert");
    assertThat(SCRIPT.matcher(page).results()).hasSize(2);
    assertThat(page)
        .contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;");
  }

  @Test
  void nothingIsAskedOfAnyServer() {
    String page = page(WINDOW);
    assertThat(page)
        .doesNotContainPattern("https?:|//[a-z]")
        .doesNotContainPattern("\\b(fetch|XMLHttpRequest|import|WebSocket|@import|url)\\s*\\(")
        .doesNotContainPattern("\\bsrc=")
        .contains("default-src 'none'");
    assertThat(page.replace("href=\"data:,\"", "")).doesNotContain("href=");
  }

  @Test
  void scriptAndStyleStaySmallAndNothingIsLeftUnfilled() {
    String page = page(WINDOW);
    String viewer = SCRIPT.matcher(page).results().toList().get(1).group(1);
    int style = page.indexOf("</style>") - page.indexOf("<style>");
    assertThat(viewer.length() + style).isLessThan(14_000);
    assertThat(page).doesNotContain("{{", "}}</").contains("<title>SIM Daily to ");
  }

  @Test
  void itCanBeReadWithoutSight() {
    assertThat(page(WINDOW))
        .contains("role=\"group\"", "aria-live=\"polite\"", "<html lang=\"en\">")
        .contains("Simulated Daily candlestick chart of SIM, 120 bars from 2024-01-02 to ");
  }

  @Test
  void onlySimulatedPricesAreBadged() {
    String badge = "<strong id=\"sim\">SIMULATED</strong>";
    assertThat(page(WINDOW)).contains(badge);
    assertThat(page(new ChartWindow("X", Timeframe.WEEK, WINDOW.bars(), false)))
        .doesNotContain(badge);
  }

  private static String page(ChartWindow window) {
    return new String(ChartPage.html(window), StandardCharsets.UTF_8);
  }

  private static JsonNode data(String page) throws IOException {
    Matcher script = SCRIPT.matcher(page);
    assertThat(script.find()).isTrue();
    return new ObjectMapper().readTree(script.group(1));
  }
}
