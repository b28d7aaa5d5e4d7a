package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderLifecycleTest {
  private static final Set<OrderStatus> OVER =
      Set.of(
          OrderStatus.DENIED,
          OrderStatus.FILLED,
          OrderStatus.CANCELLED,
          OrderStatus.EXPIRED,
          OrderStatus.REJECTED);

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      nullValues = "none",
      value = {
        "none, CREATED DENIED",
        "CREATED, DENIED SUBMITTED",
        "SUBMITTED, ACCEPTED PARTIALLY_FILLED FILLED CANCELLED EXPIRED REJECTED UNKNOWN",
        "ACCEPTED, PARTIALLY_FILLED FILLED CANCELLED EXPIRED REJECTED UNKNOWN",
        "PARTIALLY_FILLED, PARTIALLY_FILLED FILLED CANCELLED EXPIRED UNKNOWN",
        "UNKNOWN, SUBMITTED ACCEPTED PARTIALLY_FILLED FILLED CANCELLED EXPIRED REJECTED",
        "DENIED, ''",
        "FILLED, ''",
        "CANCELLED, ''",
        "EXPIRED, ''",
        "REJECTED, ''",
      })
  void everyPairOfStatesIsAllowedOrNot(OrderStatus from, String allowed) {
    Set<OrderStatus> next =
        Arrays.stream(allowed.split(" "))
            .filter(name -> !name.isEmpty())
            .map(OrderStatus::valueOf)
            .collect(Collectors.toSet());
    assertThat(OrderLifecycle.next(from)).isEqualTo(next);
    for (OrderStatus to : OrderStatus.values()) {
      assertThat(OrderLifecycle.allows(from, to))
          .as(from + " → " + to)
          .isEqualTo(next.contains(to));
    }
  }

  @ParameterizedTest
  @EnumSource(OrderStatus.class)
  void nothingFollowsWhatIsOver(OrderStatus status) {
    assertThat(status.terminal()).isEqualTo(OVER.contains(status));
    assertThat(OrderLifecycle.next(status).isEmpty()).isEqualTo(status.terminal());
  }

  @Test
  void everyChangeIsPublishedWithTimeAndCause() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"));
    desk.quote("SPY", at(1, "15:02:00"), 100, 10, 100, 10).quote(at(1, "15:03:00"), 100, 100);
    assertThat(changes(desk))
        .extracting(o -> o.version() + " " + o.status() + " " + o.updatedAt() + " " + o.reason())
        .containsExactly(
            "1 CREATED 2024-01-08T15:01:00Z BUY signal of rule",
            "2 SUBMITTED 2024-01-08T15:01:00Z BUY signal of rule",
            "3 ACCEPTED 2024-01-08T15:01:00Z BUY signal of rule",
            "4 PARTIALLY_FILLED 2024-01-08T15:02:00Z 10 at 100",
            "5 FILLED 2024-01-08T15:03:00Z 90 at 100");
    assertThat(desk.state.illegalOrderChanges()).isZero();
  }

  @Test
  void anIllegalChangeIsRefusedAndCounted() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"));
    Step step = step(desk);
    WorkingOrder order = desk.state.working.get(0);
    assertThat(step.change(order, OrderStatus.DENIED, "X", "too late")).isFalse();
    assertThat(step.change(order, OrderStatus.CREATED, null, "again")).isFalse();
    assertThat(order.status).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(order.version).isEqualTo(3);
    assertThat(step.events).isEmpty();
    assertThat(desk.state.illegalOrderChanges()).isEqualTo(2);
    assertThat(desk.state.copy().illegalOrderChanges()).isEqualTo(2);
  }

  @Test
  void aFillThatAnOrderCannotHaveIsNotBooked() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"));
    Step step = step(desk);
    WorkingOrder order = desk.state.working.get(0);
    step.fill(order, new BigDecimal("100.5"), new BigDecimal("100"), true);
    assertThat(desk.state.illegalOrderChanges()).as("more than was ordered").isEqualTo(1);
    step.end(order, OrderStatus.CANCELLED, "test");
    step.fill(order, BigDecimal.ONE, new BigDecimal("100"), true);
    assertThat(desk.state.illegalOrderChanges()).as("after the end").isEqualTo(2);
    assertThat(desk.state.cash()).isEqualByComparingTo("100000");
    assertThat(desk.state.quantity("SPY")).isZero();
    assertThat(desk.state.fills()).isZero();
    assertThat(order.filled).isZero();
  }

  @Test
  void whatIsUnknownStaysOpenUntilTheVenueIsAsked() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"));
    Step step = step(desk);
    WorkingOrder order = desk.state.working.get(0);
    assertThat(step.change(order, OrderStatus.UNKNOWN, null, "connection lost")).isTrue();
    assertThat(desk.state.workingOrders()).isEqualTo(1);
    assertThat(step.change(order, OrderStatus.ACCEPTED, null, "found at the venue")).isTrue();
    assertThat(step.change(order, OrderStatus.UNKNOWN, null, "connection lost")).isTrue();
    desk.quote(at(1, "15:02:00"), 100, 100);
    assertThat(desk.order(OrderRole.ENTRY).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.state.illegalOrderChanges()).isZero();
  }

  private static Step step(Desk desk) {
    return new Step(
        desk.state,
        Desk.config("100000", RiskLimits.DEFAULT, Desk.FREE),
        Desk.CALENDAR::dateOf,
        at(1, "15:01:00").toEpochMilli());
  }

  private static List<Order> changes(Desk desk) {
    return desk.events.stream()
        .filter(AccountEvent.OrderChanged.class::isInstance)
        .map(e -> ((AccountEvent.OrderChanged) e).order())
        .toList();
  }
}
