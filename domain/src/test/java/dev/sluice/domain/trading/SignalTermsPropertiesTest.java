package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.trading.venue.VenueModel;
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

  /** Shorts, fills in parts, and a position limit that half of the entries are beyond. */
  private static final AccountConfig PARTS =
      new AccountConfig(
          "paper",
          Set.of(),
          Set.of(),
          new BigDecimal("50000"),
          new BigDecimal("0.6"),
          Desk.limits("0.3", "100000", true, "0.001"),
          new ExecutionCosts(VenueModel.FREE.withParticipation(new BigDecimal("0.25"))));

  /** The same with exits by name, and limits and distances far from the market. */
  private static List<Object> farInputs(long seed) {
    Random random = new Random(~seed);
    List<Object> inputs = new ArrayList<>();
    for (Object input : inputs(seed, 250)) {
      if (!(input instanceof Signal signal) || signal.type() == SignalType.HOLD) {
        inputs.add(input);
        continue;
      }
      OrderTerms far =
          switch (random.nextInt(12)) {
            case 0 -> OrderTerms.limit(new BigDecimal("0.01")).goodTillCancelled();
            case 1 -> OrderTerms.stopLimit(some(random, signal.entry()), new BigDecimal("0.01"));
            case 2 -> OrderTerms.trailingPercent(BigDecimal.valueOf(9));
            case 3 -> OrderTerms.trailingPercent(BigDecimal.valueOf(60));
            default -> signal.terms();
          };
      SignalType type = random.nextInt(5) == 0 ? SignalType.EXIT : signal.type();
      inputs.add(typed(signal, type).with(far));
    }
    return inputs;
  }

  private static Signal typed(Signal s, SignalType type) {
    return new Signal(
        s.id(),
        s.executionId(),
        s.strategy(),
        s.symbol(),
        type,
        s.confidence(),
        s.entry(),
        s.stop(),
        s.target(),
        s.eventTime(),
        null,
        null,
        null,
        s.metadata(),
        true);
  }

  /** An account that is followed from outside: what must be protected and at what it was asked. */
  private static final class Followed {
    final AccountMachine machine = new AccountMachine(PARTS, Desk.CALENDAR);
    final AccountState state = machine.open();
    final Set<String> seen = new HashSet<>();
    private final Set<String> withStop = new HashSet<>();

    /** Symbols of which a person or a plain exit has called off what protects, until flat. */
    private final Set<String> calledOff = new HashSet<>();

    void take(Object input) {
      if (input instanceof Signal signal) {
        signal(signal);
      } else if (input instanceof Control control && CALL_OFF.contains(control.action())) {
        calledOff.addAll(state.holdings.keySet());
      }
      for (AccountEvent event : AccountMachinePropertiesTest.apply(machine, state, input)) {
        if (event instanceof AccountEvent.OrderChanged changed) {
          changed(changed.order());
        }
      }
      state.holdings.forEach(this::held);
    }

    private void signal(Signal signal) {
      if (signal.stop() != null) {
        withStop.add(signal.id());
      }
      boolean plain = signal.terms() == null || OrderTerms.market().equals(signal.terms());
      for (WorkingOrder order : state.working) {
        boolean filled = order.role == OrderRole.ENTRY && order.filled.signum() > 0;
        if (filled && order.symbol.equals(signal.symbol()) && plain) {
          calledOff.add(order.symbol);
        }
      }
    }

    private void changed(Order order) {
      if (order.role().equals("ENTRY") && order.status() == OrderStatus.ACCEPTED) {
        asked(order);
      }
      seen.add(order.role() + " " + order.side() + " " + order.status());
      if (order.denialCode() != null) {
        seen.add(order.denialCode());
      }
      boolean some = order.filledQuantity().signum() > 0;
      if (some && order.status() == OrderStatus.CANCELLED && byExit(order.reason())) {
        seen.add("partly filled " + order.side() + " called off");
      }
    }

    private static boolean byExit(String reason) {
      return reason.startsWith("called off by a");
    }

    /** At the dearest that the entry may fill at now, it is within the position limit. */
    private void asked(Order order) {
      Mark mark = state.marks.get(order.symbol());
      BigDecimal price = order.side() == Side.BUY ? mark.ask() : mark.bid();
      if (order.limitPrice() != null) {
        price = order.side() == Side.BUY ? order.limitPrice() : price.max(order.limitPrice());
      } else if (order.stopPrice() != null) {
        price = price.max(order.stopPrice());
      }
      BigDecimal limit = state.equity().multiply(new BigDecimal("0.3"));
      assertThat(order.quantity().multiply(price)).as("%s", order).isLessThanOrEqualTo(limit);
    }

    private void held(String symbol, Holding holding) {
      if (holding.flat()) {
        calledOff.remove(symbol);
        return;
      }
      BigDecimal stops = BigDecimal.ZERO;
      for (WorkingOrder order : state.working) {
        if (order.symbol.equals(symbol) && order.role == OrderRole.ENTRY) {
          return;
        }
        if (order.symbol.equals(symbol) && order.role == OrderRole.STOP) {
          stops = stops.add(order.open());
        }
      }
      if (withStop.contains(holding.signalId) && !calledOff.contains(symbol)) {
        assertThat(stops)
            .as("stops at work for %s of %s", holding.quantity, symbol)
            .isGreaterThanOrEqualTo(holding.quantity.abs());
      }
    }
  }

  private static final Set<ControlAction> CALL_OFF =
      Set.of(ControlAction.CANCEL_ALL, ControlAction.FLATTEN, ControlAction.HALT);

  @Property(tries = 200)
  void whatIsHeldIsProtectedAndEntriesAreAskedAtWhatTheyMayFillAt(@ForAll long seed) {
    Followed account = new Followed();
    for (Object input : farInputs(seed)) {
      account.take(input);
      assertThat(Invariants.firstBreach(account.state, true)).isEmpty();
      assertThat(account.state.illegalOrderChanges()).isZero();
    }
  }

  /** The random inputs reach what the property is about. */
  @Example
  void entriesOfBothSidesAreCalledOffWithAPartFilled() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 80; seed++) {
      Followed account = new Followed();
      farInputs(seed).forEach(account::take);
      seen.addAll(account.seen);
    }
    assertThat(seen)
        .contains(
            "partly filled BUY called off",
            "partly filled SELL called off",
            "STOP BUY FILLED",
            "STOP SELL FILLED",
            "ENTRY SELL PARTIALLY_FILLED",
            "POSITION_LIMIT",
            "PRICE_COLLAR");
  }
}
