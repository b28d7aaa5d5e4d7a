package dev.sluice.bench.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.performance.ClosedTrade;
import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes the trades of different engines comparable. */
class BarsFileTest {
  private static final int BARS = 5000;

  @TempDir private Path directory;

  private List<String[]> bars() throws Exception {
    Path file = directory.resolve("bars.csv");
    BarsFile.write(file, BARS);
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")).toList();
  }

  @Test
  void aBarOpensWhereTheOneBeforeClosedAndPricesAreSixteenths() throws Exception {
    List<String[]> bars = bars();
    assertThat(bars).hasSize(BARS);
    for (int i = 0; i < BARS; i++) {
      double open = Double.parseDouble(bars.get(i)[2]);
      double high = Double.parseDouble(bars.get(i)[3]);
      double low = Double.parseDouble(bars.get(i)[4]);
      double close = Double.parseDouble(bars.get(i)[5]);
      assertThat(List.of(open * 16, high * 16, low * 16, close * 16))
          .allSatisfy(units -> assertThat(units).isEqualTo(Math.rint(units)));
      assertThat(high).isGreaterThanOrEqualTo(Math.max(open, close));
      assertThat(low).isPositive().isLessThanOrEqualTo(Math.min(open, close));
      if (i > 0) {
        assertThat(open).isEqualTo(Double.parseDouble(bars.get(i - 1)[5]));
      }
    }
  }

  @Test
  void barsAreMinutesOfSessions() throws Exception {
    List<String[]> bars = bars();
    assertThat(bars.get(0)[1]).isEqualTo("2000-01-03T14:30:00Z");
    assertThat(bars.get(389)[1]).isEqualTo("2000-01-03T20:59:00Z");
    assertThat(bars.get(390)[1]).isEqualTo("2000-01-04T14:30:00Z");
  }

  @Test
  void tradesAreComparedAsNumbersAndTheFirstDifferenceIsNamed() throws Exception {
    Path ours = directory.resolve("ours");
    TradeList.write(
        ours,
        List.of(
            new ClosedTrade(
                "SIM",
                Instant.parse("2000-01-03T16:42:00.001Z"),
                Instant.parse("2000-01-03T16:48:00.001Z"),
                Side.BUY,
                new BigDecimal("100"),
                new BigDecimal("100.8125"),
                new BigDecimal("100.50"),
                BigDecimal.ZERO,
                new BigDecimal("-31.25"))));
    String line = "2000-01-03T16:42:00Z,2000-01-03T16:48:00Z,100,100.8125,";
    Path same = Files.writeString(directory.resolve("same"), line + "100.5\n");
    Path other = Files.writeString(directory.resolve("other"), line + "100.5625\n");
    Path more = Files.writeString(directory.resolve("more"), line + "100.5\n" + line + "100.5\n");
    assertThat(TradeList.same(ours, "peer", same)).isEqualTo(1);
    assertThatThrownBy(() -> TradeList.same(ours, "peer", other))
        .hasMessageContaining("trade 1 differs")
        .hasMessageContaining("100.5625");
    assertThatThrownBy(() -> TradeList.same(ours, "peer", more))
        .hasMessageContaining("trade 2 differs: ours is none");
  }
}
