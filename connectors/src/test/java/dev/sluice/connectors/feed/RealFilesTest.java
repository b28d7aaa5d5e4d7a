package dev.sluice.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.ExchangeCalendar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The feed on files of real markets, which lie beside the repository. */
class RealFilesTest {
  private static Path shared(String name) {
    String configured = System.getenv("SLUICE_SHARED_DATA");
    Path file = configured == null ? null : Path.of(configured, name);
    for (Path dir = Path.of("").toAbsolutePath();
        file == null && dir != null;
        dir = dir.getParent()) {
      Path data = dir.resolve("shared").resolve("data");
      file = Files.isDirectory(data) ? data.resolve(name) : null;
    }
    Assumptions.assumeTrue(
        file != null && Files.isRegularFile(file),
        () -> "no shared/data beside the repository: " + name + " is not fed");
    return file;
  }

  private static List<FeedSlice> slices(String name, String... only) throws FeedException {
    List<FeedSlice> slices = new ArrayList<>();
    FileFeedSource.open(shared(name), Set.of(only), ExchangeCalendar.nyse())
        .slices(null)
        .forEachRemaining(slices::add);
    return slices;
  }

  @Test
  void fourteenYearsOfDailyBarsAreOneSliceASession() throws Exception {
    List<FeedSlice> slices =
        slices("daily/us_etf_megacap_daily_1999_2013.csv.gz", "NVDA", "AAPL", "SPY");
    assertThat(slices).hasSize(3564);
    assertThat(slices)
        .allSatisfy(
            slice ->
                assertThat(slice.events())
                    .hasSize(3)
                    .allMatch(event -> event.time() == slice.session().open().toEpochMilli()));
  }

  @Test
  void minuteBarsOfManySymbolsAreMergedInTheOrderOfTime() throws Exception {
    List<FeedSlice> slices = slices("intraday/us_etf_1min_2019-12_2020-01.csv.gz");
    // From 2019-12-13 to 2020-01-17, Christmas and New Year's Day without a session.
    assertThat(slices).hasSize(24);
    long last = 0;
    int events = 0;
    for (FeedSlice slice : slices) {
      for (FeedEvent event : slice.events()) {
        assertThat(event.time()).isGreaterThanOrEqualTo(last);
        last = event.time();
        events++;
      }
    }
    assertThat(events).isEqualTo(132_629);
  }

  @Test
  void tradesOfACryptoExchangeKeepTheirFractions() throws Exception {
    List<FeedSlice> slices = slices("ticks/xrpeth_binance_trades_2019-10-11_13.csv.gz");
    long sequence = 0;
    int trades = 0;
    for (FeedSlice slice : slices) {
      for (FeedEvent event : slice.events()) {
        var tick = ((FeedEvent.OfTick) event).tick();
        assertThat(tick.sequence()).isEqualTo(++sequence);
        assertThat(tick.price()).isPositive();
        trades++;
      }
    }
    assertThat(trades).isEqualTo(8318);
  }
}
