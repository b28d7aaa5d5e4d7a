package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.CombineIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** How often the rules act: rarely, and on both sides, on a random walk and on a real market. */
class OfflineRulesMixTest {
  private static final String FILE = "daily/us_etf_megacap_daily_1999_2013.csv.gz";

  private record Day(LocalDate date, double high, double low, double close) {}

  @Test
  void actsOnAFewDaysOfARandomWalk() {
    Map<SignalType, Integer> mix = new EnumMap<>(SignalType.class);
    for (long seed = 1; seed <= 5; seed++) {
      count(walk(seed), mix);
    }
    assertSensible(mix);
  }

  @Test
  void actsOnAFewDaysOfARealMarket() throws IOException {
    Path file = sharedFile();
    Map<SignalType, Integer> mix = new EnumMap<>(SignalType.class);
    for (String symbol : List.of("SPY", "QQQ", "NVDA", "TLT", "GLD")) {
      count(read(file, symbol), mix);
    }
    assertSensible(mix);
  }

  private static void assertSensible(Map<SignalType, Integer> mix) {
    double all = mix.values().stream().mapToInt(Integer::intValue).sum();
    double buy = mix.getOrDefault(SignalType.BUY, 0) / all;
    double sell = mix.getOrDefault(SignalType.SELL, 0) / all;
    assertThat(buy).as("BUY of %s", mix).isBetween(0.10, 0.30);
    assertThat(sell).as("SELL of %s", mix).isBetween(0.05, 0.25);
    assertThat(buy + sell).as("BUY and SELL of %s", mix).isBetween(0.20, 0.40);
  }

  private static void count(List<Day> days, Map<SignalType, Integer> mix) {
    BarSeries series =
        new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).withName("x").build();
    for (Day d : days) {
      series.addBar(
          d.date().atTime(21, 0).atZone(ZoneOffset.UTC),
          d.close(),
          d.high(),
          d.low(),
          d.close(),
          1);
    }
    Map<String, Indicator<Num>> indicators = indicators(series);
    List<Double> weeks = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      if (i + 1 == days.size() || week(days.get(i)) != week(days.get(i + 1))) {
        weeks.add(days.get(i).close());
      }
      if (i < 200) {
        continue;
      }
      int day = i;
      Map<String, Double> f = new HashMap<>();
      indicators.forEach((name, of) -> f.put(name, of.getValue(day).doubleValue()));
      List<Double> last = weeks.subList(weeks.size() - 20, weeks.size());
      f.put("weekly.close", last.get(19));
      f.put(
          "weekly.sma_20", last.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
      mix.merge(OfflineRules.judge(f).signal(), 1, Integer::sum);
    }
  }

  private static Map<String, Indicator<Num>> indicators(BarSeries series) {
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    MACDIndicator macd = new MACDIndicator(close);
    SMAIndicator middle = new SMAIndicator(close, 20);
    BollingerBandsMiddleIndicator band = new BollingerBandsMiddleIndicator(middle);
    StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, 20);
    return Map.ofEntries(
        Map.entry("daily.close", close),
        Map.entry("daily.sma_20", middle),
        Map.entry("daily.sma_50", new SMAIndicator(close, 50)),
        Map.entry("daily.sma_200", new SMAIndicator(close, 200)),
        Map.entry("daily.macd_histogram", CombineIndicator.minus(macd, new EMAIndicator(macd, 9))),
        Map.entry("daily.rsi_14", new RSIIndicator(close, 14)),
        Map.entry("daily.atr_14", new ATRIndicator(series, 14)),
        Map.entry("daily.bollinger_upper", new BollingerBandsUpperIndicator(band, deviation)),
        Map.entry("daily.bollinger_lower", new BollingerBandsLowerIndicator(band, deviation)));
  }

  private static int week(Day day) {
    return day.date().get(IsoFields.WEEK_BASED_YEAR) * 100
        + day.date().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  private static List<Day> walk(long seed) {
    Random random = new Random(seed);
    List<Day> days = new ArrayList<>();
    double close = 100;
    for (LocalDate date = LocalDate.of(2015, 1, 1); days.size() < 2000; date = date.plusDays(1)) {
      if (date.getDayOfWeek().getValue() > 5) {
        continue;
      }
      double before = close;
      close *= Math.exp(0.018 * random.nextGaussian());
      double high = Math.max(before, close) * (1 + 0.004 * random.nextDouble());
      double low = Math.min(before, close) * (1 - 0.004 * random.nextDouble());
      days.add(new Day(date, high, low, close));
    }
    return days;
  }

  /** Split-adjusted days of a symbol. */
  private static List<Day> read(Path file, String symbol) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader.lines().filter(l -> l.startsWith(symbol + ",")).forEach(l -> rows.add(l.split(",")));
    }
    List<Day> days = new ArrayList<>();
    double factor = 1;
    for (int i = rows.size() - 1; i >= 0; i--) {
      String[] r = rows.get(i);
      days.add(
          0,
          new Day(
              LocalDate.parse(r[1]),
              Double.parseDouble(r[3]) / factor,
              Double.parseDouble(r[4]) / factor,
              Double.parseDouble(r[5]) / factor));
      factor *= Double.parseDouble(r[9]);
    }
    return days;
  }

  private static Path sharedFile() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data").resolve(FILE);
      if (Files.exists(file)) {
        return file;
      }
    }
    String named = System.getenv("SLUICE_SHARED_DATA");
    Path file = named == null ? null : Path.of(named).resolve(FILE);
    Assumptions.assumeTrue(
        file != null && Files.exists(file), () -> "skipped: no " + FILE + " under shared/data");
    return file;
  }
}
