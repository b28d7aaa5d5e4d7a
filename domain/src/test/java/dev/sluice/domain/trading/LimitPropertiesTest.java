package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.risk.BucketLimits;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.SizingModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Over random quotes, trades, signals and controls of four symbols: nothing that was sent has
 * breached a limit, by books that {@link LimitAuditor} keeps of its own from what was said.
 */
class LimitPropertiesTest {
  static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC", "DDD");

  private static final List<String> SIZINGS =
      List.of(
          "confidence:0.3",
          "fixed:100",
          "percent:15",
          "kelly:1,cap=0.3",
          "conviction:0.4",
          "volatility:0.2,window=2,cap=0.3");

  /** Limits that a control may set, each with values that bind and values that do not. */
  private static final List<List<String>> SETTINGS =
      List.of(
          List.of("max_gross_exposure", "0.3", "0.6", "default"),
          List.of("max_net_exposure", "0.15", "0.4", "default"),
          List.of("max_notional", "9000", "100000", "0"),
          List.of("max_order_quantity", "80", "1000", "many"),
          List.of("max_position_share", "0.12", "0.5", "default"),
          List.of("bucket.odd.share", "0.2", "0.5", "0.9"),
          List.of("bucket.even.max_position_share", "0.3", "1", "default"),
          List.of("max_orders", "2", "50", "-1"),
          List.of("order_window", "PT30S", "PT5M", "soon"),
          List.of("restricted", "AAA,DDD", "", "default"));

  static AccountConfig config(String sizing) {
    RiskLimits limits =
        Desk.limits("0.4", "100000", true, "1").with(RiskLimit.MAX_DAILY_LOSS, "0.2");
    BigDecimal half = new BigDecimal("0.5");
    BucketLimits bucket = new BucketLimits(half, BigDecimal.ONE, half);
    return Desk.config("50000", limits.with(RiskLimit.MAX_DRAWDOWN, "0.5"), Desk.FREE)
        .with(SizingModels.parse(sizing))
        .with(
            List.of(
                new BucketConfig("odd", bucket, Set.of("AAA", "CCC"), Set.of()),
                new BucketConfig("even", bucket, Set.of(), Set.of())));
  }

  @Property(tries = 200)
  void nothingThatWasSentHasBreachedALimit(
      @ForAll long seed, @ForAll @IntRange(max = 5) int sizing) {
    run(seed, sizing, 250, new TreeSet<>());
  }

