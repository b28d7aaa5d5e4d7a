package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.VenueRequest.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An account whose orders are executed outside the job. */
class RemoteAccountTest extends RemoteAccountFixture {
  @Test
  void anOrderIsSubmittedAndNoQuoteFillsIt() {
    enter();
    assertThat(entry().status()).isEqualTo(OrderStatus.SUBMITTED);
    assertThat(last().kind()).isEqualTo(Kind.NEW);
    assertThat(last().order()).isEqualTo(entry());
    desk.quote(next(), 50, 50).advance(at(2, "21:30:00"));
    assertThat(desk.fills()).isEmpty();
    assertThat(entry().status())
        .as("the venue says when it is over")
        .isEqualTo(OrderStatus.SUBMITTED);
  }

  @Test
  void anExecutionIsBookedAsToldAndItsEntryProtected() {
    enter();
    say(Type.ACCEPTED, entry(), "0");
    trade("e1", entry(), 4);
    assertThat(entry().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(requests()).hasSize(1);
    trade("e2", entry(), 6);
    assertThat(entry().status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo(TEN);
    assertThat(desk.state.cash()).isEqualByComparingTo("8988");
    assertThat(desk.fills()).extracting(Fill::venue).containsOnly("REMOTE");
    assertThat(requests())
        .extracting(r -> r.order().role())
        .containsExactly("ENTRY", "STOP", "TARGET");
    assertThat(desk.order(OrderRole.STOP).ocoGroup())
        .isEqualTo(desk.order(OrderRole.TARGET).ocoGroup());
  }

  @Test
  void theSecondCopyOfAnExecutionChangesNothing() {
    enter();
    trade("e1", entry(), 4);
    AccountState before = desk.state.copy();
    trade("e1", entry(), 4);
    assertThat(desk.state.cash()).isEqualTo(before.cash());
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("4");
    assertThat(desk.state.illegalOrderChanges()).isZero();
  }

  @Test
  void whatIsFilledBeforeTheAcknowledgementIsBooked() {
    enter();
    trade("e1", entry(), 4);
    say(Type.ACCEPTED, entry(), "4");
    assertThat(entry().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(entry().filledQuantity()).isEqualByComparingTo("4");
  }

  @Test
  void anOrderEndsOnlyWhenAllThatItHasFilledIsTold() {
    enter();
    say(Type.CANCELLED, entry(), "4");
    assertThat(entry().status()).isEqualTo(OrderStatus.SUBMITTED);
    trade("e1", entry(), 3);
    assertThat(entry().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    trade("e2", entry(), 1);
    assertThat(entry().status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("4");
  }

  @Test
  void anExecutionToldAfterTheEndIsBookedAndProtectedToo() {
    enter();
    trade("e1", entry(), 4);
    say(Type.CANCELLED, entry(), "4");
    trade("e2", entry(), 2);
    assertThat(entry().status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(entry().filledQuantity()).isEqualByComparingTo("6");
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("6");
    List<Order> stops = desk.orders().stream().filter(o -> o.role().equals("STOP")).toList();
    assertThat(stops).extracting(o -> o.quantity().toPlainString()).containsExactly("4", "2");
    assertThat(stops).extracting(Order::id).doesNotHaveDuplicates();
    assertThat(stops).extracting(Order::ocoGroup).doesNotHaveDuplicates();
  }

  @Test
  void whatIsUnknownFreezesItsSymbolUntilTheVenueHasSaid() {
    enter();
    say(Type.UNKNOWN, entry(), "0");
    Order unknown = entry();
    assertThat(unknown.status()).isEqualTo(OrderStatus.UNKNOWN);
    desk.place(Desk.entry("t1", next(), OrderType.MARKET, 1));
    assertThat(desk.ordered("t1").denialCode()).isEqualTo("ORDER_STATE_UNKNOWN");
    say(Type.SENDING, unknown, "0");
    say(Type.ACCEPTED, unknown, "0");
    desk.place(Desk.entry("t2", next(), OrderType.MARKET, 1));
    assertThat(desk.ordered("t2").denialCode()).as("of another limit").isEqualTo("POSITION_LIMIT");
  }

  @Test
  void nothingIsEnteredWhileTheOldProtectionIsBeingCalledOff() {
    enter();
    trade("e1", entry(), 10);
    trade("e2", desk.order(OrderRole.TARGET), 10);
    Order stop = desk.order(OrderRole.STOP);
    assertThat(last().kind()).isEqualTo(Kind.CANCEL);
    desk.quote(next(), 100, 100).buy(next());
    assertThat(entry().denialCode()).as("the stop could meet it").isEqualTo("ORDER_STATE_UNKNOWN");
    say(Type.CANCELLED, stop, "0");
    desk.buy(next());
    assertThat(entry().status()).isEqualTo(OrderStatus.SUBMITTED);
  }

  @Test
  void anUnknownOrderIsNeverTakenForRejected() {
    enter();
    say(Type.UNKNOWN, entry(), "0");
    desk.advance(at(5, "22:00:00"));
    assertThat(entry().status()).isEqualTo(OrderStatus.UNKNOWN);
  }

  @Test
  void anExitWaitsUntilNothingElseOfItsSymbolIsAtWork() {
    enter();
    trade("e1", entry(), 10);
    Order stop = desk.order(OrderRole.STOP);
    Order target = desk.order(OrderRole.TARGET);
    desk.sell(next());
    assertThat(requests().subList(3, 5)).extracting(VenueRequest::kind).containsOnly(Kind.CANCEL);
    say(Type.CANCELLED, target, "0");
    assertThat(requests()).hasSize(5);
    trade("e2", stop, 3);
    say(Type.CANCELLED, stop, "3");
    assertThat(last().order().role()).isEqualTo("EXIT");
    assertThat(last().order().quantity()).as("what is still held").isEqualByComparingTo("7");
  }

  @Test
  void anExitIsForgottenWhereTheStopHasClosedThePosition() {
    enter();
    trade("e1", entry(), 10);
    Order stop = desk.order(OrderRole.STOP);
    Order target = desk.order(OrderRole.TARGET);
    desk.sell(next());
    say(Type.CANCELLED, target, "0");
    trade("e2", stop, 10);
    assertThat(requests()).extracting(r -> r.order().role()).doesNotContain("EXIT");
    assertThat(desk.state.quantity("SPY")).isZero();
  }

  @Test
  void flattenClosesAlsoWhatFillsBeforeItsCancelArrives() {
    enter();
    Order entry = entry();
    desk.act(next(), ControlAction.FLATTEN);
    assertThat(last().kind()).isEqualTo(Kind.CANCEL);
    trade("e1", entry, 2);
    say(Type.CANCELLED, entry, "2");
    assertThat(desk.orders()).extracting(Order::role).containsExactly("ENTRY", "FLATTEN");
    assertThat(last().order().quantity()).isEqualByComparingTo("2");
  }

  @Test
  void aRejectedFlattenIsSaidAndLeavesEntriesPaused() {
    enter();
    trade("e1", entry(), 10);
    say(Type.CANCELLED, desk.order(OrderRole.STOP), "0");
    say(Type.CANCELLED, desk.order(OrderRole.TARGET), "0");
    desk.act(next(), ControlAction.FLATTEN);
    say(Type.REJECTED, desk.order(OrderRole.FLATTEN), "0");
    assertThat(desk.state.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(desk.state.reason()).contains("flatten of SPY rejected");
    desk.act(next(), ControlAction.FLATTEN);
    assertThat(desk.orders().stream().filter(o -> o.role().equals("FLATTEN"))).hasSize(2);
  }

  @Test
  void haltAsksForEveryCancelAndMakesNothingMore() {
    enter();
    trade("e1", entry(), 10);
    desk.act(next(), ControlAction.HALT);
    int asked = requests().size();
    say(Type.CANCEL_REJECTED, desk.order(OrderRole.STOP), "0");
    trade("e2", desk.order(OrderRole.TARGET), 10);
    assertThat(desk.state.quantity("SPY")).isZero();
    desk.buy(next());
    assertThat(requests().subList(asked, requests().size()))
        .extracting(VenueRequest::kind)
        .doesNotContain(Kind.NEW);
    assertThat(desk.state.status()).isEqualTo(AccountStatus.HALTED);
    assertThat(desk.state.reason()).startsWith("HALT by alice");
  }

  @Test
  void anExecutionOfAStrangersOrderHaltsTheAccount() {
    enter();
    Order other =
        Desk.entry("x", next(), OrderType.MARKET, 1).order("paper", 1).toOrder("paper", null, null);
    trade("e9", other, 1);
    assertThat(desk.state.status()).isEqualTo(AccountStatus.HALTED);
    assertThat(desk.state.reason()).contains(other.id()).contains("not ours");
  }

  @Test
  void moreThanWasOrderedIsBookedAndHaltsTheAccount() {
    enter();
    trade("e1", entry(), 12);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("12");
    assertThat(desk.state.status()).isEqualTo(AccountStatus.HALTED);
    assertThat(desk.state.reason()).contains("of 10 has filled 12");
  }

  @Test
  void positionsThatDifferHaltTheAccount() {
    enter();
    trade("e1", entry(), 10);
    positions(Map.of("SPY", new BigDecimal("10.00")));
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
    positions(Map.of("SPY", TEN, "QQQ", BigDecimal.ONE));
    assertThat(desk.state.status()).isEqualTo(AccountStatus.HALTED);
    assertThat(desk.state.reason()).contains("REMOTE has 1 of QQQ, the account 0");
  }

  @Test
  void aPositionThatTheVenueDoesNotNameIsFlatThere() {
    enter();
    trade("e1", entry(), 10);
    positions(Map.of());
    assertThat(desk.state.reason()).contains("REMOTE has 0 of SPY, the account 10");
  }

  @Test
  void anExitSignalCallsOffAnEntryAndClosesWhatItHasFilled() {
    enter();
    desk.signal("SPY", next(), SignalType.EXIT, "rule");
    trade("e1", entry(), 3);
    say(Type.CANCELLED, entry(), "3");
    assertThat(last().order().role()).isEqualTo("EXIT");
    assertThat(last().order().quantity()).isEqualByComparingTo("3");
  }

  @Test
  void aSignalAgainstAnEntryAtWorkClosesWhatTheEntryHasFilledAllTheSame() {
    enter();
    desk.sell(next());
    assertThat(last().kind()).isEqualTo(Kind.CANCEL);
    trade("e1", entry(), 10);
    assertThat(last().order().role()).isEqualTo("EXIT");
    assertThat(last().order().quantity()).isEqualByComparingTo("10");
  }

  @Test
  void aRefusedCancelIsAskedForAgainByTheNextSignalToLeave() {
    enter();
    trade("e1", entry(), 10);
    desk.sell(next());
    say(Type.CANCELLED, desk.order(OrderRole.TARGET), "0");
    say(Type.CANCEL_REJECTED, desk.order(OrderRole.STOP), "0");
    desk.sell(next());
    assertThat(last().kind()).isEqualTo(Kind.CANCEL);
    assertThat(last().order().role()).isEqualTo("STOP");
    say(Type.CANCELLED, desk.order(OrderRole.STOP), "0");
    assertThat(last().order().role()).isEqualTo("EXIT");
    assertThat(last().order().quantity()).isEqualByComparingTo("10");
  }

  @Test
  void whatAnExitLeavesThatTheVenueEndedIsProtectedAgain() {
    leaveInVain(Type.REJECTED, 0);
    List<Order> again = requests().subList(6, 8).stream().map(VenueRequest::order).toList();
    assertThat(again).extracting(Order::role).containsExactly("STOP", "TARGET");
    assertThat(again)
        .allSatisfy(order -> assertThat(order.quantity()).isEqualByComparingTo("10"))
        .extracting(Order::ocoGroup)
        .containsOnly(desk.order(OrderRole.EXIT).id());
    assertThat(again.get(0).stopPrice()).isEqualByComparingTo("90");
    assertThat(again.get(1).limitPrice()).isEqualByComparingTo("120");
    assertThat(requests()).extracting(VenueRequest::id).doesNotHaveDuplicates();
  }

  @Test
  void whatAnExpiredExitHasFilledIsNotProtectedAgain() {
    leaveInVain(Type.EXPIRED, 4);
    assertThat(last().order().role()).isEqualTo("TARGET");
    assertThat(last().order().quantity()).isEqualByComparingTo("6");
    trade("late", desk.order(OrderRole.EXIT), 1);
    assertThat(requests()).as("once").hasSize(8);
  }

  @Test
  void anExitThatAPersonHasCalledOffIsNotMadeUpFor() {
    enter();
    trade("e1", entry(), 10);
    leave();
    desk.act(next(), ControlAction.CANCEL_ALL);
    int asked = requests().size();
    say(Type.CANCELLED, desk.order(OrderRole.EXIT), "0");
    assertThat(requests()).hasSize(asked);
  }

  private void leave() {
    Order stop = desk.order(OrderRole.STOP);
    Order target = desk.order(OrderRole.TARGET);
    desk.sell(next());
    say(Type.CANCELLED, target, "0");
    say(Type.CANCELLED, stop, "0");
    assertThat(last().order().role()).isEqualTo("EXIT");
  }

  private void leaveInVain(Type end, int filled) {
    enter();
    trade("e1", entry(), 10);
    leave();
    Order exit = desk.order(OrderRole.EXIT);
    if (filled > 0) {
      trade("x1", exit, filled);
    }
    say(end, exit, Integer.toString(filled));
    assertThat(requests()).hasSize(8);
  }

  @Test
  void aPositionWhoseStopTheVenueRefusesPausesTheAccount() {
    enter();
    trade("e1", entry(), 10);
    say(Type.REJECTED, desk.order(OrderRole.STOP), "0");
    assertThat(desk.state.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(desk.state.reason()).contains("stop of SPY rejected");
  }

  @Test
  void whatReducesAndGoesPastFlatHaltsTheAccountUntilAPersonHasLeftIt() {
    enter();
    trade("e1", entry(), 10);
    Order stop = desk.order(OrderRole.STOP);
    Order target = desk.order(OrderRole.TARGET);
    trade("e2", stop, 10);
    trade("e3", target, 10);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("-10");
    assertThat(desk.state.status()).isEqualTo(AccountStatus.HALTED);
    assertThat(desk.state.reason()).contains("TARGET").contains("past flat, to -10");
    desk.act(next(), ControlAction.RESUME);
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
    desk.act(next(), ControlAction.FLATTEN);
    assertThat(last().order().side()).isEqualTo(Side.BUY);
    trade("e4", desk.order(OrderRole.FLATTEN), 10);
    assertThat(desk.state.quantity("SPY")).isZero();
  }

  @Test
  void aReducingOrderGoesPastFlatAlsoWhereShortsAreAllowed() {
    Desk shorts =
        new Desk(
            Desk.config("10000", RiskLimits.DEFAULT.with(RiskLimit.ALLOW_SHORT, "true"), Desk.FREE)
                .at("REMOTE"));
    shorts.quote(next(), 100, 100).buy(next(), "90", "120");
    for (OrderRole role : List.of(OrderRole.ENTRY, OrderRole.STOP, OrderRole.TARGET)) {
      ExecutionReport all = ScriptedVenue.trade("e" + role, shorts.order(role), TEN, PRICE);
      shorts.events.addAll(shorts.machine.apply(shorts.state, all.at(next(), 1)));
    }
    assertThat(shorts.state.status()).isEqualTo(AccountStatus.HALTED);
    assertThat(shorts.state.reason()).contains("past flat, to -10");
  }

  @Test
  void aSplitScalesWhatIsStillToBeTold() {
    enter();
    say(Type.CANCELLED, entry(), "4");
    desk.split(next(), 2);
    trade("e1", entry(), 4);
    assertThat(entry().status()).as("4 of 8 are told").isEqualTo(OrderStatus.PARTIALLY_FILLED);
    trade("e2", entry(), 4);
    assertThat(entry().status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.order(OrderRole.STOP).stopPrice()).isEqualByComparingTo("45");
    desk.split(next(), 2);
    trade("e3", entry(), 1);
    assertThat(desk.order(OrderRole.STOP).stopPrice())
        .as("told after the end, and after another split")
        .isEqualByComparingTo("22.5");
  }

  @Test
  void aMalformedReportIsRefusedByName() {
    enter();
    ExecutionReport report = ScriptedVenue.report("r", Type.TRADE, entry(), TEN);
    assertThatThrownBy(() -> say(report)).hasMessageContaining("lastQuantity");
    assertThatThrownBy(
            () ->
                desk.machine.apply(
                    desk.state, ScriptedVenue.report("r", Type.ACCEPTED, entry(), TEN)))
        .hasMessageContaining("effectiveAt of r");
  }
}
