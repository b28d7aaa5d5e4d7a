package dev.sluice.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Timeframe;
import dev.sluice.operators.market.QualitySettings;
import dev.sluice.operators.market.Ta4jIndicator;
import dev.sluice.wire.TopicFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SluiceConfigTest {
  private static final String[] NONE = {};

  @Test
  void qualityIsJudgedByThresholdsOfOnesOwn() {
    assertThat(SluiceConfig.from(NONE, Map.of()).quality())
        .isEqualTo(QualitySettings.of(true, Map.of(), Duration.ofMinutes(5)));
    String[] arguments = {
      "--sluice.market.quality.thresholds", "tick_spike:0.2,stale_quote:PT2M",
      "--sluice.market.quality.quarantine", "30 s",
      "--sluice.market.quality.enabled", "false"
    };
    assertThat(SluiceConfig.from(arguments, Map.of()).quality())
        .isEqualTo(
            QualitySettings.of(
                false, Map.of("tick_spike", "0.2", "stale_quote", "PT2M"), Duration.ofSeconds(30)));
    assertThatThrownBy(
            () ->
                SluiceConfig.from(
                    NONE, Map.of("SLUICE_MARKET_QUALITY_THRESHOLDS", "tick_spike:much")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "sluice.market.quality.thresholds: threshold tick_spike: 'much', expected a number like"
                + " 0.1");
    assertThatThrownBy(
            () -> SluiceConfig.from(NONE, Map.of("SLUICE_MARKET_QUALITY_QUARANTINE", "2 d")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sluice.market.quality.quarantine: was PT48H, expected");
  }

  @Test
  void argumentsWinOverTheEnvironmentAndThatOverTheFile(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("sluice.properties");
    Files.writeString(
        file, "sluice.kafka.partitions=4\nsluice.parallelism=3\nsluice.strategy.name=file\n");
    SluiceConfig config =
        SluiceConfig.from(
            new String[] {"--config", file.toString(), "--sluice.strategy.name", "argument"},
            Map.of("SLUICE_PARALLELISM", "2", "SLUICE_STRATEGY_NAME", "environment"));
    assertThat(config.partitions()).isEqualTo(4);
    assertThat(config.parallelism()).isEqualTo(2);
    assertThat(config.get(SluiceOptions.STRATEGY)).isEqualTo("argument");
  }

  @Test
  void barsAreAvroUnlessJsonIsWanted() {
    assertThat(SluiceConfig.from(NONE, Map.of()).barsFormat()).isEqualTo(TopicFormat.AVRO);
    assertThat(SluiceConfig.from(NONE, Map.of("SLUICE_FORMAT_BARS", "json")).barsFormat())
        .isEqualTo(TopicFormat.JSON);
  }

  @Test
  void aListIsSeparatedBySemicolons() {
    assertThat(SluiceConfig.from(NONE, Map.of("SLUICE_SYMBOLS", "A;B")).symbols())
        .isEqualTo(List.of("A", "B"));
  }

  @Test
  void indicatorsAreConfiguredByTimeframeAndByTheirNamesInTa4j(@TempDir Path directory)
      throws IOException {
    SluiceConfig plain = SluiceConfig.from(NONE, Map.of());
    assertThat(plain.indicatorTimeframes()).containsExactly(Timeframe.SESSION, Timeframe.WEEK);
    assertThat(plain.ta4jIndicators()).isEmpty();
    String two =
        "[{ta4j: CCIIndicator, params: [20], warmup: 60},"
            + " {ta4j: KAMAIndicator, params: [10, 2, 30], warmup: 200, name: kama}]";
    Path file = directory.resolve("sluice.properties");
    Files.writeString(
        file, "sluice.market.ta4j=" + two + "\nsluice.market.indicator-timeframes=1m;1d\n");
    SluiceConfig config = SluiceConfig.from(new String[] {"--config", file.toString()}, Map.of());
    assertThat(config.indicatorTimeframes()).containsExactly(Timeframe.MINUTE, Timeframe.SESSION);
    assertThat(config.ta4jIndicators())
        .extracting(Ta4jIndicator::name)
        .containsExactly("CCIIndicator_20", "kama");
    assertThat(config.ta4jIndicators()).extracting(Ta4jIndicator::warmup).containsExactly(60, 200);
    assertThat(SluiceConfig.from(NONE, Map.of("SLUICE_MARKET_TA4J", two)).ta4jIndicators())
        .hasSize(2);
    String one = "{ta4j: CCIIndicator, params: [20], warmup: 60}";
    assertThat(SluiceConfig.from(NONE, Map.of("SLUICE_MARKET_TA4J", one)).ta4jIndicators())
        .extracting(Ta4jIndicator::name)
        .containsExactly("CCIIndicator_20");
  }

  @Test
  void aWrongIndicatorNamesOptionValueAndExpectation() {
    assertRefused(
        Map.of("SLUICE_MARKET_INDICATOR_TIMEFRAMES", "1d;2h"),
        "sluice.market.indicator-timeframes",
        "'2h'",
        "1m");
    assertRefused(
        Map.of("SLUICE_MARKET_TA4J", "[{ta4j: CCI, params: [20], warmup: 60}]"),
        "sluice.market.ta4j",
        "'CCI'",
        "CCIIndicator");
    assertRefused(
        Map.of("SLUICE_MARKET_TA4J", "[{ta4j: CCIIndicator, params: [20]}]"),
        "sluice.market.ta4j",
        "'warmup' is missing");
    assertRefused(
        Map.of("SLUICE_MARKET_TA4J", "CCIIndicator(20)"),
        "sluice.market.ta4j",
        "'CCIIndicator(20)'",
        "docs/configuration.md");
    assertRefused(
        Map.of("SLUICE_MARKET_TA4J", "[{ta4j: CCIIndicator, params: [20], warmup: 60]"),
        "sluice.market.ta4j",
        "[{ta4j: CCIIndicator, params: [20], warmup: 60}]");
  }

  @Test
  void theNamesOfTheOpenAiClientsAreUnderstood() {
    SluiceConfig config =
        SluiceConfig.from(NONE, Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "http://x/v1"));
    assertThat(config.get(SluiceOptions.ANALYST_API_KEY)).isEqualTo("k");
    assertThat(config.get(SluiceOptions.ANALYST_BASE_URL)).isEqualTo("http://x/v1");
  }

  @Test
  void aWrongValueNamesOptionValueAndExpectation() {
    assertRefused(Map.of("SLUICE_KAFKA_PARTITIONS", "many"), "sluice.kafka.partitions", "many");
    assertRefused(Map.of("SLUICE_KAFKA_PARTITIONS", "0"), "sluice.kafka.partitions", "0", "1");
    assertRefused(Map.of("SLUICE_PARALLELISM", "9"), "sluice.parallelism", "9", "partitions");
    assertRefused(Map.of("SLUICE_FORMAT_BARS", "xml"), "sluice.format.bars", "xml", "avro or json");
    assertRefused(Map.of("SLUICE_VENUE_SETTLE", "1 s"), "sluice.venue.settle", "PT1S", "PT25S");
    assertRefused(Map.of("SLUICE_VENUE_TIMEOUT", "0 s"), "sluice.venue.timeout", "PT0S");
    assertRefused(Map.of("SLUICE_CHARTS", "some"), "sluice.charts", "some", "signals");
    assertRefused(Map.of("SLUICE_ACCOUNT_CASH", "-5"), "sluice.account.cash", "-5");
  }

  @Test
  void aUniverseFileNamesTheSymbols(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("universe.csv");
    Files.writeString(
        file, "symbol,exchange,currency,category,tick_size,lot_size\nRY,TSX,CAD,CORE,0.01,100\n");
    SluiceConfig config =
        SluiceConfig.from(
            NONE, Map.of("SLUICE_UNIVERSE", file.toString(), "SLUICE_SYMBOLS", "A;B"));
    assertThat(config.symbols()).containsExactly("RY");
    assertThat(config.namedSymbols()).containsExactly("RY");
    assertThat(config.universe().listing("RY").exchange()).isEqualTo("TSX");
    SluiceConfig without = SluiceConfig.from(NONE, Map.of());
    assertThat(without.namedSymbols()).isEmpty();
    assertThat(without.symbols()).hasSize(10);
    assertThat(without.universe().listings()).isEmpty();
    Files.writeString(file, "symbol\nRY\n");
    assertThatThrownBy(config::universe)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sluice.universe")
        .hasMessageContaining("line 1")
        .hasMessageContaining("lot_size");
    Files.delete(file);
    assertThatThrownBy(config::universe)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sluice.universe: cannot read '" + file + "'");
  }

  @Test
  void anUnknownOptionAndASecretOnTheCommandLineAreRefused() {
    assertThatThrownBy(() -> SluiceConfig.from(new String[] {"--sluice.nothing", "1"}, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sluice.nothing");
    assertThatThrownBy(
            () -> SluiceConfig.from(new String[] {"--sluice.analyst.api-key", "hidden"}, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SLUICE_ANALYST_API_KEY")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void everyOptionIsDocumented() throws IOException {
    Path page = Path.of("..", "docs", "configuration.md");
    String text = Files.readString(page);
    for (ConfigOption<?> option : SluiceConfig.options()) {
      assertThat(text)
          .as(
              "docs/configuration.md has the row of %s as ConfigurationPage writes it",
              option.key())
          .contains(ConfigurationPage.row(option));
    }
    assertThat(text.lines().filter(l -> l.startsWith("| `sluice.")))
        .hasSize(SluiceConfig.options().size());
  }

  private static void assertRefused(Map<String, String> environment, String... parts) {
    assertThatThrownBy(() -> SluiceConfig.from(NONE, environment))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(parts);
  }
}
