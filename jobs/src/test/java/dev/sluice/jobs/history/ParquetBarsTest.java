package dev.sluice.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ParquetBarsTest {
  private static HistoryBar bar(int day, double price, boolean adjusted) {
    return new HistoryBar(
        "BRK/B",
        LocalDate.ofEpochDay(day),
        price,
        price * 1.1,
        price / 3,
        price * 1.01,
        price * 1e6,
        adjusted ? price / 7 : Double.NaN,
        0.1,
        2,
        "prices ü.csv");
  }

  @Property(tries = 50)
  void whatIsWrittenIsReadBitForBit(
      @ForAll @Size(max = 400) List<@DoubleRange(min = 0.01, max = 1e9) Double> prices,
      @ForAll @IntRange(min = -25_000, max = 80_000) int day)
      throws IOException {
    List<HistoryBar> bars = new ArrayList<>();
    for (double price : prices) {
      bars.add(bar(day + bars.size(), price, bars.size() % 3 != 0));
    }
    byte[] bytes = ParquetBars.encode(bars);
    assertThat(ParquetBars.decode(bytes)).isEqualTo(bars);
    assertThat(ParquetBars.encode(bars)).isEqualTo(bytes);
  }

  @Test
  void whatIsNotAWholeParquetFileIsRefused() {
    byte[] whole = ParquetBars.encode(List.of(bar(12_000, 1, true), bar(12_001, 2, true)));
    for (byte[] wrong :
        List.of(
            Arrays.copyOf(whole, whole.length / 2),
            new byte[0],
            "symbol,date,open\n".getBytes(StandardCharsets.UTF_8))) {
      assertThatThrownBy(() -> ParquetBars.decode(wrong))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not a Parquet file of daily bars");
    }
  }
}
