package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.venue.Commission;
import dev.sluice.domain.trading.venue.Latency;
import dev.sluice.domain.trading.venue.QueuePosition;
import dev.sluice.domain.trading.venue.Slippage;
import dev.sluice.domain.trading.venue.Spread;
import dev.sluice.domain.trading.venue.VenueModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Over random orders of every type and time in force, alone and in groups, on random quotes,
 * prints, splits and controls of two symbols across nights, on random venues.
 */
class PaperVenuePropertiesTest {
  private static final List<String> SYMBOLS = List.of("AAA", "BBB");
  private static final List<String> SLIPPAGES =
      List.of("none", "bps:2", "volume-share:limit=0.2,impact=0.3", "square-root:volatility=0.02");
  private static final List<String> COMMISSIONS =
      List.of(
          "none", "0.01", "per-share:0.005,min=1,max=1", "percent:0.1", "tiered:0.02@0/0.01@50");
  private static final List<String> QUEUES = List.of("none", "fixed:40", "displayed", "random");

  @Property(tries = 200)
  void whatEveryVenueKeeps(@ForAll long seed) {
    AccountConfig config = config(seed);
    AccountMachine machine = new AccountMachine(config, Desk.CALENDAR);
    AccountState state = machine.open();
    Watch watch = new Watch(config);
    for (Object input : inputs(seed, 250)) {
      List<AccountEvent> events = AccountMachinePropertiesTest.apply(machine, state, input);
      watch.see(input, events, state);
      assertThat(Invariants.firstBreach(state, config.limits().allowShort())).isEmpty();
      assertThat(state.illegalOrderChanges()).isZero();
    }
  }

