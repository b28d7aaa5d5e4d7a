package dev.sluice.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryStoreTest {
  private final ObjectsInMemory objects = new ObjectsInMemory();
  private final HistoryStore store = HistoryStore.on(objects);

  private static HistoryBar bar(String symbol, String date, double close) {
    return new HistoryBar(
        symbol, LocalDate.parse(date), 10, 12, 9, close, 100, Double.NaN, 0, 1, "f.csv");
  }

  @Test
  void keepsAnObjectASymbolAndYear() throws Exception {
    new Backfill(store)
        .load(
            List.of(
                bar("SPY", "2012-12-31", 10),
                bar("SPY", "2013-01-02", 10),
                bar("BRK/B", "2012-12-31", 10),
                bar("^GSPC A", "2012-12-31", 10)),
            done -> {});
    assertThat(objects.objects.keySet())
        .containsExactly(
            "history/daily/symbol=%5EGSPC%20A/year=2012.parquet",
            "history/daily/symbol=BRK%2FB/year=2012.parquet",
            "history/daily/symbol=SPY/year=2012.parquet",
            "history/daily/symbol=SPY/year=2013.parquet");
    assertThat(store.symbols()).containsExactly("BRK/B", "SPY", "^GSPC A");
    assertThat(store.years("SPY")).containsExactly(2012, 2013);
    assertThat(store.years("SP")).isEmpty();
    assertThat(store.year("BRK/B", 2012)).containsExactly(bar("BRK/B", "2012-12-31", 10));
  }

  @Test
  void whatIsThereIsNotWrittenTwice() throws Exception {
    List<HistoryBar> bars = List.of(bar("SPY", "2012-12-31", 10), bar("SPY", "2013-01-02", 10));
    new Backfill(store).load(bars, done -> {});
    objects.objects.remove("history/daily/symbol=SPY/year=2013.parquet");
    objects.puts.clear();

    Backfill again = new Backfill(store);
    again.load(bars, done -> {});

    assertThat(objects.puts).containsExactly("history/daily/symbol=SPY/year=2013.parquet");
    assertThat(again.written()).isEqualTo(1);
    assertThat(again.skipped()).isEqualTo(1);
  }

  @Test
  void ofTwoBarsOfADateTheOneLoadedLastStaysAndOthersAreKept() throws Exception {
    store.merge("SPY", 2012, List.of(bar("SPY", "2012-01-04", 10), bar("SPY", "2012-01-03", 10)));
    boolean written =
        store.merge(
            "SPY", 2012, List.of(bar("SPY", "2012-01-05", 10), bar("SPY", "2012-01-04", 11)));
    assertThat(written).isTrue();
    assertThat(store.year("SPY", 2012))
        .containsExactly(
            bar("SPY", "2012-01-03", 10),
            bar("SPY", "2012-01-04", 11),
            bar("SPY", "2012-01-05", 10));
  }

  @Test
  void whatIsNoParquetIsNamedAndLeftAlone() {
    String key = "history/daily/symbol=SPY/year=2012.parquet";
    objects.objects.put(key, "hello".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> store.merge("SPY", 2012, List.of(bar("SPY", "2012-01-04", 10))))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining(key + ": not a Parquet file of daily bars");
    assertThat(objects.puts).isEmpty();
  }
}
