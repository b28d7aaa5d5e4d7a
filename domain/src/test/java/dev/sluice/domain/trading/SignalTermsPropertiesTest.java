package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random signals with random terms, on the quotes and controls of other properties. */
class SignalTermsPropertiesTest {
  private static final AccountConfig CONFIG = AccountMachinePropertiesTest.config(false);

  static OrderTerms terms(Random random, BigDecimal price) {
    BigDecimal near = some(random, price);
    OrderTerms terms =
        switch (OrderType.values()[random.nextInt(OrderType.values().length)]) {
          case MARKET -> OrderTerms.market();
          case LIMIT -> OrderTerms.limit(near);
          case STOP -> OrderTerms.stop(near);
          case STOP_LIMIT -> OrderTerms.stopLimit(near, far(random, price));
          case TRAILING_STOP ->
              random.nextBoolean()
                  ? OrderTerms.trailingAmount(BigDecimal.ONE)
                  : OrderTerms.trailingPercent(new BigDecimal("2.5"));
          case MARKET_ON_OPEN -> OrderTerms.onOpen();
          case MARKET_ON_CLOSE -> OrderTerms.onClose();
        };
    boolean auction =
        terms.type() == OrderType.MARKET_ON_OPEN || terms.type() == OrderType.MARKET_ON_CLOSE;
    return switch (random.nextInt(auction ? 2 : 4)) {
      case 0 -> terms.day();
      case 1 -> terms.goodTillCancelled();
      case 2 -> terms.immediateOrCancel();
      default -> terms.fillOrKill();
    };
  }

  private static BigDecimal far(Random random, BigDecimal price) {
    return OrderTerms.price(price.doubleValue() * (random.nextBoolean() ? 0.95 : 1.05));
  }

  private static BigDecimal some(Random random, BigDecimal price) {
    return OrderTerms.price(price.doubleValue() * (0.96 + 0.08 * random.nextDouble()));
  }

  private static List<Object> inputs(long seed, int count) {
    Random random = new Random(seed);
    List<Object> inputs = new ArrayList<>();
    for (Object input : AccountMachinePropertiesTest.inputs(seed, count)) {
      inputs.add(
          input instanceof Signal signal && random.nextInt(4) > 0
              ? signal.with(terms(random, signal.entry()))
              : input);
    }
    return inputs;
  }

  @Property(tries = 150)
  void noInvariantBreaksAndEachSideHasOneOrder(@ForAll long seed) {
    AccountMachine machine = new AccountMachine(CONFIG, Desk.CALENDAR);
    AccountState state = machine.open();
    for (Object input : inputs(seed, 250)) {
      AccountMachinePropertiesTest.apply(machine, state, input);
      assertThat(Invariants.firstBreach(state, false)).isEmpty();
      assertThat(state.illegalOrderChanges()).isZero();
      for (OrderRole role : new OrderRole[] {OrderRole.ENTRY, OrderRole.EXIT}) {
        for (String symbol : state.holdings.keySet()) {
          assertThat(
                  state.working.stream()
                      .filter(o -> o.role == role && o.symbol.equals(symbol))
                      .count())
              .as("%s of %s at work", role, symbol)
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }

  @Property(tries = 60)
  void whatIsRestoredAfterAnyPrefixGoesOnTheSame(
      @ForAll long seed, @ForAll @IntRange(max = 150) int cut) throws IOException {
    AccountMachine machine = new AccountMachine(CONFIG, Desk.CALENDAR);
    AccountState through = machine.open();
    AccountState restored = machine.open();
    List<Object> inputs = inputs(seed, 150);
    for (int i = 0; i < inputs.size(); i++) {
      if (i == cut) {
        restored = AccountMachinePropertiesTest.writtenAndRead(restored);
      }
      assertThat(AccountMachinePropertiesTest.apply(machine, restored, inputs.get(i)))
          .isEqualTo(AccountMachinePropertiesTest.apply(machine, through, inputs.get(i)));
    }
    assertThat(restored).isEqualTo(through);
  }

  /** The random inputs reach what the properties are about. */
  @Example
  void everyTypeEntersAndLeavesAndExitsAreReplaced() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 60; seed++) {
      AccountMachine machine = new AccountMachine(CONFIG, Desk.CALENDAR);
      AccountState state = machine.open();
      for (Object input : inputs(seed, 250)) {
        for (AccountEvent event : AccountMachinePropertiesTest.apply(machine, state, input)) {
          if (event instanceof AccountEvent.OrderChanged changed) {
            Order order = changed.order();
            seen.add(order.role() + " " + order.type() + " " + order.status());
            if (order.reason().startsWith("replaced: ")) {
              seen.add("replaced");
            }
          }
        }
      }
    }
    for (OrderType type : OrderType.values()) {
      assertThat(seen).contains("ENTRY " + type + " FILLED", "EXIT " + type + " FILLED");
    }
    assertThat(seen).contains("replaced");
    assertThat(seen).noneMatch(s -> s.endsWith("REJECTED"));
  }
}