  /** The random inputs reach the limits that the property is about. */
  @Example
  void theInputsReachTheLimitsAndTheOrders() {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < 60; seed++) {
      run(seed, seed % SIZINGS.size(), 250, seen);
    }
    assertThat(seen)
        .contains(
            "BUY ACCEPTED",
            "SELL ACCEPTED",
            "GROSS_EXPOSURE_LIMIT",
            "NET_EXPOSURE_LIMIT",
            "NOTIONAL_LIMIT",
            "ORDER_QUANTITY_LIMIT",
            "POSITION_LIMIT",
            "BUCKET_LIMIT",
            "BUCKET_POSITION_LIMIT",
            "ORDER_RATE_LIMIT",
            "RESTRICTED_SYMBOL",
            "CHECK_NOT_POSSIBLE",
            "REDUCING_ONLY",
            "ENTRIES_PAUSED",
            "ACCOUNT_HALTED",
            "refused");
  }

  @Property(tries = 60)
  void whatIsRestoredAfterAnyPrefixGoesOnTheSame(
      @ForAll long seed,
      @ForAll @IntRange(max = 5) int sizing,
      @ForAll @IntRange(max = 149) int cut)
      throws IOException {
    AccountMachine machine = new AccountMachine(config(SIZINGS.get(sizing)), Desk.CALENDAR);
    AccountState through = machine.open();
    AccountState restored = machine.open();
    List<Object> inputs = inputs(seed, 150);
    for (int i = 0; i < inputs.size(); i++) {
      if (i == cut) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        restored.write(new DataOutputStream(bytes));
        restored =
            AccountState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      }
      assertThat(apply(machine, restored, inputs.get(i)))
          .isEqualTo(apply(machine, through, inputs.get(i)));
    }
    assertThat(restored).isEqualTo(through);
  }

  private static void run(long seed, int sizing, int count, Set<String> seen) {
    AccountConfig config = config(SIZINGS.get(sizing));
    AccountMachine machine = new AccountMachine(config, Desk.CALENDAR);
    AccountState state = machine.open();
    LimitAuditor auditor = new LimitAuditor(config);
    for (Object input : inputs(seed, count)) {
      auditor.before(input);
      AccountStatus status = state.status();
      for (AccountEvent event : apply(machine, state, input)) {
        auditor.take(event, status);
        if (event instanceof AccountEvent.OrderChanged changed) {
          Order order = changed.order();
          seen.add(
              order.denialCode() == null
                  ? order.side() + " " + order.status()
                  : order.denialCode());
        } else if (event instanceof AccountEvent.ControlRefused) {
          seen.add("refused");
        }
      }
      assertThat(Invariants.firstBreach(state, true)).isEmpty();
    }
  }

  private static List<AccountEvent> apply(
      AccountMachine machine, AccountState state, Object input) {
    if (input instanceof Tick tick) {
      return machine.apply(state, tick);
    }
    return input instanceof Signal signal
        ? machine.apply(state, signal)
        : machine.apply(state, (Control) input);
  }

  /** All within sessions, on up to five days. */
  private static List<Object> inputs(long seed, int count) {
    Random random = new Random(seed);
    double[] prices = {100, 37.5, 250, 12};
    int day = 1;
    long offset = 0;
    List<Object> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (day < 5 && random.nextInt(50) == 0) {
        day++;
        offset = 0;
      }
      offset += random.nextInt(4) == 0 ? 0 : random.nextInt(60_000);
      Instant now = Desk.at(day, "14:30:00").plusMillis(offset);
      int s = random.nextInt(SYMBOLS.size());
      int kind = random.nextInt(20);
      if (kind < 10) {
        prices[s] = Math.max(1, prices[s] * (1 + 0.01 * random.nextGaussian()));
        inputs.add(quote(random, i, now, SYMBOLS.get(s), prices[s]));
      } else if (kind < 11) {
        double price = Math.round(prices[s] * 100) / 100.0;
        inputs.add(Tick.trade(SYMBOLS.get(s), i, now.toEpochMilli(), price, 10, "test", true));
      } else if (kind < 18) {
        inputs.add(signal(random, i, now, SYMBOLS.get(s), prices[s]));
      } else {
        inputs.add(control(random, i, now));
      }
    }
    return inputs;
  }

  private static Tick quote(Random random, int i, Instant now, String symbol, double price) {
    double bid = Math.round(price * 100) / 100.0;
    double size = random.nextInt(3) == 0 ? random.nextInt(60) : Double.NaN;
    return Tick.quote(symbol, i, now.toEpochMilli(), bid, size, bid + 0.02, size, "test", true);
  }

  private static Signal signal(Random random, int i, Instant now, String symbol, double price) {
    boolean buy = random.nextBoolean();
    double away = buy ? 1 : -1;
    boolean bracket = random.nextInt(4) > 0;
    return new Signal(
        "s" + i,
        "e" + i,
        "rule",
        symbol,
        buy ? SignalType.BUY : SignalType.SELL,
        random.nextDouble(),
        BigDecimal.valueOf(price),
        bracket ? BigDecimal.valueOf(price * (1 - 0.02 * away)) : null,
        bracket ? BigDecimal.valueOf(price * (1 + 0.05 * away)) : null,
        now,
        null,
        null,
        null,
        random.nextBoolean()
            ? Map.of()
            : Map.of("conviction", String.valueOf(away * random.nextInt(5) / 2.0)),
        true);
  }

  private static Control control(Random random, int i, Instant now) {
    if (random.nextInt(3) > 0) {
      List<String> setting = SETTINGS.get(random.nextInt(SETTINGS.size()));
      String value = setting.get(1 + random.nextInt(setting.size() - 1));
      return new Control(
          "c" + i, "*", ControlAction.SET_LIMIT, "test", "alice", now, setting.get(0), value);
    }
    ControlAction[] acts = {
      ControlAction.PAUSE,
      ControlAction.CANCEL_ALL,
      ControlAction.FLATTEN,
      ControlAction.REDUCE,
      ControlAction.HALT
    };
    return Desk.control(
        "c" + i,
        now,
        random.nextInt(3) > 0 ? ControlAction.RESUME : acts[random.nextInt(acts.length)]);
  }
}
