package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps books of its own of an account that trades for nothing, from what it was given and what it
 * said, and checks each entry that was sent against the limits in force. It knows nothing of the
 * account's state.
 */
final class LimitAuditor {
  private final Map<String, String> changed = new HashMap<>();
  private final Map<String, BigDecimal> bids = new HashMap<>();
  private final Map<String, BigDecimal> asks = new HashMap<>();
  private final Map<String, Boolean> quotedSymbols = new HashMap<>();
  private final Map<String, BigDecimal> held = new HashMap<>();

  /** Entries at work: the order as it was last said, and the price that it was decided at. */
  private final Map<String, Order> working = new HashMap<>();

  private final Map<String, BigDecimal> decidedAt = new HashMap<>();
  private final List<Long> made = new ArrayList<>();
  private final RiskLimits configured;
  private BigDecimal cash;

  LimitAuditor(AccountConfig config) {
    configured = config.limits();
    cash = config.initialCash();
  }

  /** A quote moves the marks before the account says what came of it. */
  void before(Object input) {
    if (input instanceof Tick tick && (tick.kind() == TickKind.QUOTE || !quoted(tick))) {
      boolean quote = tick.kind() == TickKind.QUOTE;
      bids.put(tick.symbol(), BigDecimal.valueOf(quote ? tick.bid() : tick.price()));
      asks.put(tick.symbol(), BigDecimal.valueOf(quote ? tick.ask() : tick.price()));
      quotedSymbols.merge(tick.symbol(), quote, Boolean::logicalOr);
    }
  }

  private boolean quoted(Tick tick) {
    return quotedSymbols.getOrDefault(tick.symbol(), false);
  }

  void take(AccountEvent event, AccountStatus status) {
    if (event instanceof AccountEvent.ControlApplied applied
        && applied.control().action() == ControlAction.SET_LIMIT) {
      changed.put(applied.control().limit(), applied.control().value());
    } else if (event instanceof AccountEvent.Filled filled) {
      book(filled.fill());
    } else if (event instanceof AccountEvent.OrderChanged change) {
      take(change.order(), status);
    }
  }

  private void book(Fill fill) {
    BigDecimal notional = fill.quantity().multiply(fill.price());
    boolean buy = fill.side() == Side.BUY;
    cash = buy ? cash.subtract(notional) : cash.add(notional);
    held.merge(fill.symbol(), buy ? fill.quantity() : fill.quantity().negate(), BigDecimal::add);
  }

  private void take(Order order, AccountStatus status) {
    boolean entry = order.role().equals("ENTRY");
    if (order.status() == OrderStatus.CREATED) {
      if (entry) {
        working.put(order.id(), order);
        decidedAt.put(order.id(), (order.side() == Side.BUY ? asks : bids).get(order.symbol()));
        audit(order, status);
      }
      made.add(order.createdAt().toEpochMilli());
    } else if (order.status().terminal()) {
      working.remove(order.id());
    } else if (entry) {
      working.put(order.id(), order);
    }
  }

  private void audit(Order order, AccountStatus status) {
    BigDecimal equity = equity();
    BigDecimal notional = order.quantity().multiply(decidedAt.get(order.id()));
    assertThat(status).isEqualTo(AccountStatus.ACTIVE);
    assertThat(order.quantity().stripTrailingZeros().scale()).as("whole lots").isNotPositive();
    assertThat(gross(null)).isLessThanOrEqualTo(share(equity, RiskLimit.MAX_GROSS_EXPOSURE));
    BigDecimal net = net(order.side());
    assertThat(order.side() == Side.BUY ? net : net.negate())
        .isLessThanOrEqualTo(share(equity, RiskLimit.MAX_NET_EXPOSURE));
    assertThat(notional).isLessThanOrEqualTo(figure(RiskLimit.MAX_NOTIONAL));
    assertThat(order.quantity()).isLessThanOrEqualTo(figure(RiskLimit.MAX_ORDER_QUANTITY));
    assertThat(notional).isLessThanOrEqualTo(share(equity, RiskLimit.MAX_POSITION_SHARE));
    assertThat(List.of(text(RiskLimit.RESTRICTED).split(","))).doesNotContain(order.symbol());
    String bucket = bucket(order.symbol());
    BigDecimal budget = equity.multiply(bucket(bucket, "share", "0.5"));
    assertThat(gross(bucket)).isLessThanOrEqualTo(budget);
    assertThat(notional)
        .isLessThanOrEqualTo(budget.multiply(bucket(bucket, "max_position_share", "1")));
    long after =
        order.createdAt().minus(Duration.parse(text(RiskLimit.ORDER_WINDOW))).toEpochMilli();
    assertThat(made.stream().filter(time -> time > after).count())
        .as("orders within the window before this one")
        .isLessThan(Long.parseLong(text(RiskLimit.MAX_ORDERS)));
  }

  private BigDecimal equity() {
    BigDecimal equity = cash;
    for (Map.Entry<String, BigDecimal> entry : held.entrySet()) {
      equity = equity.add(entry.getValue().multiply(mid(entry.getKey())));
    }
    return equity;
  }

  private BigDecimal mid(String symbol) {
    return bids.get(symbol).add(asks.get(symbol)).divide(BigDecimal.valueOf(2));
  }

  /** Of all, or of a bucket. */
  private BigDecimal gross(String bucket) {
    BigDecimal gross = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> entry : held.entrySet()) {
      if (bucket == null || bucket.equals(bucket(entry.getKey()))) {
        gross = gross.add(entry.getValue().abs().multiply(mid(entry.getKey())));
      }
    }
    for (Order order : working.values()) {
      if (bucket == null || bucket.equals(bucket(order.symbol()))) {
        gross = gross.add(value(order));
      }
    }
    return gross;
  }

  /** What is held and, of the side's entries, all that may still fill. */
  private BigDecimal net(Side side) {
    BigDecimal net = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> entry : held.entrySet()) {
      net = net.add(entry.getValue().multiply(mid(entry.getKey())));
    }
    for (Order order : working.values()) {
      if (order.side() == side) {
        net = side == Side.BUY ? net.add(value(order)) : net.subtract(value(order));
      }
    }
    return net;
  }

  private BigDecimal value(Order order) {
    return order.quantity().subtract(order.filledQuantity()).multiply(decidedAt.get(order.id()));
  }

  private static String bucket(String symbol) {
    return symbol.equals("AAA") || symbol.equals("CCC") ? "odd" : "even";
  }

  private BigDecimal bucket(String name, String field, String configuredValue) {
    String value = changed.getOrDefault("bucket." + name + "." + field, "default");
    return new BigDecimal(value.equals("default") ? configuredValue : value);
  }

  private BigDecimal share(BigDecimal equity, RiskLimit limit) {
    return equity.multiply(figure(limit));
  }

  private BigDecimal figure(RiskLimit limit) {
    return new BigDecimal(text(limit));
  }

  private String text(RiskLimit limit) {
    String value = changed.getOrDefault(limit.key(), "default");
    return value.equals("default") ? configured.text(limit) : value;
  }
}
