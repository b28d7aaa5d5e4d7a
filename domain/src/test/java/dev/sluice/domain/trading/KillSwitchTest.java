package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.risk.DenialCode;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import org.junit.jupiter.api.Test;

class KillSwitchTest {

  private static Desk longWithBracket() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", "110");
    return desk.quote(at(1, "15:02:00"), 100, 100);
  }

  @Test
  void pauseDeniesEntriesAndLetsStopsGoOn() {
    Desk desk = longWithBracket().act(at(1, "15:03:00"), ControlAction.PAUSE);
    assertThat(desk.state.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(desk.snapshots(Occasion.STATUS).get(0).portfolio().reason())
        .isEqualTo("PAUSE by alice: test");
    desk.quote(at(1, "15:04:00"), 94, 94);
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.FILLED);
    desk.buy(at(1, "15:05:00"));
    assertThat(desk.order(OrderRole.ENTRY).denialCode())
        .isEqualTo(DenialCode.ENTRIES_PAUSED.name());
  }

  @Test
  void pauseLetsExitsGoOn() {
    Desk desk = longWithBracket().act(at(1, "15:03:00"), ControlAction.PAUSE);
    desk.sell(at(1, "15:04:00")).quote(at(1, "15:05:00"), 101, 101);
    assertThat(desk.order(OrderRole.EXIT).status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void cancelAllCancelsWorkingOrdersAndNothingElse() {
    Desk desk = longWithBracket().act(at(1, "15:03:00"), ControlAction.CANCEL_ALL);
    assertThat(desk.state.workingOrders()).isZero();
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("100");
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void flattenCancelsPausesAndClosesEveryPositionAtTheMarket() {
    Desk desk = longWithBracket().act(at(1, "15:03:00"), ControlAction.FLATTEN);
    Order flatten = desk.order(OrderRole.FLATTEN);
    assertThat(flatten.signalId()).as("that of its entry").isEqualTo("s1");
    assertThat(flatten.executionId()).isEqualTo("execution-s1");
    assertThat(flatten.type()).isEqualTo(OrderType.MARKET);
    assertThat(desk.order(OrderRole.STOP).status()).isEqualTo(OrderStatus.CANCELLED);
    desk.quote(at(1, "15:04:00"), 99, 99.5);
    assertThat(desk.state.quantity("SPY")).isEqualByComparingTo("0");
    assertThat(desk.state.status()).isEqualTo(AccountStatus.PAUSED);
  }

  @Test
  void haltStopsEveryOrderUntilResume() {
    Desk desk = longWithBracket().act(at(1, "15:03:00"), ControlAction.HALT);
    assertThat(desk.state.workingOrders()).isZero();
    desk.sell(at(1, "15:04:00"));
    assertThat(desk.order(OrderRole.EXIT).denialCode()).isEqualTo(DenialCode.ACCOUNT_HALTED.name());
    desk.act(at(1, "15:05:00"), ControlAction.PAUSE);
    assertThat(desk.state.status()).as("PAUSE does not loosen it").isEqualTo(AccountStatus.HALTED);
    desk.act(at(1, "15:06:00"), ControlAction.FLATTEN);
    assertThat(desk.order(OrderRole.FLATTEN).denialCode())
        .isEqualTo(DenialCode.ACCOUNT_HALTED.name());
    desk.act(at(1, "15:07:00"), ControlAction.RESUME).sell(at(1, "15:08:00"));
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
    assertThat(desk.state.reason()).isNull();
    assertThat(desk.order(OrderRole.EXIT).status()).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void aControlOfAnotherAccountOrWithoutItsTimeIsRefused() {
    Desk desk = Desk.free();
    Control others =
        new Control("c", "other", ControlAction.HALT, "test", "alice", at(1, "15:00:00"));
    assertThatThrownBy(() -> desk.machine.apply(desk.state, others))
        .hasMessageContaining("'other'")
        .hasMessageContaining("'paper'");
    Control request = new Control("c", "*", ControlAction.HALT, "test", "alice", null);
    assertThatThrownBy(() -> desk.machine.apply(desk.state, request))
        .hasMessageContaining("effectiveAt");
  }
}
