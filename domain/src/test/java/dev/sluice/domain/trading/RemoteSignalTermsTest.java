package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.VenueRequest.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A signal's terms at a venue outside the job. */
class RemoteSignalTermsTest {
  private static final OrderTerms TRAIL =
      OrderTerms.trailingPercent(new BigDecimal("5")).goodTillCancelled();

  private final Desk desk =
      new Desk(Desk.config("10000", RiskLimits.DEFAULT, Desk.FREE).at("REMOTE"));
  private Instant clock = at(1, "15:00:00");
  private int said;

  private Instant next() {
    clock = clock.plusMillis(1);
    return clock;
  }

  private void signal(SignalType type, OrderTerms terms, String stop, String target) {
    desk.take(Desk.signal("s" + next(), clock, type, 1, stop, target).with(terms));
  }

  private List<VenueRequest> requests() {
    return desk.events.stream()
        .filter(AccountEvent.VenueRequested.class::isInstance)
        .map(e -> ((AccountEvent.VenueRequested) e).request())
        .toList();
  }

  private void say(ExecutionReport report) {
    desk.events.addAll(desk.machine.apply(desk.state, report.at(next(), 1)));
  }

  private void end(Type type, OrderRole role) {
    Order order = desk.order(role);
    say(ScriptedVenue.report(type + "-" + ++said, type, order, order.filledQuantity()));
  }

  private void fill(OrderRole role, int quantity, String price) {
    say(
        ScriptedVenue.trade(
            "e" + ++said, desk.order(role), BigDecimal.valueOf(quantity), new BigDecimal(price)));
  }

  /** Long of ten with stop and target at the venue. */
  private void hold() {
    desk.quote(next(), 100, 100);
    signal(
        SignalType.BUY, OrderTerms.limit(new BigDecimal("99.5")).goodTillCancelled(), "90", "120");
    fill(OrderRole.ENTRY, 10, "99.5");
    assertThat(desk.state.workingOrders()).isEqualTo(2);
  }

  @Test
  void theTermsReachTheVenueUnchanged() {
    hold();
    Order entry = requests().get(0).order();
    assertThat(entry.type()).isEqualTo(OrderType.LIMIT);
    assertThat(entry.timeInForce()).isEqualTo(TimeInForce.GTC);
    assertThat(entry.limitPrice()).isEqualByComparingTo("99.5");
    assertThat(entry.quantity()).isEqualByComparingTo("10");
  }

  @Test
  void anExitThatRestsHasTheStopBesideIt() throws IOException {
    hold();
    signal(SignalType.EXIT, TRAIL, null, null);
    assertThat(requests().subList(3, 5)).extracting(VenueRequest::kind).containsOnly(Kind.CANCEL);
    // The terms wait with the exit, and a restore does not lose them.
    desk.state = AccountMachinePropertiesTest.writtenAndRead(desk.state);
    end(Type.CANCELLED, OrderRole.STOP);
    assertThat(requests()).hasSize(5);
    end(Type.CANCELLED, OrderRole.TARGET);
    List<Order> made = requests().subList(5, 8).stream().map(VenueRequest::order).toList();
    assertThat(made).extracting(Order::role).containsExactly("EXIT", "STOP", "TARGET");
    assertThat(made).extracting(Order::ocoGroup).containsOnly(made.get(0).id());
    assertThat(made.get(0).trailingPercent()).isEqualByComparingTo("5");
    assertThat(made.get(0).timeInForce()).isEqualTo(TimeInForce.GTC);
    assertThat(made.get(1).stopPrice()).isEqualByComparingTo("90");
    assertThat(made.get(2).limitPrice()).isEqualByComparingTo("120");
    fill(OrderRole.EXIT, 10, "108");
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("0");
    end(Type.CANCELLED, OrderRole.STOP);
    end(Type.CANCELLED, OrderRole.TARGET);
    assertThat(desk.state.workingOrders()).isZero();
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void anExitThatExpiresLeavesWhatIsHeldProtected() {
    hold();
    signal(SignalType.EXIT, OrderTerms.limit(new BigDecimal("110")), null, null);
    end(Type.CANCELLED, OrderRole.STOP);
    end(Type.CANCELLED, OrderRole.TARGET);
    fill(OrderRole.EXIT, 4, "110");
    // This venue calls off the whole of the others at the first fill.
    end(Type.CANCELLED, OrderRole.STOP);
    end(Type.CANCELLED, OrderRole.TARGET);
    end(Type.EXPIRED, OrderRole.EXIT);
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.SUBMITTED);
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("6");
    assertThat(desk.order(OrderRole.STOP).stopPrice()).isEqualByComparingTo("90");
    assertThat(desk.orders()).extracting(Order::id).doesNotHaveDuplicates();
  }

