package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.VenueRequest.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a person has an account believe of its venue, and that it does not move from one. */
class CorrectionsTest extends RemoteAccountFixture {
  private void correct(ControlAction action, String value) {
    Control control =
        new Control("c" + clock, "paper", action, "the venue's statement", "alice", next())
            .withValue(value);
    desk.events.addAll(desk.machine.apply(desk.state, control));
  }

  private String refusal() {
    return desk.events.stream()
        .filter(AccountEvent.ControlRefused.class::isInstance)
        .map(event -> ((AccountEvent.ControlRefused) event).reason())
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void anOrderThatTheVenueHasLostIsSettledByAPerson() {
    enter();
    say(Type.UNKNOWN, entry(), "0");
    assertThat(desk.state.unknown("SPY")).isTrue();
    correct(ControlAction.SETTLE_ORDER, entry().id());
    Order settled = entry();
    assertThat(settled.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(settled.reason()).contains("SETTLE_ORDER by alice", "the venue's statement");
    assertThat(last().kind()).as("should the venue find it").isEqualTo(Kind.CANCEL);
    assertThat(last().order().id()).isEqualTo(settled.id());
    assertThat(desk.state.unknown("SPY")).isFalse();
    // No second copy of an order that was made a moment ago.
    clock = clock.plusSeconds(600);
    desk.quote(next(), 100, 100).buy(next());
    assertThat(last().kind()).as("its symbol is free").isEqualTo(Kind.NEW);
    assertThat(last().order().id()).isNotEqualTo(settled.id());
    trade("e1", settled, 4);
    assertThat(desk.state.quantity("SPY")).as("told after all").isEqualByComparingTo("4");
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void anOrderThatEndedWithMoreThanIsEverToldIsSettledWithWhatWasTold() {
    enter();
    say(Type.CANCELLED, entry(), "6");
    trade("e1", entry(), 4);
    assertThat(entry().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    correct(ControlAction.SETTLE_ORDER, entry().id());
    assertThat(entry().status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("4");
  }

  @Test
  void onlyWhatWaitsForAWordOfTheVenueIsSettled() {
    enter();
    say(Type.ACCEPTED, entry(), "0");
    correct(ControlAction.SETTLE_ORDER, entry().id());
    assertThat(refusal()).contains(entry().id(), "is ACCEPTED, expected one that is UNKNOWN");
    assertThat(entry().status()).isEqualTo(OrderStatus.ACCEPTED);
    correct(ControlAction.SETTLE_ORDER, "none");
    assertThat(refusal()).contains("was 'none', expected the id of an order that is at work");
    correct(ControlAction.SETTLE_ORDER, " ");
    assertThat(refusal()).contains("value: was ' ', expected a value");
  }

  @Test
  void whatTheVenueHoldsIsAdoptedByBookingItsTrades() {
    positions(Map.of("SPY", TEN));
    assertThat(desk.state.status()).isEqualTo(AccountStatus.HALTED);
    correct(ControlAction.BOOK_TRADE, "BUY 10 SPY 99.50 1.25");
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo(TEN);
    assertThat(desk.state.cash()).isEqualByComparingTo("9003.75");
    Order booked = desk.order(OrderRole.ADJUSTMENT);
    assertThat(booked.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(booked.reason()).contains("BOOK_TRADE by alice: the venue's statement");
    assertThat(desk.fills()).hasSize(1);
    assertThat(desk.fills().get(0).orderId()).isEqualTo(booked.id());
    assertThat(desk.fills().get(0).venue()).isEqualTo("REMOTE");
    assertThat(requests()).as("nothing of it goes to the venue").isEmpty();
    desk.act(next(), ControlAction.RESUME);
    positions(Map.of("SPY", TEN));
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void whatWasBookedForSeveralSymbolsIsFlattenedByAnOrderEach() {
    Desk two =
        new Desk(
            Desk.config("10000", Desk.limits("100", "100000", true, "1"), Desk.FREE).at("REMOTE"));
    two.act(next(), ControlAction.HALT);
    for (String trade : List.of("BUY 10 SPY 100", "SELL 5 QQQ 200")) {
      Control control =
          new Control("c" + clock, "paper", ControlAction.BOOK_TRADE, "adopted", "alice", next());
      two.events.addAll(two.machine.apply(two.state, control.withValue(trade)));
    }
    assertThat(two.state.equity()).as("at cost, before any price").isEqualByComparingTo("10000");
    two.act(next(), ControlAction.RESUME).act(next(), ControlAction.FLATTEN);
    List<Order> flattening = two.orders().stream().filter(o -> o.role().equals("FLATTEN")).toList();
    assertThat(flattening).extracting(Order::side).containsExactly(Side.BUY, Side.SELL);
    assertThat(flattening).extracting(Order::id).doesNotHaveDuplicates();
    two.quote(next(), 100, 100).buy(next());
    assertThat(two.state.status()).isEqualTo(AccountStatus.PAUSED);
  }

  @Test
  void aTradeIsBookedOnlyOnAHaltedAccountAndAsItMustBeWritten() {
    correct(ControlAction.BOOK_TRADE, "BUY 10 SPY 99.50");
    assertThat(refusal()).isEqualTo("BOOK_TRADE: the account is ACTIVE, expected HALTED");
    desk.act(next(), ControlAction.HALT);
    Map<String, String> wrong =
        Map.of(
            "BUY 10 SPY", "value: was 'BUY 10 SPY', expected SIDE QUANTITY SYMBOL PRICE",
            "HOLD 10 SPY 99", "side: was 'HOLD', expected BUY or SELL",
            "BUY 0 SPY 99", "quantity: was '0', expected above 0",
            "BUY ten SPY 99", "quantity: was 'ten', expected a number",
            "BUY 10 SPY 1E+999999999", "price: was '1E+999999999', expected a number",
            "BUY 10 SPY 99 -1", "commission: was '-1', expected a number of 0 or more");
    wrong.forEach(
        (value, message) -> {
          correct(ControlAction.BOOK_TRADE, value);
          assertThat(refusal()).startsWith(message);
        });
    assertThat(desk.fills()).isEmpty();
    assertThat(desk.state.cash()).isEqualByComparingTo("10000");
  }

  @Test
  void aTradeOfASymbolThatTheAccountDoesNotTradeIsNotBooked() {
    Desk narrow =
        new Desk(
            new AccountConfig(
                    "paper",
                    Set.of(),
                    Set.of("QQQ"),
                    new BigDecimal("10000"),
                    new BigDecimal("0.10"),
                    RiskLimits.DEFAULT,
                    Desk.FREE)
                .at("REMOTE"));
    narrow.act(next(), ControlAction.HALT);
    Control control =
        new Control("c", "paper", ControlAction.BOOK_TRADE, "adopted", "alice", next());
    assertThat(narrow.machine.apply(narrow.state, control.withValue("BUY 1 SPY 99")))
        .singleElement()
        .isInstanceOfSatisfying(
            AccountEvent.ControlRefused.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo("symbol: was 'SPY', expected one that the account trades"));
  }

  @Test
  void noBooksAreCorrectedOfAllAccountsOrOfTheVenueInTheJob() {
    Control all =
        new Control("c", "*", ControlAction.BOOK_TRADE, "why", "alice", next())
            .withValue("BUY 10 SPY 99.50");
    desk.events.addAll(desk.machine.apply(desk.state, all));
    assertThat(refusal()).contains("account: was '*', expected the one account");
    Desk inside = Desk.free();
    Control control =
        new Control("d", "paper", ControlAction.SETTLE_ORDER, "why", "alice", next())
            .withValue("x");
    inside.events.addAll(inside.machine.apply(inside.state, control));
    assertThat(inside.events).hasOnlyElementsOfType(AccountEvent.ControlRefused.class);
  }

  @Test
  void anAccountThatHasSomethingAtAVenueDoesNotMoveToAnother() {
    enter();
    AccountMachine moved =
        new AccountMachine(
            Desk.config("10000", RiskLimits.DEFAULT, Desk.FREE).at("OTHER"), Desk.CALENDAR);
    Control pause = Desk.control("p", next(), ControlAction.PAUSE);
    assertThatThrownBy(() -> moved.apply(desk.state, pause))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "venue of account 'paper' is 'OTHER', expected 'REMOTE':"
                + " it has orders or positions there");
    say(Type.REJECTED, entry(), "0");
    assertThat(moved.apply(desk.state, Desk.control("q", next(), ControlAction.PAUSE)))
        .as("nothing is left there")
        .isNotEmpty();
  }

  /** Ten held behind a stop and a target, both accepted. */
  private void hold() {
    enter();
    trade("e1", entry(), 10);
    say(Type.ACCEPTED, desk.order(OrderRole.STOP), "0");
    say(Type.ACCEPTED, desk.order(OrderRole.TARGET), "0");
  }

  @Test
  void aPositionWhoseLostExitIsSettledHasItsStopAgain() {
    hold();
    desk.signal("SPY", next(), SignalType.EXIT, "rule");
    say(Type.CANCELLED, desk.order(OrderRole.STOP), "0");
    say(Type.CANCELLED, desk.order(OrderRole.TARGET), "0");
    Order exit = desk.order(OrderRole.EXIT);
    say(Type.UNKNOWN, exit, "0");
    correct(ControlAction.SETTLE_ORDER, exit.id());
    assertThat(desk.order(OrderRole.EXIT).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.SUBMITTED);
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo(TEN);
    assertThat(desk.order(OrderRole.TARGET).status()).isEqualTo(OrderStatus.SUBMITTED);
  }

  @Test
  void aPositionWhoseLostStopIsSettledPausesTheAccountAndSaysWhy() {
    hold();
    say(Type.UNKNOWN, desk.order(OrderRole.STOP), "0");
    correct(ControlAction.SETTLE_ORDER, desk.order(OrderRole.STOP).id());
    assertThat(desk.state.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(desk.state.reason())
        .isEqualTo("stop of SPY settled by a person; it is held without protection");
  }

  @Test
  void anAccountDoesNotMoveAtAClockEither() {
    enter();
    AccountMachine moved =
        new AccountMachine(Desk.config("10000", RiskLimits.DEFAULT, Desk.FREE), Desk.CALENDAR);
    assertThatThrownBy(() -> moved.advanceTo(desk.state, at(1, "21:00:00").toEpochMilli()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected 'REMOTE'");
  }
}
