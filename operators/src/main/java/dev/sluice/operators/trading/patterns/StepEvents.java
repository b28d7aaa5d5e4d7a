package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.AccountEvent;
import dev.sluice.domain.trading.AccountState;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderRole;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.operators.trading.patterns.PatternEvent.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BigDecSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * What an account said of a step, as patterns see it. State ({@code pattern-trades}): what each
 * open trade has made so far, one figure a symbol that is held; {@code pattern-counts}: orders and
 * refusals so far.
 */
final class StepEvents {
  private final MapState<String, BigDecimal> open;
  private final MapState<String, Long> counts;

  StepEvents(KeyedStateStore state) {
    open =
        state.getMapState(
            new MapStateDescriptor<>(
                "pattern-trades", StringSerializer.INSTANCE, BigDecSerializer.INSTANCE));
    counts =
        state.getMapState(
            new MapStateDescriptor<>(
                "pattern-counts", StringSerializer.INSTANCE, LongSerializer.INSTANCE));
  }

  /**
   * The events of a step in their order; a trade that is over comes behind its fills. What a person
   * has booked is no behaviour of the account's.
   *
   * @param after the account after the step
   */
  List<PatternEvent> of(List<AccountEvent> said, AccountState after) throws Exception {
    List<PatternEvent> events = new ArrayList<>();
    Map<String, String> roles = new HashMap<>();
    Map<String, Fill> last = new LinkedHashMap<>();
    for (AccountEvent event : said) {
      if (event instanceof AccountEvent.OrderChanged changed) {
        Order order = changed.order();
        roles.put(order.id(), order.role());
        if (!order.role().equals(OrderRole.ADJUSTMENT.name())) {
          add(events, order);
        }
      } else if (event instanceof AccountEvent.Filled filled
          && !OrderRole.ADJUSTMENT.name().equals(roles.get(filled.fill().orderId()))) {
        Fill fill = filled.fill();
        events.add(
            PatternEvent.of(
                Kind.FILL, fill.id(), fill.eventTime().toEpochMilli(), fill.symbol(), fill.side()));
        BigDecimal before = open.get(fill.symbol());
        BigDecimal made = fill.realizedPnl().subtract(fill.commission());
        open.put(fill.symbol(), before == null ? made : before.add(made));
        last.put(fill.symbol(), fill);
      }
    }
    for (Map.Entry<String, Fill> entry : last.entrySet()) {
      String symbol = entry.getKey();
      if (after.quantity(symbol).signum() == 0) {
        Fill fill = entry.getValue();
        events.add(
            PatternEvent.trade(
                fill.id(),
                fill.eventTime().toEpochMilli(),
                symbol,
                OrderRole.STOP.name().equals(roles.get(fill.orderId())),
                open.get(symbol),
                after.drawdown()));
        open.remove(symbol);
      }
    }
    return events;
  }

  private void add(List<PatternEvent> events, Order order) throws Exception {
    boolean refused =
        order.status() == OrderStatus.DENIED || order.status() == OrderStatus.REJECTED;
    if (refused || order.version() == 1) {
      Kind kind = refused ? Kind.REFUSAL : Kind.ORDER;
      Long before = counts.get(kind.name());
      long number = before == null ? 1 : before + 1;
      counts.put(kind.name(), number);
      events.add(
          PatternEvent.of(
                  kind,
                  order.id() + "/" + order.version(),
                  order.updatedAt().toEpochMilli(),
                  order.symbol(),
                  order.side())
              .numbered(number));
    }
  }

  /** Forgets what open trades have made and how many orders there were. */
  void forget() {
    open.clear();
    counts.clear();
  }
}
