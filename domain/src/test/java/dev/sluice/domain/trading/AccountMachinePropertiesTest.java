package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Over random quotes, signals and controls of two symbols across nights and week-ends. */
class AccountMachinePropertiesTest {
  private static final List<SignalType> TYPES =
      List.of(SignalType.BUY, SignalType.SELL, SignalType.HOLD);

  /** Named, since what is added to the enumeration must not change the inputs of a seed. */
  private static final List<ControlAction> ACTIONS =
      List.of(
          ControlAction.PAUSE,
          ControlAction.CANCEL_ALL,
          ControlAction.FLATTEN,
          ControlAction.HALT,
          ControlAction.RESUME);

  private static final List<String> SYMBOLS = List.of("AAA", "BBB");

  @Property(tries = 150)
  void invariantsHoldAndMoneyIsConserved(@ForAll long seed, @ForAll boolean allowShort) {
    AccountConfig config = config(allowShort);
    AccountMachine machine = new AccountMachine(config, Desk.CALENDAR);
    AccountState state = machine.open();
    BigDecimal cash = config.initialCash();
    long version = 0;
    for (Object input : inputs(seed, 250)) {
      for (AccountEvent event : apply(machine, state, input)) {
        if (event instanceof AccountEvent.Filled filled) {
          Fill f = filled.fill();
          BigDecimal notional = f.quantity().multiply(f.price());
          cash = f.side() == Side.BUY ? cash.subtract(notional) : cash.add(notional);
          cash = cash.subtract(f.commission());
        } else if (event instanceof AccountEvent.Snapshot snapshot) {
          version = checkSnapshot(config, snapshot.portfolio(), version);
        } else if (event instanceof AccountEvent.OrderChanged changed) {
          assertThat(changed.order().filledQuantity())
              .isLessThanOrEqualTo(changed.order().quantity());
        }
      }
      assertThat(state.cash()).isEqualByComparingTo(cash);
      assertThat(Invariants.firstBreach(state, allowShort)).isEmpty();
      if (!allowShort) {
        assertThat(state.cash()).isNotNegative();
      }
    }
  }

  private static long checkSnapshot(AccountConfig config, PortfolioSnapshot p, long version) {
    assertThat(p.version()).isEqualTo(version + 1);
    assertThat(p.equity())
        .as("equity is what came in, what was made and what was paid")
        .isEqualByComparingTo(
            config
                .initialCash()
                .add(p.realizedPnl())
                .add(p.unrealizedPnl())
                .subtract(p.commissions()));
    assertThat(p.maxDrawdown()).isGreaterThanOrEqualTo(p.drawdown());
    return p.version();
  }

  @Property(tries = 60)
  void whatIsRestoredAtAnyPointGoesOnTheSame(
      @ForAll long seed, @ForAll @IntRange(max = 150) int cut) throws IOException {
    AccountMachine machine = new AccountMachine(config(true), Desk.CALENDAR);
    AccountState through = machine.open();
    AccountState restored = machine.open();
    List<AccountEvent> expected = new ArrayList<>();
    List<AccountEvent> actual = new ArrayList<>();
    List<Object> inputs = inputs(seed, 150);
    for (int i = 0; i < inputs.size(); i++) {
      if (i == cut) {
        restored = writtenAndRead(restored);
      }
      expected.addAll(apply(machine, through, inputs.get(i)));
      actual.addAll(apply(machine, restored, inputs.get(i)));
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(restored).isEqualTo(through);
    assertThat(through.copy()).isEqualTo(through).isNotSameAs(through);
  }

  @Property(tries = 20)
  void twoRunsSayTheSame(@ForAll long seed) {
    assertThat(run(seed)).isEqualTo(run(seed));
  }

  /** The random inputs reach what the properties are about. */
  @Example
  void theInputsReachFillsProtectionDenialsAndPartialFills() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 40; seed++) {
      for (AccountEvent event : run(seed)) {
        if (event instanceof AccountEvent.OrderChanged changed) {
          Order order = changed.order();
          seen.add(order.role() + " " + order.status());
        }
      }
    }
    assertThat(seen)
        .contains(
            "ENTRY FILLED",
            "ENTRY PARTIALLY_FILLED",
            "ENTRY EXPIRED",
            "ENTRY DENIED",
            "EXIT FILLED",
            "STOP FILLED",
            "STOP CANCELLED",
            "TARGET FILLED",
            "FLATTEN FILLED");
  }

  private static List<AccountEvent> run(long seed) {
    AccountMachine machine = new AccountMachine(config(false), Desk.CALENDAR);
    AccountState state = machine.open();
    List<AccountEvent> events = new ArrayList<>();
    inputs(seed, 150).forEach(input -> events.addAll(apply(machine, state, input)));
    return events;
  }

  static AccountState writtenAndRead(AccountState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    return AccountState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  static AccountConfig config(boolean allowShort) {
    return new AccountConfig(
        "paper",
        Set.of(),
        Set.of(),
        new BigDecimal("50000"),
        new BigDecimal("0.6"),
        Desk.limits("0.9", "100000", allowShort, "0.001"),
        ExecutionCosts.DEFAULT);
  }

  static List<AccountEvent> apply(AccountMachine machine, AccountState state, Object input) {
    if (input instanceof Tick tick) {
      return machine.apply(state, tick);
    }
    if (input instanceof OrderTicket ticket) {
      return machine.apply(state, ticket);
    }
    return input instanceof Signal signal
        ? machine.apply(state, signal)
        : machine.apply(state, (Control) input);
  }

  static List<Object> inputs(long seed, int count) {
    Random random = new Random(seed);
    double[] prices = {100, 37.5};
    long time = Desk.at(1, "14:29:00").toEpochMilli();
    List<Object> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int jump = random.nextInt(40);
      time += jump == 0 ? 20 * 3_600_000L : jump < 5 ? 0 : random.nextInt(1_500_000);
      int s = random.nextInt(2);
      int kind = random.nextInt(20);
      if (kind < 13) {
        prices[s] = Math.max(1, prices[s] * (1 + 0.03 * random.nextGaussian()));
        double bid = Math.round(prices[s] * 100) / 100.0;
        double size = random.nextInt(3) == 0 ? random.nextInt(200) : Double.NaN;
        inputs.add(Tick.quote(SYMBOLS.get(s), i, time, bid, size, bid + 0.02, size, "test", true));
      } else if (kind < 19) {
        inputs.add(signal(random, i, time, SYMBOLS.get(s), prices[s]));
      } else {
        ControlAction action =
            random.nextBoolean() ? ControlAction.RESUME : ACTIONS.get(random.nextInt(5));
        inputs.add(Desk.control("c" + i, Instant.ofEpochMilli(time), action));
      }
    }
    return inputs;
  }

  private static Signal signal(Random random, int i, long time, String symbol, double price) {
    SignalType type = TYPES.get(random.nextInt(TYPES.size()));
    boolean bracket = random.nextBoolean() && type != SignalType.HOLD;
    double away = type == SignalType.BUY ? 1 : -1;
    return new Signal(
        "s" + i,
        "e" + i,
        "rule",
        symbol,
        type,
        random.nextDouble(),
        BigDecimal.valueOf(price),
        bracket ? BigDecimal.valueOf(price * (1 - 0.03 * away)) : null,
        bracket ? BigDecimal.valueOf(price * (1 + 0.04 * away)) : null,
        Instant.ofEpochMilli(time),
        null,
        null,
        null,
        Map.of(),
        true);
  }
}
