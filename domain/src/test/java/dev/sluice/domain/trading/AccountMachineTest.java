package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountMachineTest {

  @Test
  void aSignalAfterTheCloseFillsAtTheNextSessionsFirstQuote() {
    Desk desk = Desk.free().quote(at(1, "20:59:00"), 99.98, 100.00).buy(at(1, "21:01:00"));
    Order working = desk.order(OrderRole.ENTRY);
    assertThat(working.status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(working.id()).isEqualTo(Ids.of("order", "paper", "s1", "ENTRY"));
    assertThat(working.quantity()).isEqualByComparingTo("100");
    assertThat(desk.snapshots(Occasion.SESSION_CLOSE)).hasSize(1);

    desk.quote(at(2, "13:00:00"), 90, 91); // before the open: not a market
    assertThat(desk.fills()).isEmpty();
    desk.quote(at(2, "14:30:00"), 98.90, 99.00);

    Fill fill = desk.fills().get(0);
    assertThat(fill.id()).isEqualTo(Ids.of("fill", working.id(), 1));
    assertThat(fill.price()).isEqualByComparingTo("99");
    assertThat(fill.eventTime()).isEqualTo(at(2, "14:30:00"));
    assertThat(fill.executionId()).isEqualTo("execution-s1");
    assertThat(desk.order(OrderRole.ENTRY).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.state.cash()).isEqualByComparingTo("90100");
  }

  @Test
  void aRoundTripByHand() {
    // Buys at 100.00 + 1 bp = 100.01; 10,000 pays for 99 shares; commission is the minimum of 1.00.
    Desk desk = new Desk(Desk.config("100000", RiskLimits.DEFAULT, ExecutionCosts.DEFAULT));
    desk.quote(at(1, "15:00:00"), 99.98, 100.00).buy(at(1, "15:00:30"));
    desk.quote(at(1, "15:01:00"), 99.98, 100.00);
    assertThat(desk.fills().get(0).quantity()).isEqualByComparingTo("99");
    assertThat(desk.fills().get(0).price()).isEqualByComparingTo("100.01");
    assertThat(desk.state.cash()).isEqualByComparingTo("90098.01"); // 100000 − 9900.99 − 1.00

    // Sells at 110.00 − 1 bp = 109.989.
    desk.sell(at(1, "15:02:00")).quote(at(1, "15:02:01"), 110.00, 110.02);
    Fill exit = desk.fills().get(1);
    assertThat(exit.price()).isEqualByComparingTo("109.989");
    assertThat(exit.realizedPnl()).isEqualByComparingTo("987.921"); // 99 × 9.979
    assertThat(desk.state.cash()).isEqualByComparingTo("100985.921"); // + 10888.911 − 1.00

    PortfolioSnapshot last = desk.snapshots(Occasion.FILL).get(1).portfolio();
    assertThat(last.equity()).isEqualByComparingTo("100985.921");
    assertThat(last.realizedPnl()).isEqualByComparingTo("987.921");
    assertThat(last.commissions()).isEqualByComparingTo("2");
    assertThat(last.dayPnl()).isEqualByComparingTo("985.921");
    assertThat(last.positions())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.quantity()).isEqualByComparingTo("0");
              assertThat(p.averagePrice()).isEqualByComparingTo("0");
            });
  }

  @Test
  void aQuoteAtTheTimeOfAcceptanceDoesNotFill() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 99, 100).buy(at(1, "15:00:01"));
    desk.quote(at(1, "15:00:01"), 99, 100);
    assertThat(desk.fills()).isEmpty();
    desk.quote(at(1, "15:00:02"), 99, 100);
    assertThat(desk.fills()).hasSize(1);
  }

  @Test
  void confidenceScalesTheEntry() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 99, 100);
    desk.take(Desk.signal("half", at(1, "15:01:00"), SignalType.BUY, 0.5, null, null));
    assertThat(desk.order(OrderRole.ENTRY).quantity()).isEqualByComparingTo("50");
  }

  @Test
  void holdAndARepeatedBuyDoNothing() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 99, 100).buy(at(1, "15:01:00"));
    desk.take(Desk.signal("h", at(1, "15:01:00"), SignalType.HOLD, 0.5, null, null));
    desk.buy(at(1, "15:01:30"));
    assertThat(desk.orders()).as("while the entry works").hasSize(1);
    desk.quote(at(1, "15:02:00"), 99, 100).buy(at(1, "15:03:00"));
    assertThat(desk.orders()).as("while long").hasSize(1);
  }

  @Test
  void aSellCallsOffAnEntryThatHasNotFilled() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 99, 100).buy(at(1, "15:01:00"));
    desk.sell(at(1, "15:01:30"));
    assertThat(desk.orders())
        .singleElement()
        .extracting(Order::status)
        .isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void anExitClosesWhatIsHeldCallsOffWhatIsNotAndOpensNothing() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 99, 100);
    desk.take(Desk.signal("none", at(1, "15:00:30"), SignalType.EXIT, 1, null, null));
    assertThat(desk.orders()).as("while flat").isEmpty();
    desk.buy(at(1, "15:01:00"));
    desk.take(Desk.signal("off", at(1, "15:01:30"), SignalType.EXIT, 1, null, null));
    assertThat(desk.orders())
        .singleElement()
        .extracting(Order::status)
        .isEqualTo(OrderStatus.CANCELLED);
    desk.buy(at(1, "15:02:00")).quote(at(1, "15:03:00"), 99, 100);
    desk.take(Desk.signal("out", at(1, "15:04:00"), SignalType.EXIT, 1, null, null));
    desk.quote(at(1, "15:05:00"), 101, 102);
    assertThat(desk.state.quantity("SPY")).isZero();
    assertThat(desk.fills().get(1).price()).isEqualByComparingTo("101");
  }

  @Test
  void stopAndTargetFollowTheEntryAndOneCancelsTheOther() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", "110");
    desk.quote(at(1, "15:02:00"), 100, 100);
    Order entry = desk.order(OrderRole.ENTRY);
    Order stop = desk.order(OrderRole.STOP);
    Order target = desk.order(OrderRole.TARGET);
    assertThat(stop.parentId()).isEqualTo(entry.id());
    assertThat(target.signalId()).isEqualTo("s1");
    assertThat(target.executionId()).isEqualTo("execution-s1");
    assertThat(stop.timeInForce()).isEqualTo(TimeInForce.GTC);
    assertThat(stop.stopPrice()).isEqualByComparingTo("95");
    assertThat(target.limitPrice()).isEqualByComparingTo("110");

    desk.quote(at(2, "15:00:00"), 109.99, 110.5); // the offer is there, the bid is not
    assertThat(desk.fills()).hasSize(1);
    desk.quote(at(2, "15:01:00"), 110.5, 111);
    assertThat(desk.fills().get(1).price())
        .as("at the limit or better")
        .isEqualByComparingTo("110.5");
    assertThat(desk.order(OrderRole.TARGET).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.state.workingOrders()).isZero();
  }

  @Test
  void aGapFillsAStopBeyondItsPrice() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", "110");
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(2, "14:30:00"), 90, 90.1);
    assertThat(desk.fills().get(1).price()).isEqualByComparingTo("90");
    assertThat(desk.fills().get(1).realizedPnl()).isEqualByComparingTo("-1000");
    assertThat(desk.order(OrderRole.TARGET).status()).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void slippageNeverTakesALimitBeyondItself() {
    Desk desk = new Desk(Desk.config("100000", RiskLimits.DEFAULT, ExecutionCosts.DEFAULT));
    desk.quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), null, "110");
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(1, "15:03:00"), 110, 110.1);
    assertThat(desk.fills().get(1).price()).isEqualByComparingTo("110");
  }

  @Test
  void anExitCancelsStopAndTarget() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", "110");
    desk.quote(at(1, "15:02:00"), 100, 100).sell(at(1, "15:03:00"));
    assertThat(desk.state.workingOrders()).isEqualTo(3);
    desk.quote(at(1, "15:04:00"), 101, 101.1);
    assertThat(desk.order(OrderRole.EXIT).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("0");
    assertThat(desk.state.workingOrders()).isZero();
  }

  @Test
  void quotesFillNoMoreThanTheirSize() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", null);
    desk.quote("SPY", at(1, "15:02:00"), 100, 500, 100, 60.7);
    assertThat(desk.order(OrderRole.ENTRY).status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("60");
    assertThat(desk.orders()).as("no protection before the entry is over").hasSize(1);
    desk.quote("SPY", at(1, "15:03:00"), 102, 500, 102, 500);
    Order entry = desk.order(OrderRole.ENTRY);
    assertThat(entry.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(entry.averageFillPrice()).isEqualByComparingTo("100.8"); // (60×100 + 40×102) ÷ 100
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("100");
    assertThat(desk.fills()).extracting(Fill::id).doesNotHaveDuplicates();
  }

  @Test
  void aPartlyFilledStopGoesOnAsAMarketOrderAndTheRestIsNotSoldTwice() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", "96");
    desk.quote(at(1, "15:02:00"), 95.5, 100);
    desk.quote("SPY", at(1, "15:03:00"), 94, 30, 95, 30);
    desk.quote("SPY", at(1, "15:04:00"), 97, 500, 97, 500); // above the stop and above the target
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("0");
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(desk.order(OrderRole.TARGET).status()).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void aDayOrderExpiresAtTheCloseAndWhatItFilledIsProtected() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", null);
    desk.quote("SPY", at(1, "15:02:00"), 100, 10, 100, 10).advance(at(1, "21:00:00"));
    Order entry = desk.order(OrderRole.ENTRY);
    assertThat(entry.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(entry.updatedAt()).isEqualTo(at(1, "21:00:00"));
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("10");
  }

  @Test
  void anOrderDecidedAfterTheCloseExpiresAtTheNextCloseWithoutAQuote() {
    Desk desk = Desk.free().quote(at(5, "20:00:00"), 100, 100).buy(at(5, "21:01:00"));
    assertThat(desk.state.nextClose()).hasValue(at(8, "21:00:00").toEpochMilli());
    desk.advance(at(8, "20:59:59"));
    assertThat(desk.order(OrderRole.ENTRY).status()).isEqualTo(OrderStatus.ACCEPTED);
    desk.advance(at(8, "21:00:00"));
    assertThat(desk.order(OrderRole.ENTRY).status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(desk.state.nextClose()).as("nothing more is awaited").isEmpty();
  }

  @Test
  void aGapThatTheCashDoesNotPayForCancelsTheRest() {
    Desk desk =
        new Desk(
            new AccountConfig(
                "paper",
                Set.of(),
                Set.of(),
                new BigDecimal("10000"),
                BigDecimal.ONE,
                Desk.limits("1", "100000", false, "1"),
                Desk.FREE));
    desk.quote(at(1, "20:59:00"), 100, 100).buy(at(1, "21:01:00"), "95", null);
    assertThat(desk.order(OrderRole.ENTRY).quantity()).isEqualByComparingTo("99");
    desk.quote(at(2, "14:30:00"), 125, 125);
    assertThat(desk.order(OrderRole.ENTRY).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("79");
    assertThat(desk.state.cash()).isEqualByComparingTo("125");
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("79");
  }

  @Test
  void aShortWorksMirroredWhereAllowed() {
    Desk desk =
        new Desk(Desk.config("100000", Desk.limits("0.10", "100000", true, "1"), Desk.FREE));
    desk.quote(at(1, "15:00:00"), 100, 100);
    desk.take(Desk.signal("s", at(1, "15:01:00"), SignalType.SELL, 1, "105", "90"));
    desk.quote(at(1, "15:02:00"), 100, 100);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("-100");
    assertThat(desk.state.cash()).isEqualByComparingTo("110000");
    desk.quote(at(1, "15:03:00"), 94, 95);
    assertThat(desk.state.equity()).isEqualByComparingTo("100550"); // at the middle, 94.5
    desk.buy(at(1, "15:04:00")).quote(at(1, "15:05:00"), 91, 92);
    assertThat(desk.fills().get(1).realizedPnl()).isEqualByComparingTo("800");
    assertThat(desk.state.cash()).isEqualByComparingTo("100800");
    assertThat(desk.state.workingOrders()).isZero();
  }

  @Test
  void minutesAndClosesGiveSnapshots() {
    Desk desk = Desk.free().quote(at(1, "15:00:05"), 100, 100).quote(at(1, "15:00:50"), 101, 101);
    assertThat(desk.events).isEmpty();
    desk.quote(at(1, "15:03:00"), 102, 102).advance(at(1, "21:00:00"));
    assertThat(desk.snapshots(Occasion.MINUTE))
        .singleElement()
        .satisfies(s -> assertThat(s.portfolio().eventTime()).isEqualTo(at(1, "15:00:50")));
    assertThat(desk.snapshots(Occasion.SESSION_CLOSE))
        .singleElement()
        .satisfies(s -> assertThat(s.portfolio().eventTime()).isEqualTo(at(1, "21:00:00")));
    assertThat(desk.snapshots(Occasion.MINUTE).get(0).portfolio().version()).isEqualTo(1);
    assertThat(desk.snapshots(Occasion.SESSION_CLOSE).get(0).portfolio().version()).isEqualTo(2);
  }

  @Test
  void theDayIsMeasuredFromTheLastClose() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"));
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(1, "20:00:00"), 110, 110);
    desk.quote(at(2, "14:30:00"), 113, 113).advance(at(2, "21:00:00"));
    assertThat(desk.snapshots(Occasion.SESSION_CLOSE))
        .extracting(s -> s.portfolio().dayPnl().intValueExact())
        .containsExactly(1000, 300);
  }

  @Test
  void tradePrintsPriceASymbolThatHasNoQuotes() {
    Desk desk = Desk.free().trade(at(1, "15:00:00"), 100).buy(at(1, "15:01:00"));
    desk.trade(at(1, "15:02:00"), 101);
    assertThat(desk.fills().get(0).price()).isEqualByComparingTo("101");
    desk.quote(at(1, "15:03:00"), 99, 99).trade(at(1, "15:04:00"), 150);
    assertThat(desk.state.equity()).isEqualByComparingTo("99800");
  }

  @Test
  void aBrokenInvariantHaltsTheAccount() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", "110");
    desk.state.cash = desk.state.cash.add(new BigDecimal("0.01"));
    desk.quote(at(1, "15:02:00"), 100, 100);
    assertThat(desk.state.status()).isEqualTo(AccountStatus.HALTED);
    assertThat(desk.state.reason()).startsWith("invariant broken: cash is ");
    assertThat(desk.state.workingOrders()).isZero();
    assertThat(desk.snapshots(Occasion.STATUS).get(0).portfolio().state()).isEqualTo("HALTED");
  }

  @Test
  void anInputOutOfOrderIsRefused() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100);
    assertThatThrownBy(() -> desk.quote(at(1, "14:59:59"), 100, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2024-01-08T14:59:59Z")
        .hasMessageContaining("expected none before 2024-01-08T15:00:00Z");
  }
}
