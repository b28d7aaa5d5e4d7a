package dev.sluice.operators.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Tick;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/** Ticks of one time are taken in the order of their ids, whose texts are not made for it. */
class AccountInputOrderPropertiesTest {

  private static AccountInput tick(String symbol, long sequence, int kind) {
    return AccountInput.of(
        "paper",
        switch (kind) {
          case 0 -> Tick.trade(symbol, sequence, 1, 2, 3, "test", false);
          case 1 -> Tick.quote(symbol, sequence, 1, 2, 3, 4, 5, "test", false);
          default -> Tick.split(symbol, sequence, 1, 2, "test", false);
        });
  }

  @Property(tries = 2000)
  void asTheirIdsCompare(
      @ForAll @StringLength(min = 1, max = 2) @CharRange(from = '-', to = 'B') String one,
      @ForAll @StringLength(min = 1, max = 2) @CharRange(from = '-', to = 'B') String other,
      @ForAll @LongRange(min = -12, max = 120) long first,
      @ForAll @LongRange(min = -12, max = 120) long second,
      @ForAll @IntRange(max = 8) int kinds,
      @ForAll boolean same) {
    AccountInput a = tick(one, first, kinds / 3);
    AccountInput b = tick(same ? one : other, same ? second : first, kinds % 3);
    assertThat(Integer.signum(AccountInput.ORDER.compare(a, b)))
        .isEqualTo(Integer.signum(a.id().compareTo(b.id())));
  }
}
