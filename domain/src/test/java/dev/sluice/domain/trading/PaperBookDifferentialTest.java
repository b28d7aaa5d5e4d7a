package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.venue.Commission;
import dev.sluice.domain.trading.venue.Latency;
import dev.sluice.domain.trading.venue.QueuePosition;
import dev.sluice.domain.trading.venue.Slippage;
import dev.sluice.domain.trading.venue.Spread;
import dev.sluice.domain.trading.venue.VenueModel;
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

/**
 * The venue in the job against the book outside it: the orders that an account without limits makes
 * of random tickets, with the same market, must fill the same.
 */
class PaperBookDifferentialTest {
  private static final List<String> SYMBOLS = List.of("AAA", "BBB");

  @Property(tries = 300)
  void fillsTheSameAsTheVenueInTheJob(@ForAll long seed) {
    new Both(seed).run(250);
  }

  @Example
  void theInputsReachEveryTypeAndEveryEnd() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 60; seed++) {
      Both both = new Both(seed);
      both.run(250);
      seen.addAll(both.seen);
    }
    for (OrderType type : OrderType.values()) {
      assertThat(seen).contains(type + " TRADE");
    }
    assertThat(seen)
        .contains("LIMIT CANCELLED", "LIMIT EXPIRED", "LIMIT REJECTED", "STOP of a bracket");
  }

  private static final class Both {
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Order> orders = new HashMap<>();
    private final List<String> inJob = new ArrayList<>();
    private final List<String> outside = new ArrayList<>();

    /** How orders ended at one input; which of a group is told first says nothing. */
    private final List<String> endedInJob = new ArrayList<>();

    private final List<String> endedOutside = new ArrayList<>();
    private final Random random;
    private final boolean shorts;
    private final AccountMachine machine;
    private final AccountState state;
    private final PaperBook book;
    private final double[] prices = {100, 37.5};
    private long time = Desk.at(1, "14:29:00").toEpochMilli();

    Both(long seed) {
      // The first draws of neighbouring seeds are alike.
      random = new Random(seed * 0x9E3779B97F4A7C15L);
      shorts = random.nextBoolean();
      ExecutionCosts costs = new ExecutionCosts(model(random));
      AccountConfig config =
          Desk.config("1000000000000", RiskLimits.NONE.with(RiskLimit.ALLOW_SHORT, "true"), costs);
      machine = new AccountMachine(config, Desk.CALENDAR);
      state = machine.open();
      book = new PaperBook("REMOTE", costs, config.limits().lotSize(), Desk.CALENDAR);
    }

    void run(int count) {
      for (int i = 0; i < count; i++) {
        int jump = random.nextInt(40);
        time += jump == 0 ? 20 * 3_600_000L : jump < 5 ? 1 : random.nextInt(1_500_000);
        // A close makes orders, which a venue outside gets before what follows the close.
        take(machine.advanceTo(state, time - 1));
        book(book.advanceTo(Instant.ofEpochMilli(time - 1)));
        int s = random.nextInt(2);
        int kind = random.nextInt(40);
        if (kind < 26) {
          prices[s] = Math.max(1, prices[s] * (1 + 0.02 * random.nextGaussian()));
          market(tick(i, s));
        } else if (kind < 27) {
          double factor = random.nextBoolean() ? 2 : 0.5;
          prices[s] /= factor;
          market(Tick.split(SYMBOLS.get(s), i, time, factor, "test", true));
        } else {
          tickets(i, s);
        }
        assertThat(outside).as("after input " + i).isEqualTo(inJob);
        assertThat(endedOutside)
            .as("at input " + i)
            .containsExactlyInAnyOrderElementsOf(endedInJob);
        endedOutside.clear();
        endedInJob.clear();
      }
      assertThat(book.open("paper"))
          .containsExactlyElementsOf(state.working.stream().map(order -> order.id).toList());
      for (String symbol : SYMBOLS) {
        assertThat(book.positions("paper").getOrDefault(symbol, BigDecimal.ZERO))
            .isEqualByComparingTo(state.quantity(symbol));
      }
    }

    private void market(Tick tick) {
      List<AccountEvent> events = machine.apply(state, tick);
      book(book.take(tick));
      take(events);
    }

    private void tickets(int i, int s) {
      boolean pair = random.nextInt(3) == 0;
      OrderTicket first = ticket("s" + i, SYMBOLS.get(s), prices[s]);
      take(machine.apply(state, pair ? first.withOcoGroup("g" + i) : first));
      if (pair) {
        OrderTicket other = ticket("t" + i, SYMBOLS.get(s), prices[s]);
        take(machine.apply(state, other.withOcoGroup("g" + i)));
      }
    }

    /** What the account says: its orders go to the book, its fills into the comparison. */
    private void take(List<AccountEvent> events) {
      List<Order> made = new ArrayList<>();
      for (AccountEvent event : events) {
        if (event instanceof AccountEvent.OrderChanged changed) {
          Order order = changed.order();
          orders.put(order.id(), order);
          assertThat(order.reason() == null ? "" : order.reason())
              .as("no venue knows the cash of an account")
              .doesNotContain("buying power");
          if (order.status() == OrderStatus.SUBMITTED) {
            made.add(order);
          } else if (order.status() == OrderStatus.REJECTED) {
            endedInJob.add(order.id() + " REJECTED");
          } else if (order.status() == OrderStatus.CANCELLED
              || order.status() == OrderStatus.EXPIRED) {
            endedInJob.add(order.id() + " " + order.status() + " " + order.filledQuantity());
          }
        } else if (event instanceof AccountEvent.Filled filled) {
          Fill fill = filled.fill();
          inJob.add(
              line(
                  fill.orderId(),
                  fill.quantity(),
                  fill.price(),
                  fill.commission(),
                  fill.eventTime()));
        }
      }
      for (Order order : made) {
        if (order.parentId() != null) {
          seen.add(order.type() + " of a bracket");
        }
        book(book.place(order, "V" + orders.size(), order.createdAt()));
      }
    }

    private void book(List<ExecutionReport> reports) {
      for (ExecutionReport report : reports) {
        String id = report.clientOrderId();
        seen.add(orders.get(id).type() + " " + report.type());
        if (report.type() == Type.TRADE) {
          outside.add(
              line(
                  id,
                  report.lastQuantity(),
                  report.lastPrice(),
                  report.commission(),
                  report.transactTime()));
        } else if (report.type() == Type.REJECTED) {
          endedOutside.add(id + " REJECTED");
        } else if (report.type() != Type.ACCEPTED) {
          endedOutside.add(id + " " + report.type() + " " + report.cumulativeQuantity());
        }
      }
    }

    private static String line(
        String id, BigDecimal quantity, BigDecimal price, BigDecimal commission, Instant at) {
      return id + " " + quantity + " at " + price + " for " + commission + ", " + at;
    }

    private Tick tick(int i, int s) {
      String symbol = SYMBOLS.get(s);
      double price = Math.round(prices[s] * 100) / 100.0;
      if (s == 1 || random.nextInt(3) == 0) {
        return Tick.trade(symbol, i, time, price, 1 + random.nextInt(400), "test", true);
      }
      double size = random.nextInt(3) == 0 ? Double.NaN : random.nextInt(300);
      return Tick.quote(symbol, i, time, price, size, price + 0.02, size, "test", true);
    }

    private OrderTicket ticket(String id, String symbol, double price) {
      boolean buy = !shorts;
      OrderType type = OrderType.values()[random.nextInt(OrderType.values().length)];
      OrderTicket ticket =
          OrderTicket.of(
                  id,
                  "rule",
                  symbol,
                  OrderRole.ENTRY,
                  buy ? Side.BUY : Side.SELL,
                  type,
                  BigDecimal.valueOf(1 + random.nextInt(120)),
                  Instant.ofEpochMilli(time))
              .withTimeInForce(TimeInForce.values()[random.nextInt(4)]);
      BigDecimal below = cents(price * (buy ? 0.99 : 1.01));
      BigDecimal above = cents(price * (buy ? 1.01 : 0.99));
      ticket =
          switch (type) {
            case LIMIT ->
                random.nextInt(12) == 0
                    ? ticket
                    : ticket.withLimit(random.nextBoolean() ? below : above);
            case STOP -> ticket.withStop(above);
            case STOP_LIMIT -> ticket.withLimit(cents(price * (buy ? 1.02 : 0.98))).withStop(above);
            case TRAILING_STOP ->
                random.nextBoolean()
                    ? ticket.withTrailingAmount(cents(price * 0.01))
                    : ticket.withTrailingPercent(BigDecimal.ONE);
            default -> ticket;
          };
      return random.nextInt(3) == 0
          ? ticket.withBracket(
              cents(price * (buy ? 0.97 : 1.03)), cents(price * (buy ? 1.03 : 0.97)))
          : ticket;
    }

    private static BigDecimal cents(double price) {
      return BigDecimal.valueOf(Math.round(price * 100), 2);
    }
  }

  private static VenueModel model(Random random) {
    String[] slippages = {"none", "bps:2", "volume-share:limit=0.2,impact=0.3"};
    String[] commissions = {"none", "0.01", "percent:0.1", "tiered:0.02@0/0.01@50"};
    String[] queues = {"none", "fixed:40", "displayed", "random"};
    return new VenueModel(
        Slippage.parse(slippages[random.nextInt(3)]),
        Spread.parse(random.nextBoolean() ? "none" : "amount:0.04"),
        Commission.parse(commissions[random.nextInt(4)]),
        Latency.parse(random.nextBoolean() ? "none" : "uniform:1ms,to=900s"),
        random.nextBoolean() ? null : new BigDecimal("0.5"),
        QueuePosition.parse(queues[random.nextInt(4)]),
        false);
  }
}
