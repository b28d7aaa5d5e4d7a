package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.OrderStatus.ACCEPTED;
import static dev.sluice.domain.trading.OrderStatus.CANCELLED;
import static dev.sluice.domain.trading.OrderStatus.CREATED;
import static dev.sluice.domain.trading.OrderStatus.DENIED;
import static dev.sluice.domain.trading.OrderStatus.EXPIRED;
import static dev.sluice.domain.trading.OrderStatus.FILLED;
import static dev.sluice.domain.trading.OrderStatus.PARTIALLY_FILLED;
import static dev.sluice.domain.trading.OrderStatus.REJECTED;
import static dev.sluice.domain.trading.OrderStatus.SUBMITTED;
import static dev.sluice.domain.trading.OrderStatus.UNKNOWN;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What may follow what in the life of an order, after the matrices of order state changes of FIX
 * (FIX 4.4, volume 4, appendix D).
 *
 * <pre>
 * (none)           → CREATED | DENIED
 * CREATED          → DENIED | SUBMITTED
 * SUBMITTED        → ACCEPTED | PARTIALLY_FILLED | FILLED | CANCELLED | EXPIRED | REJECTED | UNKNOWN
 * ACCEPTED         → PARTIALLY_FILLED | FILLED | CANCELLED | EXPIRED | REJECTED | UNKNOWN
 * PARTIALLY_FILLED → PARTIALLY_FILLED | FILLED | CANCELLED | EXPIRED | UNKNOWN
 * UNKNOWN          → SUBMITTED | ACCEPTED | PARTIALLY_FILLED | FILLED | CANCELLED | EXPIRED | REJECTED
 * DENIED, FILLED, CANCELLED, EXPIRED, REJECTED → nothing
 * </pre>
 *
 * <p>A venue's answers may overtake one another, so what was submitted may be filled before it was
 * accepted. What is unknown becomes what the venue says when it is asked; SUBMITTED where it never
 * had the order and it is sent again under the same id.
 */
public final class OrderLifecycle {
  private static final Set<OrderStatus> BIRTH = EnumSet.of(CREATED, DENIED);
  private static final Map<OrderStatus, Set<OrderStatus>> NEXT = new EnumMap<>(OrderStatus.class);

  static {
    for (OrderStatus status : OrderStatus.values()) {
      NEXT.put(status, EnumSet.noneOf(OrderStatus.class));
    }
    NEXT.put(CREATED, EnumSet.of(DENIED, SUBMITTED));
    NEXT.put(
        SUBMITTED,
        EnumSet.of(ACCEPTED, PARTIALLY_FILLED, FILLED, CANCELLED, EXPIRED, REJECTED, UNKNOWN));
    NEXT.put(ACCEPTED, EnumSet.of(PARTIALLY_FILLED, FILLED, CANCELLED, EXPIRED, REJECTED, UNKNOWN));
    NEXT.put(PARTIALLY_FILLED, EnumSet.of(PARTIALLY_FILLED, FILLED, CANCELLED, EXPIRED, UNKNOWN));
    NEXT.put(
        UNKNOWN,
        EnumSet.of(SUBMITTED, ACCEPTED, PARTIALLY_FILLED, FILLED, CANCELLED, EXPIRED, REJECTED));
  }

  private OrderLifecycle() {}

  /**
   * What may follow a state.
   *
   * @param status null for an order that has none yet
   */
  public static Set<OrderStatus> next(OrderStatus status) {
    return Collections.unmodifiableSet(status == null ? BIRTH : NEXT.get(status));
  }

  /** True where a state may follow another; the first may be null, for an order that has none. */
  public static boolean allows(OrderStatus from, OrderStatus to) {
    return (from == null ? BIRTH : NEXT.get(from)).contains(to);
  }
}