  @Property(tries = 80)
  void whatIsRestoredAfterAnyPrefixGoesOnTheSame(
      @ForAll long seed, @ForAll @IntRange(max = 150) int cut) throws IOException {
    AccountMachine machine = new AccountMachine(config(seed), Desk.CALENDAR);
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
  void theInputsReachEveryTypeAndEveryEnd() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 150; seed++) {
      AccountMachine machine = new AccountMachine(config(seed), Desk.CALENDAR);
      AccountState state = machine.open();
      for (Object input : inputs(seed, 250)) {
        for (AccountEvent event : AccountMachinePropertiesTest.apply(machine, state, input)) {
          if (event instanceof AccountEvent.OrderChanged changed) {
            Order order = changed.order();
            seen.add(order.type() + " " + order.status());
            seen.add(order.timeInForce() + " " + order.status());
            if (order.ocoGroup() != null && order.parentId() == null) {
              seen.add("GROUP " + order.status());
            }
          }
        }
      }
    }
    for (OrderType type : OrderType.values()) {
      assertThat(seen).contains(type + " FILLED", type + " PARTIALLY_FILLED");
    }
    assertThat(seen)
        .contains("IOC CANCELLED", "FOK FILLED", "FOK CANCELLED", "GROUP FILLED", "GROUP CANCELLED")
        .contains("MARKET_ON_OPEN EXPIRED", "MARKET_ON_OPEN REJECTED", "LIMIT DENIED");
  }

  /** What was said, against what must hold of it. */
  private static final class Watch {
    private final AccountConfig config;
    private final Map<String, Order> orders = new HashMap<>();
    private final Set<String> reached = new HashSet<>();
    private final Map<String, Set<String>> filledOfGroup = new HashMap<>();
    private Tick price;
    private BigDecimal cash;

    Watch(AccountConfig config) {
      this.config = config;
      cash = config.initialCash();
    }

    void see(Object input, List<AccountEvent> events, AccountState state) {
      touches(input, state);
      for (AccountEvent event : events) {
        if (event instanceof AccountEvent.OrderChanged changed) {
          see(changed.order());
        } else if (event instanceof AccountEvent.Filled filled) {
          see(filled.fill());
        }
      }
      assertThat(state.cash()).as("cash is what the fills leave").isEqualByComparingTo(cash);
      if (!config.limits().allowShort()) {
        assertThat(state.cash()).as("no entry beyond the cash").isNotNegative();
      }
      for (WorkingOrder order : state.working) {
        assertThat(order.timeInForce.immediate() && order.filled.signum() > 0)
            .as("IOC and FOK leave nothing at work")
            .isFalse();
        assertThat(order.open()).as("a group has one quantity").isPositive();
      }
    }

    /** A quote, or a print where there are no quotes, may reach stops. */
    private void touches(Object input, AccountState state) {
      price = null;
      if (input instanceof Tick tick && tick.kind() != TickKind.SPLIT) {
        // A quote outside of the session is none: prints go on standing for quotes.
        Mark mark = state.marks.get(tick.symbol());
        if (tick.kind() == TickKind.QUOTE || mark == null || !mark.quoted()) {
          price = tick;
        }
      }
      orders.values().forEach(this::reach);
    }

    private void reach(Order order) {
      if (price == null
          || order.type() != OrderType.STOP
          || !order.symbol().equals(price.symbol())
          || order.createdAt().toEpochMilli() >= price.eventTime()) {
        return;
      }
      boolean buy = order.side() == Side.BUY;
      boolean quote = price.kind() == TickKind.QUOTE;
      BigDecimal touch =
          BigDecimal.valueOf(quote ? (buy ? price.ask() : price.bid()) : price.price());
      // An assumed spread is on both sides of a price.
      BigDecimal half = config.costs().model().spread().half(touch);
      BigDecimal beyond =
          buy ? touch.subtract(order.stopPrice()) : order.stopPrice().subtract(touch);
      if (beyond.add(half).signum() >= 0) {
        reached.add(order.id());
      }
    }

    private void see(Order order) {
      Order before = orders.put(order.id(), order);
      reach(order); // made by the close that an input has brought about
      OrderStatus from = before == null ? null : before.status();
      boolean amended = order.reason() != null && order.reason().startsWith("split ");
      assertThat(amended || OrderLifecycle.allows(from, order.status()))
          .as(from + " → " + order.status())
          .isTrue();
      assertThat(order.version()).isEqualTo(before == null ? 1 : before.version() + 1);
      assertThat(order.filledQuantity()).isLessThanOrEqualTo(order.quantity());
      if (order.timeInForce() == TimeInForce.FOK) {
        assertThat(order.filledQuantity().signum() == 0 || order.status() == OrderStatus.FILLED)
            .as("all or nothing: " + order)
            .isTrue();
      }
      if (order.ocoGroup() != null && order.status() == OrderStatus.FILLED) {
        Set<String> filled = filledOfGroup.computeIfAbsent(order.ocoGroup(), g -> new HashSet<>());
        filled.add(order.id());
        assertThat(filled).as("never both of a group").hasSize(1);
      }
    }

    private void see(Fill fill) {
      BigDecimal notional = fill.quantity().multiply(fill.price());
      boolean buy = fill.side() == Side.BUY;
      cash = (buy ? cash.subtract(notional) : cash.add(notional)).subtract(fill.commission());
      assertThat(fill.commission()).isNotNegative();
      Order order = orders.get(fill.orderId());
      assertThat(fill.eventTime()).isAfter(order.createdAt());
      if (order.limitPrice() != null) {
        int worse = fill.price().compareTo(order.limitPrice());
        assertThat(buy ? worse : -worse).as("never worse than the limit").isNotPositive();
      }
      assertThat(order.type() != OrderType.STOP || reached.contains(order.id()))
          .as("no stop before its price: " + order)
          .isTrue();
    }
  }

  private static AccountConfig config(long seed) {
    Random random = new Random(~seed);
    VenueModel model =
        new VenueModel(
            Slippage.parse(one(random, SLIPPAGES)),
            Spread.parse(random.nextBoolean() ? "none" : "amount:0.04"),
            Commission.parse(one(random, COMMISSIONS)),
            Latency.parse(random.nextBoolean() ? "none" : "uniform:1ms,to=900s"),
            random.nextBoolean() ? null : new BigDecimal("0.5"),
            QueuePosition.parse(one(random, QUEUES)),
            false);
    return new AccountConfig(
        "paper",
        Set.of(),
        Set.of(),
        new BigDecimal("50000"),
        new BigDecimal("0.6"),
        new RiskLimits(
            BigDecimal.ONE,
            new BigDecimal("100000"),
            new BigDecimal("0.9"),
            new BigDecimal("0.9"),
            random.nextBoolean(),
            BigDecimal.ONE),
        new ExecutionCosts(model));
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<Object> inputs(long seed, int count) {
    Random random = new Random(seed);
    double[] prices = {100, 37.5};
    long time = Desk.at(1, "14:29:00").toEpochMilli();
    List<Object> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int jump = random.nextInt(40);
      time += jump == 0 ? 20 * 3_600_000L : jump < 5 ? 1 : random.nextInt(1_500_000);
      int s = random.nextInt(2);
      int kind = random.nextInt(40);
      if (kind < 24) {
        prices[s] = Math.max(1, prices[s] * (1 + 0.02 * random.nextGaussian()));
        inputs.add(market(random, i, time, SYMBOLS.get(s), Math.round(prices[s] * 100) / 100.0));
      } else if (kind < 38) {
        OrderTicket ticket = ticket(random, "s" + i, time, SYMBOLS.get(s), prices[s]);
        boolean pair = random.nextInt(3) == 0;
        inputs.add(pair ? ticket.withOcoGroup("g" + i) : ticket);
        if (pair) {
          OrderTicket other = ticket(random, "t" + i, time, SYMBOLS.get(s), prices[s]);
          inputs.add(other.withOcoGroup("g" + i));
        }
      } else if (kind < 39) {
        double factor = random.nextBoolean() ? 2 : 0.5;
        prices[s] /= factor;
        inputs.add(Tick.split(SYMBOLS.get(s), i, time, factor, "test", true));
      } else {
        inputs.add(
            Desk.control(
                "c" + i,
                Instant.ofEpochMilli(time),
                random.nextInt(3) == 0 ? ControlAction.FLATTEN : ControlAction.RESUME));
      }
    }
    return inputs;
  }

  /** The first symbol has quotes with and without sizes and prints, the second prints alone. */
  private static Tick market(Random random, int i, long time, String symbol, double price) {
    if (symbol.equals("BBB") || random.nextInt(3) == 0) {
      return Tick.trade(symbol, i, time, price, 1 + random.nextInt(400), "test", true);
    }
    double size = random.nextInt(3) == 0 ? Double.NaN : random.nextInt(300);
    double spread = random.nextInt(4) == 0 ? 0 : 0.02;
    return Tick.quote(symbol, i, time, price, size, price + spread, size, "test", true);
  }

  private static OrderTicket ticket(
      Random random, String id, long time, String symbol, double price) {
    boolean entry = random.nextInt(3) > 0;
    boolean buy = entry ? random.nextInt(4) > 0 : random.nextInt(4) == 0;
    OrderType type = one(random, List.of(OrderType.values()));
    OrderTicket ticket =
        OrderTicket.of(
                id,
                "rule",
                symbol,
                entry ? OrderRole.ENTRY : OrderRole.EXIT,
                buy ? Side.BUY : Side.SELL,
                type,
                BigDecimal.valueOf(1 + random.nextInt(120)),
                Instant.ofEpochMilli(time))
            .withTimeInForce(one(random, List.of(TimeInForce.values())));
    BigDecimal below = cents(price * (buy ? 0.99 : 1.01));
    BigDecimal above = cents(price * (buy ? 1.01 : 0.99));
    ticket =
        switch (type) {
          case LIMIT -> ticket.withLimit(random.nextBoolean() ? below : above);
          case STOP -> ticket.withStop(above);
          case STOP_LIMIT -> ticket.withLimit(cents(price * (buy ? 1.02 : 0.98))).withStop(above);
          case TRAILING_STOP ->
              random.nextBoolean()
                  ? ticket.withTrailingAmount(cents(price * 0.01))
                  : ticket.withTrailingPercent(BigDecimal.ONE);
          default -> ticket;
        };
    return entry && random.nextInt(3) == 0
        ? ticket.withBracket(cents(price * (buy ? 0.97 : 1.03)), cents(price * (buy ? 1.03 : 0.97)))
        : ticket;
  }

  private static BigDecimal cents(double price) {
    return BigDecimal.valueOf(Math.round(price * 100), 2);
  }
}
