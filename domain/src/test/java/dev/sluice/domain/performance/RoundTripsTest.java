package dev.sluice.domain.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoundTripsTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");

  private final RoundTrips trips = new RoundTrips();
  private int fills;

  private Fill fill(Side side, String quantity, String price, String commission) {
    fills++;
    return new Fill(
        "f" + fills,
        "o" + fills,
        null,
        null,
        "a",
        "SPY",
        side,
        new BigDecimal(quantity),
        new BigDecimal(price),
        new BigDecimal(commission),
        BigDecimal.ZERO,
        OPEN.plusSeconds(fills),
        "PAPER",
        false);
  }

  private void take(Side side, String quantity, String price, String commission) {
    trips.fill(fill(side, quantity, price, commission));
  }

  @Test
  void aTradeIsFromFlatToFlatWhateverWasAddedAndTakenOff() {
    take(Side.BUY, "100", "10", "1");
    take(Side.BUY, "100", "11", "1");
    take(Side.SELL, "50", "12", "1");
    assertThat(trips.closed()).isEmpty();
    take(Side.SELL, "150", "13", "1");
    assertThat(trips.closed())
        .containsExactly(
            new ClosedTrade(
                "SPY",
                OPEN.plusSeconds(1),
                OPEN.plusSeconds(4),
                Side.BUY,
                new BigDecimal("200"),
                new BigDecimal("10.5"),
                new BigDecimal("12.75"),
                new BigDecimal("4"),
                new BigDecimal("446")));
  }

  @Test
  void aShortTradeGainsWhereThePriceFalls() {
    take(Side.SELL, "10", "20", "0.5");
    take(Side.BUY, "10", "18", "0.5");
    assertThat(trips.closed())
        .singleElement()
        .satisfies(
            t -> {
              assertThat(t.side()).isEqualTo(Side.SELL);
              assertThat(t.pnl()).isEqualByComparingTo("19");
            });
  }

  @Test
  void aFillPastFlatEndsOneTradeAndBeginsTheNextAndSharesItsCommission() {
    take(Side.BUY, "10", "20", "0");
    take(Side.SELL, "30", "21", "3");
    take(Side.BUY, "20", "19", "0");
    assertThat(trips.closed())
        .extracting(ClosedTrade::pnl)
        .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .containsExactly(new BigDecimal("9"), new BigDecimal("38"));
    assertThat(trips.closed())
        .extracting(ClosedTrade::commission)
        .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .containsExactly(new BigDecimal("1"), new BigDecimal("2"));
  }

  @Test
  void aSplitIsNoTradeAndNoGain() {
    take(Side.BUY, "100", "500", "0");
    trips.split("SPY", new BigDecimal("10"));
    trips.split("OTHER", new BigDecimal("3"));
    take(Side.SELL, "1000", "52", "0");
    assertThat(trips.closed())
        .singleElement()
        .satisfies(
            t -> {
              assertThat(t.quantity()).isEqualByComparingTo("100");
              assertThat(t.entryPrice()).isEqualByComparingTo("500");
              assertThat(t.exitPrice()).isEqualByComparingTo("52");
              assertThat(t.pnl()).isEqualByComparingTo("2000");
            });
  }

  @Test
  void whatWasBoughtBeforeASplitAndBehindItIsOnOneScale() {
    take(Side.BUY, "100", "50", "0");
    trips.split("SPY", new BigDecimal("2"));
    take(Side.BUY, "100", "26", "0");
    take(Side.SELL, "300", "30", "0");
    assertThat(trips.closed())
        .singleElement()
        .satisfies(
            t -> {
              assertThat(t.quantity()).isEqualByComparingTo("300");
              assertThat(t.entryPrice()).isEqualByComparingTo("25.3333333333");
              assertThat(t.pnl()).isEqualByComparingTo("1400");
            });
  }

  /** Cash is the other way to find what all trades have gained, once nothing is held. */
  @Property(tries = 300)
  void allTradesTogetherGainWhatTheCashDid(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -50, max = 50) Integer> changes) {
    RoundTrips all = new RoundTrips();
    BigDecimal cash = BigDecimal.ZERO;
    int held = 0;
    List<Fill> made = new ArrayList<>();
    List<Integer> steps = new ArrayList<>(changes);
    steps.add(-changes.stream().mapToInt(Integer::intValue).sum());
    for (int step : steps) {
      if (step == 0) {
        continue;
      }
      Side side = step > 0 ? Side.BUY : Side.SELL;
      BigDecimal price = new BigDecimal(100 + (made.size() * 37) % 50).movePointLeft(1);
      Fill fill = fill(side, Integer.toString(Math.abs(step)), price.toPlainString(), "0.07");
      made.add(fill);
      all.fill(fill);
      held += step;
      cash = cash.subtract(price.multiply(BigDecimal.valueOf(step))).subtract(fill.commission());
    }
    assertThat(held).isZero();
    BigDecimal gained =
        all.closed().stream().map(ClosedTrade::pnl).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(gained).isEqualByComparingTo(cash);
  }
}
