package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real files against the counts that came with them (SOURCES.md beside the data), which were made
 * by other code: rows, symbols, flat bars, bars without volume. Where a market never closes, holes
 * of minutes are counted alike as well.
 */
class QualityKnownAnswersTest {
  @ParameterizedTest
  @CsvSource({
    "daily/us_etf_megacap_daily_1999_2013, NYSE, 57663, 20, 9, 10, 0",
    "daily/sp500_stocks_daily_2012_2020, NYSE, 315280, 140, 25, 0, 0",
    "daily/stocknet_88_us_stocks_daily_2012_2017, NYSE, 71930, 61, 66, 50,",
    "daily/tsla_nvda_and_24_global_stocks_daily_2017_2022_split_adjusted, NYSE, 19803, 17, 112,"
        + " 107,",
    "daily/tsla_daily_2015_2018_unadjusted, NYSE, 756, 1, 0, 0, 0",
    "daily/skender_longest_gspc_daily, NYSE, 12582, 1, 3051, 0,",
    "daily/skender_msft_msft_daily, NYSE, 6049, 1, 0, 506,",
    "daily/skender_bitcoin_btcusdt_daily, 24/7, 1246, 1, 0, 0, 0",
    "daily/skender_default_spy_daily, NYSE, 502, 1, 0, 0, 0",
    "intraday/us_etf_1min_2019-12_2020-01, NYSE, 132629, 29, 26929, 322,",
    "intraday/fx_future_6EH4_1min_2024-01, FX, 19062, 1, 2114, 0,",
    "intraday/crypto_btc_perp_1min_2022-01, 24/7, 30299, 1, 5, 0, 0",
    "intraday/spy_1min_2020-12-15_18, NYSE, 1564, 1, 0, 0, 0",
    "intraday/crypto_altcoin_btc_1min_2017-11, 24/7, 13681, 1, 1935, 0, 538",
  })
  void countsAreThoseThatCameWithTheFile(
      String file, String calendar, int rows, int symbols, int flat, int noVolume, Integer gaps)
      throws IOException {
    JsonNode report = quality(file, calendar);
    assertThat(report.get("rows").asInt()).as("rows").isEqualTo(rows);
    assertThat(report.get("rejected").asInt()).as("rejected").isZero();
    assertThat(report.get("symbols").asInt()).as("symbols").isEqualTo(symbols);
    assertThat(count(report, "FLAT_BAR")).as("flat bars").isEqualTo(flat);
    assertThat(count(report, "ZERO_VOLUME")).as("bars without volume").isEqualTo(noVolume);
    if (gaps != null) {
      assertThat(count(report, "GAP")).as("gaps").isEqualTo(gaps);
    }
  }

  private static int count(JsonNode report, String rule) {
    int count = 0;
    for (JsonNode note : report.get("annotations")) {
      count += note.get("rule").asText().equals(rule) ? note.get("count").asInt() : 0;
    }
    return count;
  }

  private static JsonNode quality(String file, String calendar) throws IOException {
    StringWriter out = new StringWriter();
    int code =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out))
            .execute(
                "quality",
                SharedData.directory().resolve(file + ".csv.gz").toString(),
                "--calendar",
                calendar,
                "--json");
    assertThat(code).isZero();
    return new ObjectMapper().readTree(out.toString());
  }
}
