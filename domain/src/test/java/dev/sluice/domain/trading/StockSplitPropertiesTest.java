package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A series of prices with a split in it, and the same series adjusted as if the new shares had
 * always been there, make an account the same money.
 *
 * <p>Figures of the adjusted series are decimals that any factor of {@link #FACTORS} takes to the
 * old scale and back without rounding, and before the split its lot is the factor's multiple of the
 * other's, so the two must agree to the last digit. Trading is free, since commission is by the
 * share.
 */
class StockSplitPropertiesTest {
  private static final List<BigDecimal> FACTORS =
      List.of(
          new BigDecimal("2"),
          new BigDecimal("3"),
          new BigDecimal("7"),
          new BigDecimal("1.5"),
          new BigDecimal("0.1"),
          new BigDecimal("0.25"));

  private static final BigDecimal LOT = new BigDecimal("0.01");
  private static final int DAYS = 8;
  private static final String SPLITTING = "AAA";
  private static final List<String> SYMBOLS = List.of(SPLITTING, "BBB");

  /** Before the open of the fourth day. */
  private static final Instant SPLIT = Desk.at(4, "14:30:00").minusMillis(1);

  private static final long SPLIT_TIME = SPLIT.toEpochMilli();

  /** A quote or signal, with the figures of the adjusted series; the size is in old shares. */
  private record Input(
      long time, String symbol, BigDecimal bid, BigDecimal ask, BigDecimal size, Signal signal) {}

  /** What a run of one series said, and the account at its end. */
  private static final class Run {
    final boolean adjusted;
    final BigDecimal factor;
    final boolean allowShort;
    final List<AccountEvent> events = new ArrayList<>();
    final List<AccountEvent> atSplit = new ArrayList<>();
    AccountState state;

    Run(boolean adjusted, BigDecimal factor, boolean allowShort) {
      this.adjusted = adjusted;
      this.factor = factor;
      this.allowShort = allowShort;
      state = machine(SPLIT_TIME, SPLITTING).open();
    }

    private boolean scaled(long time, String symbol) {
      return time < SPLIT_TIME && symbol.equals(SPLITTING);
    }

    /** The machine keeps no state, so each input may have one with its symbol's lot. */
    private AccountMachine machine(long time, String symbol) {
      BigDecimal lot = adjusted && scaled(time, symbol) ? LOT.multiply(factor) : LOT;
      return new AccountMachine(
          new AccountConfig(
              "paper",
              Set.of(),
              Set.of(),
              new BigDecimal("50000"),
              new BigDecimal("0.6"),
              Desk.limits("0.9", "100000", allowShort, Decimals.plain(lot).toPlainString()),
              Desk.FREE),
          Desk.CALENDAR);
    }

    Run over(List<Input> inputs) {
      boolean split = false;
      for (Input input : inputs) {
        if (!split && input.time() > SPLIT_TIME) {
          split = true;
          split();
        }
        AccountMachine machine = machine(input.time(), input.symbol());
        events.addAll(
            input.signal() == null
                ? machine.apply(state, quote(input))
                : machine.apply(state, signal(input)));
        assertThat(Invariants.firstBreach(state, allowShort)).isEmpty();
      }
      events.addAll(
          machine(SPLIT_TIME, SPLITTING)
              .advanceTo(state, Desk.at(DAYS + 4, "21:00:00").toEpochMilli()));
      return this;
    }

    private void split() {
      AccountMachine machine = machine(SPLIT_TIME, SPLITTING);
      // What is over by then is not the split's doing.
      events.addAll(machine.advanceTo(state, SPLIT_TIME - 1));
      if (!adjusted) {
        atSplit.addAll(
            machine.apply(
                state,
                Tick.split(SPLITTING, SPLIT_TIME, SPLIT_TIME, factor.doubleValue(), "test", true)));
        events.addAll(atSplit);
        state = state.copy();
      }
    }

    private BigDecimal price(BigDecimal price, Input input) {
      return price == null || adjusted || !scaled(input.time(), input.symbol())
          ? price
          : price.multiply(factor);
    }

    private Tick quote(Input input) {
      boolean more = adjusted && scaled(input.time(), input.symbol());
      BigDecimal size = more ? input.size().multiply(factor) : input.size();
      return Tick.quote(
          input.symbol(),
          input.time(),
          input.time(),
          price(input.bid(), input).doubleValue(),
          size.doubleValue(),
          price(input.ask(), input).doubleValue(),
          size.doubleValue(),
          "test",
          true);
    }

    private Signal signal(Input input) {
      Signal s = input.signal();
      return new Signal(
          s.id(),
          s.executionId(),
          s.strategy(),
          s.symbol(),
          s.type(),
          s.confidence(),
          price(s.entry(), input),
          price(s.stop(), input),
          price(s.target(), input),
          s.eventTime(),
          null,
          null,
          null,
          Map.of(),
          true);
    }

    /** Figures of the account at each moment that is not the split's own. */
    List<String> equityCurve() {
      List<String> curve = new ArrayList<>();
      for (AccountEvent event : events) {
        if (event instanceof AccountEvent.Snapshot s && s.occasion() != Occasion.SPLIT) {
          PortfolioSnapshot p = s.portfolio();
          List<BigDecimal> figures =
              List.of(
                  p.cash(),
                  p.equity(),
                  p.dayPnl(),
                  p.realizedPnl(),
                  p.unrealizedPnl(),
                  p.peakEquity(),
                  p.drawdown(),
                  p.maxDrawdown());
          curve.add(p.eventTime() + " " + s.occasion() + " " + p.workingOrders() + " " + figures);
        }
      }
      return curve;
    }

    /** Fills in the shares of after the split. */
    List<String> fills() {
      List<String> fills = new ArrayList<>();
      for (AccountEvent event : events) {
        if (event instanceof AccountEvent.Filled filled) {
          Fill f = filled.fill();
          boolean old = !adjusted && scaled(f.eventTime().toEpochMilli(), f.symbol());
          fills.add(
              String.join(
                  " ",
                  f.id(),
                  f.eventTime().toString(),
                  f.symbol(),
                  f.side().name(),
                  text(old ? f.quantity().multiply(factor) : f.quantity()),
                  text(old ? Decimals.average(f.price(), factor) : f.price()),
                  text(f.realizedPnl())));
        }
      }
      return fills;
    }

    /** The last state of each order, in the shares of after the split. */
    Map<String, String> orders() {
      Map<String, String> orders = new LinkedHashMap<>();
      for (AccountEvent event : events) {
        if (event instanceof AccountEvent.OrderChanged changed) {
          Order o = changed.order();
          boolean old = !adjusted && scaled(o.updatedAt().toEpochMilli(), o.symbol());
          BigDecimal filled = o.filledQuantity();
          // What is too small for a lot is denied as it is, and that was rounded on its own scale.
          boolean denied = o.status() == OrderStatus.DENIED;
          orders.put(
              o.id(),
              String.join(
                  " ",
                  o.role(),
                  o.symbol(),
                  o.status().name(),
                  String.valueOf(o.denialCode()),
                  denied ? "" : text(old ? o.quantity().multiply(factor) : o.quantity()),
                  text(old ? filled.multiply(factor) : filled)));
        }
      }
      return orders;
    }

    private static String text(BigDecimal value) {
      return Decimals.plain(value).toPlainString();
    }
  }

  @Property(tries = 200)
  void aSplitSeriesAndTheAdjustedOneMakeTheSameMoney(
      @ForAll long seed, @ForAll boolean allowShort) {
    BigDecimal factor = FACTORS.get(new Random(seed).nextInt(FACTORS.size()));
    List<Input> inputs = inputs(seed);
    Run split = new Run(false, factor, allowShort).over(inputs);
    Run adjusted = new Run(true, factor, allowShort).over(inputs);

    assertThat(split.equityCurve()).isEqualTo(adjusted.equityCurve());
    assertThat(split.fills()).isEqualTo(adjusted.fills());
    assertThat(split.orders()).isEqualTo(adjusted.orders());
    for (String symbol : SYMBOLS) {
      assertThat(split.state.quantity(symbol))
          .isEqualByComparingTo(adjusted.state.quantity(symbol));
    }
    assertThat(split.atSplit)
        .as("a split is no trade and ends no order")
        .allMatch(
            event ->
                event instanceof AccountEvent.OrderChanged changed
                    ? !changed.order().status().terminal()
                    : event instanceof AccountEvent.Snapshot s && s.occasion() == Occasion.SPLIT);
  }

  /** The random inputs reach what the property is about. */
  @Example
  void theInputsHoldPositionsAndOrdersOverTheSplit() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 200; seed++) {
      Run run = new Run(false, FACTORS.get(0), true).over(inputs(seed));
      for (AccountEvent event : run.atSplit) {
        if (event instanceof AccountEvent.OrderChanged changed) {
          seen.add(changed.order().role() + " " + changed.order().status());
        } else if (event instanceof AccountEvent.Snapshot s) {
          seen.add(
              s.portfolio().positions().stream()
                          .filter(p -> p.symbol().equals(SPLITTING))
                          .mapToInt(p -> p.quantity().signum())
                          .sum()
                      > 0
                  ? "LONG"
                  : "SHORT");
        }
      }
      if (run.fills().stream().anyMatch(f -> f.contains(SPLITTING))) {
        seen.add("FILLS");
      }
    }
    assertThat(seen)
        .contains(
            "LONG",
            "SHORT",
            "FILLS",
            "ENTRY ACCEPTED",
            "EXIT ACCEPTED",
            "STOP ACCEPTED",
            "TARGET ACCEPTED",
            "TARGET PARTIALLY_FILLED");
  }

  private static List<Input> inputs(long seed) {
    Random random = new Random(seed);
    List<Input> inputs = new ArrayList<>();
    int[] cents = {4000 + random.nextInt(8000), 2000 + random.nextInt(8000)};
    int signals = 0;
    for (int day = 1; day <= DAYS + 2; day++) {
      if (day == 6 || day == 7) {
        continue; // a week-end
      }
      long open = Desk.at(day, "14:30:00").toEpochMilli();
      for (int i = 0; i < 10; i++) {
        int which = i % 2;
        cents[which] = Math.max(500, (int) (cents[which] * (1 + 0.02 * random.nextGaussian())));
        BigDecimal bid = BigDecimal.valueOf(cents[which], 2);
        BigDecimal ask = BigDecimal.valueOf(cents[which] + random.nextInt(5), 2);
        BigDecimal size = BigDecimal.valueOf(5 + random.nextInt(200));
        long time = open + i * 2_500_000L;
        inputs.add(new Input(time, SYMBOLS.get(which), bid, ask, size, null));
        if (random.nextInt(4) == 0) {
          inputs.add(signal(random, ++signals, time + 60_000, which, cents[which]));
        }
      }
      long decided = Desk.at(day, "21:01:00").toEpochMilli();
      for (int which = 0; which < 2; which++) {
        if (random.nextInt(2) == 0) {
          inputs.add(signal(random, ++signals, decided, which, cents[which]));
        }
      }
    }
    return inputs;
  }

  private static Input signal(Random random, int i, long time, int which, int cents) {
    SignalType type = random.nextBoolean() ? SignalType.BUY : SignalType.SELL;
    boolean bracket = random.nextInt(4) > 0;
    int away = type == SignalType.BUY ? 1 : -1;
    String symbol = SYMBOLS.get(which);
    Signal signal =
        new Signal(
            "s" + i,
            "e" + i,
            "rule",
            symbol,
            type,
            BigDecimal.valueOf(random.nextInt(101), 2).doubleValue(),
            BigDecimal.valueOf(cents, 2),
            bracket ? BigDecimal.valueOf(cents - away * (cents / 20), 2) : null,
            bracket ? BigDecimal.valueOf(cents + away * (cents / 25), 2) : null,
            Instant.ofEpochMilli(time),
            null,
            null,
            null,
            Map.of(),
            true);
    return new Input(time, symbol, null, null, null, signal);
  }
}