  @Test
  void anExitOfOtherTermsIsMadeOnceTheOneAtWorkIsOver() {
    hold();
    signal(SignalType.EXIT, TRAIL, null, null);
    end(Type.CANCELLED, OrderRole.STOP);
    end(Type.CANCELLED, OrderRole.TARGET);
    Order trailing = desk.order(OrderRole.EXIT);
    signal(SignalType.EXIT, TRAIL, null, null);
    assertThat(desk.state.venue.awaitedExits).as("the same is at work").isEmpty();
    signal(SignalType.EXIT, null, null, null);
    assertThat(desk.order(OrderRole.EXIT).id()).as("it waits").isEqualTo(trailing.id());
    for (OrderRole role : new OrderRole[] {OrderRole.EXIT, OrderRole.STOP, OrderRole.TARGET}) {
      end(Type.CANCELLED, role);
    }
    Order market = requests().get(requests().size() - 1).order();
    assertThat(market.role()).isEqualTo("EXIT");
    assertThat(market.type()).isEqualTo(OrderType.MARKET);
    assertThat(market.ocoGroup()).isNull();
  }

  @Test
  void anExitThatWaitsTakesTheNewestTermsAndAFlattenStays() {
    hold();
    signal(SignalType.EXIT, TRAIL, null, null);
    signal(SignalType.EXIT, null, null, null);
    assertThat(desk.state.venue.awaitedExits.get("SPY").terms()).isNull();
    desk.act(next(), ControlAction.FLATTEN);
    signal(SignalType.EXIT, TRAIL, null, null);
    assertThat(desk.state.venue.awaitedExits.get("SPY").role()).isEqualTo(OrderRole.FLATTEN);
  }

  /** An entry of ten of which four have filled, called off by an exit. */
  private void leavePartlyFilled(OrderTerms exit) {
    desk.quote(next(), 100, 100);
    OrderTerms terms = OrderTerms.limit(new BigDecimal("99.5")).goodTillCancelled();
    signal(SignalType.BUY, terms, "90", "120");
    fill(OrderRole.ENTRY, 4, "99.5");
    signal(SignalType.EXIT, exit, null, null);
    end(Type.CANCELLED, OrderRole.ENTRY);
  }

  @Test
  void whatAnEntryHasFilledIsProtectedBesideAnExitThatCallsItOff() {
    leavePartlyFilled(TRAIL);
    List<Order> made = requests().subList(2, 5).stream().map(VenueRequest::order).toList();
    assertThat(made).extracting(Order::role).containsExactly("EXIT", "STOP", "TARGET");
    assertThat(made).extracting(Order::ocoGroup).containsOnly(made.get(0).id());
    assertThat(made).allSatisfy(o -> assertThat(o.quantity()).isEqualByComparingTo("4"));
    assertThat(made.get(1).stopPrice()).isEqualByComparingTo("90");
    assertThat(made.get(2).limitPrice()).isEqualByComparingTo("120");
    assertThat(made.get(2).timeInForce()).isEqualTo(TimeInForce.GTC);
    assertThat(made.get(1).parentId()).isEqualTo(desk.order(OrderRole.ENTRY).id());
    // What is told after the end is protected too, and what is protected is not again.
    fill(OrderRole.ENTRY, 2, "99.5");
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("2");
    assertThat(requests()).hasSize(7);
  }

  @Test
  void whatAnEntryHasFilledIsProtectedWhereThePlainExitIsRejected() {
    leavePartlyFilled(null);
    assertThat(requests()).hasSize(3);
    end(Type.REJECTED, OrderRole.EXIT);
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.SUBMITTED);
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("4");
    assertThat(desk.order(OrderRole.TARGET).limitPrice()).isEqualByComparingTo("120");
  }

  @Test
  void aSplitPutsTheTermsThatWaitOnItsScale() {
    hold();
    signal(SignalType.EXIT, OrderTerms.limit(new BigDecimal("110.0001")), null, null);
    desk.split(next(), 2);
    end(Type.CANCELLED, OrderRole.STOP);
    end(Type.CANCELLED, OrderRole.TARGET);
    Order exit = desk.order(OrderRole.EXIT);
    assertThat(exit.quantity()).isEqualByComparingTo("20");
    assertThat(exit.limitPrice()).as("half up").isEqualByComparingTo("55.0001");
  }

  @Test
  void aSplitChangesDistancesThatWaitAndNoPercentages() {
    hold();
    signal(SignalType.EXIT, OrderTerms.trailingAmount(new BigDecimal("0.0001")), null, null);
    desk.split(next(), 4);
    assertThat(desk.state.venue.awaitedExits.get("SPY").terms().trailingAmount())
        .isEqualByComparingTo("0.0001");
    signal(SignalType.EXIT, TRAIL, null, null);
    desk.split(next(), 2);
    assertThat(desk.state.venue.awaitedExits.get("SPY").terms()).isEqualTo(TRAIL);
    desk.act(next(), ControlAction.FLATTEN);
    desk.split(next(), 2);
    assertThat(desk.state.venue.awaitedExits.get("SPY").terms()).isNull();
  }
}
