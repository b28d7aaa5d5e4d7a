package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Tick;
import java.math.BigDecimal;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What doubles pass over moves no peak and no drawdown, however near it comes. */
class EquityBoundsPropertiesTest {

  /** An account that has held some of two symbols for a while. */
  private static AccountState account(Random random) {
    AccountState state = new AccountState("paper", new BigDecimal("100000"));
    for (String symbol : new String[] {"AAA", "BBB"}) {
      Holding holding = state.holding(symbol);
      int shares = random.nextInt(2000) - 1000;
      holding.quantity = BigDecimal.valueOf(shares, random.nextInt(3));
      holding.cost = holding.quantity.multiply(BigDecimal.valueOf(1 + random.nextInt(200)));
    }
    return state;
  }

  private static void quote(AccountState state, String symbol, double bid, double ask) {
    Tick tick = Tick.quote(symbol, 1, 1, bid, Double.NaN, ask, Double.NaN, "test", true);
    state.marks.put(symbol, Mark.after(null, tick));
  }

  @Property
  void noPeakAndNoDrawdownIsMissed(@ForAll int seed) {
    Random random = new Random(seed);
    AccountState state = account(random);
    AccountState exact = state.copy();
    double price = 100;
    int passed = 0;
    for (int i = 0; i < 300; i++) {
      // Now and then by a digit that is hardly one, or not at all.
      double step = random.nextInt(3) == 0 ? 1e-12 * random.nextInt(3) : 0.01;
      price *= 1 + step * random.nextGaussian();
      String symbol = random.nextBoolean() ? "AAA" : "BBB";
      quote(state, symbol, price, price + random.nextInt(2) * 0.01);
      exact.marks.put(symbol, state.marks.get(symbol));
      if (state.bounds.within(state)) {
        passed++;
      } else {
        new Step(state, null, null, 1).revalue();
      }
      new Step(exact, null, null, 1).revalue();
      assertThat(state.peakEquity).isEqualTo(exact.peakEquity);
      assertThat(state.limitPeakEquity).isEqualTo(exact.limitPeakEquity);
      assertThat(state.maxDrawdown).isEqualTo(exact.maxDrawdown);
    }
    assertThat(passed).as("quotes passed over").isPositive();
  }

  /** Any figures: where it says that nothing moved, nothing did. */
  @Property
  void nearAPeakOrALowTheDecimalsDecide(@ForAll int seed) {
    Random random = new Random(seed);
    AccountState state = account(random);
    quote(state, "AAA", 100, 100.01);
    quote(state, "BBB", 50, 50);
    BigDecimal equity = state.equity();
    BigDecimal near = BigDecimal.valueOf(random.nextInt(3) - 1, 6 + random.nextInt(9));
    state.peakEquity = equity.add(near);
    state.limitPeakEquity = equity.add(near);
    state.maxDrawdown = new BigDecimal("0.5");
    assertThat(state.bounds.within(state)).as("at the peak").isFalse();
    state.peakEquity = equity.abs().multiply(BigDecimal.valueOf(2)).add(BigDecimal.ONE);
    state.limitPeakEquity = state.peakEquity;
    state.maxDrawdown = Step.drawdown(state, equity).add(near.movePointLeft(5));
    assertThat(state.bounds.within(state)).as("at the low").isFalse();
  }
}
