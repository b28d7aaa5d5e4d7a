package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.DenialCode;
import dev.sluice.domain.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DenialTest {

  private static void assertDenied(Desk desk, DenialCode code) {
    Order order = desk.orders().get(desk.orders().size() - 1);
    assertThat(order.status()).isEqualTo(OrderStatus.DENIED);
    assertThat(order.denialCode()).isEqualTo(code.name());
    assertThat(order.quantity()).isPositive();
    assertThat(desk.state.workingOrders()).isZero();
  }

  private static Desk desk(String share, RiskLimits limits) {
    return new Desk(
        new AccountConfig(
            "paper",
            Set.of(),
            Set.of(),
            new BigDecimal("10000"),
            new BigDecimal(share),
            limits,
            Desk.FREE));
  }

  @Test
  void aSaleOfWhatIsNotHeld() {
    assertDenied(
        Desk.free().quote(at(1, "15:00:00"), 99, 100).sell(at(1, "15:01:00")),
        DenialCode.SHORT_SELLING_NOT_ALLOWED);
  }

  @Test
  void noQuoteYet() {
    assertDenied(Desk.free().buy(at(1, "15:01:00")), DenialCode.NO_MARKET_PRICE);
  }

  @Test
  void lessThanALot() {
    Desk desk = desk("0.10", RiskLimits.DEFAULT).quote(at(1, "15:00:00"), 1999, 2000);
    assertDenied(desk.buy(at(1, "15:01:00")), DenialCode.QUANTITY_TOO_SMALL);
    assertThat(desk.orders().get(0).quantity()).isEqualByComparingTo("0.5");
  }

  @Test
  void fractionsOfAShareWhereTheLotAllows() {
    Desk desk =
        desk("0.10", Desk.limits("0.10", "100000", false, "0.0001"))
            .quote(at(1, "15:00:00"), 2999, 3000);
    desk.buy(at(1, "15:01:00"));
    assertThat(desk.order(OrderRole.ENTRY).quantity()).isEqualByComparingTo("0.3333");
  }

  @Test
  void noBuyingPower() {
    Desk desk = desk("1", Desk.limits("1", "100000", false, "1"));
    desk.quote(at(1, "15:00:00"), 100, 100)
        .buy(at(1, "15:01:00"))
        .quote(at(1, "15:02:00"), 100, 100);
    desk.quote("QQQ", at(1, "15:03:00"), 400, 1, 400, 1);
    desk.take(
        new Signal(
            "q",
            null,
            "rule",
            "QQQ",
            SignalType.BUY,
            1,
            null,
            null,
            null,
            at(1, "15:04:00"),
            null,
            null,
            null,
            Map.of(),
            false));
    assertDenied(desk, DenialCode.INSUFFICIENT_BUYING_POWER);
  }

  @Test
  void positionAboveItsShare() {
    Desk desk = desk("0.20", RiskLimits.DEFAULT).quote(at(1, "15:00:00"), 100, 100);
    assertDenied(desk.buy(at(1, "15:01:00")), DenialCode.POSITION_LIMIT);
  }

  @Test
  void notionalAboveTheLimit() {
    Desk desk =
        desk("0.10", Desk.limits("0.10", "999.99", false, "1")).quote(at(1, "15:00:00"), 100, 100);
    assertDenied(desk.buy(at(1, "15:01:00")), DenialCode.NOTIONAL_LIMIT);
  }

  @Test
  void aLossOfTwoAndAHalfPercentInADay() {
    // Half of the equity in one symbol: 5 % down is 2.5 % of the account.
    Desk desk = desk("0.50", Desk.limits("0.5", "100000", false, "1"));
    desk.quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", null);
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(1, "15:03:00"), 95, 95);
    assertThat(desk.state.equity()).isEqualByComparingTo("9750");
    assertDenied(desk.buy(at(1, "15:04:00")), DenialCode.DAILY_LOSS_LIMIT);
    assertDenied(desk.buy(at(1, "21:01:00")), DenialCode.DAILY_LOSS_LIMIT);
    desk.quote(at(2, "14:30:00"), 95, 95).buy(at(2, "15:00:00"));
    assertThat(desk.order(OrderRole.ENTRY).status())
        .as("a new day begins")
        .isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void aDrawdownOfEightPercentUntilAPersonResumes() {
    Desk desk = desk("0.50", Desk.limits("0.5", "100000", false, "1"));
    desk.quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "84", null);
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(1, "15:03:00"), 84, 84);
    assertThat(desk.state.equity()).isEqualByComparingTo("9200");
    desk.quote(at(2, "14:30:00"), 84, 84);
    assertDenied(desk.buy(at(2, "15:00:00")), DenialCode.DRAWDOWN_LIMIT);
    desk.act(at(2, "15:01:00"), ControlAction.RESUME).buy(at(2, "15:02:00"));
    assertThat(desk.order(OrderRole.ENTRY).status()).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void lossLimitsDoNotStopWhatReducesRisk() {
    Desk desk = desk("0.50", Desk.limits("0.5", "100000", false, "1"));
    desk.quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"));
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(1, "15:03:00"), 80, 80);
    desk.sell(at(1, "15:04:00"));
    assertThat(desk.order(OrderRole.EXIT).status()).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void theSameSignalTwice() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100).buy(at(1, "15:01:00"), "95", null);
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(1, "15:03:00"), 95, 95);
    desk.take(Desk.signal("s1", at(1, "15:04:00"), SignalType.BUY, 1, null, null));
    assertDenied(desk, DenialCode.DUPLICATE_ORDER);
    assertThat(desk.orders()).extracting(Order::id).doesNotHaveDuplicates();
  }

  @Test
  void figuresThatCannotBeChecked() {
    Desk desk = Desk.free().quote(at(1, "15:00:00"), 100, 100);
    desk.take(Desk.signal("nan", at(1, "15:01:00"), SignalType.BUY, Double.NaN, null, null));
    assertDenied(desk, DenialCode.CHECK_NOT_POSSIBLE);
    desk.take(Desk.signal("crossed", at(1, "15:02:00"), SignalType.BUY, 1, "110", "95"));
    assertDenied(desk, DenialCode.CHECK_NOT_POSSIBLE);
    desk.take(Desk.signal("negative", at(1, "15:03:00"), SignalType.BUY, 1, "-1", null));
    assertDenied(desk, DenialCode.CHECK_NOT_POSSIBLE);
  }
}
