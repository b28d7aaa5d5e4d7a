package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ta4jIndicatorTest {
  private static Ta4jIndicator of(String type, int warmup, double... params) {
    List<Double> list = new ArrayList<>();
    for (double param : params) {
      list.add(param);
    }
    return new Ta4jIndicator(type, type, list, warmup);
  }

  private static RecentBars recent(List<Bar> bars, int kept) {
    RecentBars recent = new RecentBars();
    bars.forEach(bar -> recent.add(bar, kept));
    return recent;
  }

  /** Session bars without a split. */
  private static List<Bar> plain(int count) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bars.add(Bars.bar(Timeframe.SESSION, i, 100 + (i * 7) % 11, 10 + i % 3, 0));
    }
    return bars;
  }

  @Test
  void theCommodityChannelIndexIsLamberts() {
    List<Bar> bars = plain(60);
    double[] typical = new double[20];
    double mean = 0;
    for (int i = 0; i < 20; i++) {
      Bar bar = bars.get(40 + i);
      typical[i] = (bar.high() + bar.low() + bar.close()) / 3;
      mean += typical[i] / 20;
    }
    double deviation = 0;
    for (double price : typical) {
      deviation += Math.abs(price - mean) / 20;
    }
    assertThat(of("CCIIndicator", 60, 20).value(recent(bars, 60)))
        .isCloseTo((typical[19] - mean) / (0.015 * deviation), within(1e-9));
  }

  @Test
  void anIndicatorOfAnIndicatorIsOfTheClose() {
    List<Bar> bars = plain(30);
    double mean = bars.subList(20, 30).stream().mapToDouble(Bar::close).average().orElseThrow();
    assertThat(of("SMAIndicator", 10, 10).value(recent(bars, 10))).isCloseTo(mean, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "KAMAIndicator,10;2;30",
    "ParabolicSarIndicator,0.02;0.2",
    "ParabolicSarIndicator,''",
    "AroonUpIndicator,14",
    "ChaikinMoneyFlowIndicator,20",
    "MassIndexIndicator,9;25",
    "PlusDIIndicator,14",
    "SuperTrendIndicator,''",
    "ZLEMAIndicator,10",
    "DojiIndicator,10;0.1",
    "VarianceIndicator,10",
    "IchimokuTenkanSenIndicator,9"
  })
  void othersHaveAValueOnceThereAreEnoughBars(String type, String params) {
    double[] numbers =
        params.isEmpty()
            ? new double[0]
            : Arrays.stream(params.split(";")).mapToDouble(Double::parseDouble).toArray();
    Ta4jIndicator indicator = of(type, 50, numbers);
    assertThat(indicator.value(recent(plain(49), 50))).isNaN();
    assertThat(indicator.value(recent(plain(50), 50))).isFinite();
  }

  @Property(tries = 60)
  void theValueIsOfTheLastBarsAloneWhereverItBegan(
      @ForAll long seed, @ForAll @IntRange(max = 60) int restart) throws Exception {
    List<Ta4jIndicator> indicators =
        List.of(of("CCIIndicator", 60, 20), of("EMAIndicator", 50, 12), of("RSIIndicator", 45, 14));
    List<Bar> bars = Bars.walk(seed, 130);
    RecentBars straight = new RecentBars();
    RecentBars restored = new RecentBars();
    RecentBars begunLater = new RecentBars();
    for (int i = 0; i < bars.size(); i++) {
      straight.add(bars.get(i), 60);
      restored.add(bars.get(i), 60);
      if (i % 61 == restart) {
        restored = read(bytes(restored));
      }
      if (i >= restart) {
        begunLater.add(bars.get(i), 75);
      }
      for (Ta4jIndicator indicator : indicators) {
        Double expected = indicator.value(straight);
        assertThat((Double) indicator.value(restored)).isEqualTo(expected);
        if (i - restart + 1 >= indicator.warmup()) {
          Ta4jIndicator travelled = InstantiationUtil.clone(indicator);
          assertThat((Double) travelled.value(begunLater)).isEqualTo(expected).isFinite();
        }
      }
    }
  }

  @Test
  void aSplitIsInvisible() {
    List<Bar> bars = plain(60);
    RecentBars adjusted = recent(bars, 60);
    RecentBars traded = new RecentBars();
    for (int i = 0; i < 60; i++) {
      double factor = i < 30 ? 4 : 1;
      Bar bar = bars.get(i);
      traded.add(
          Bars.bar(
              Timeframe.SESSION,
              i,
              bar.close() * factor,
              bar.volume() / factor,
              0,
              i == 30 ? 4 : 1),
          60);
    }
    for (String type : List.of("CCIIndicator", "EMAIndicator", "ChaikinMoneyFlowIndicator")) {
      double expected = of(type, 60, 20).value(adjusted);
      assertThat(of(type, 60, 20).value(traded)).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void isReadFromConfiguration() {
    List<Ta4jIndicator> indicators =
        Ta4jIndicator.of(
            List.of(
                Map.of("ta4j", "CCIIndicator", "params", "[20]", "warmup", "60"),
                Map.of("ta4j", "ParabolicSarIndicator", "warmup", "100", "name", "sar"),
                Map.of("ta4j", "KAMAIndicator", "params", "[10, 2, 30]", "warmup", "200")));
    assertThat(indicators)
        .extracting(Ta4jIndicator::name)
        .containsExactly("CCIIndicator_20", "sar", "KAMAIndicator_10_2_30");
    assertThat(indicators).extracting(Ta4jIndicator::warmup).containsExactly(60, 100, 200);
  }

  @Test
  void saysWhatIsWrong() {
    refused(Map.of("ta4j", "CCI", "warmup", "60"), "no indicator 'CCI'", "CCIIndicator");
    refused(
        Map.of("ta4j", "CCIIndicator", "params", "[20, 3]", "warmup", "60"),
        "no constructor for [20.0, 3.0]",
        "(BarSeries, int)");
    refused(
        Map.of("ta4j", "CCIIndicator", "params", "[20.5]", "warmup", "60"),
        "no constructor for [20.5]");
    refused(
        Map.of("ta4j", "CCIIndicator", "params", "[many]", "warmup", "60"),
        "params: was '[many]'",
        "numbers");
    refused(Map.of("ta4j", "CCIIndicator", "params", "[20]"), "key 'warmup' is missing");
    refused(Map.of("ta4j", "CCIIndicator", "params", "[20]", "warmup", "0"), "warmup: was 0");
    refused(Map.of("ta4j", "CCIIndicator", "params", "[20]", "warmup", "x"), "warmup: was 'x'");
    refused(Map.of("indicator", "CCIIndicator"), "key 'indicator'", "ta4j");
    Map<String, String> one = Map.of("ta4j", "CCIIndicator", "params", "[20]", "warmup", "60");
    assertThatThrownBy(() -> Ta4jIndicator.of(List.of(one, one)))
        .hasMessageContaining("'CCIIndicator_20' is there twice");
  }

  private static void refused(Map<String, String> configured, String... messages) {
    assertThatThrownBy(() -> Ta4jIndicator.of(List.of(configured)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(messages);
  }

  private static byte[] bytes(RecentBars bars) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bars.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static RecentBars read(byte[] bytes) throws IOException {
    RecentBars bars = new RecentBars();
    bars.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    return bars;
  }
}
