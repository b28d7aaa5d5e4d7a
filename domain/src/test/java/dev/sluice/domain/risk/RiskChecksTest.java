package dev.sluice.domain.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RiskChecksTest {

  /** An entry of 10 at 100 with 100,000 of everything, changed by the tests. */
  private static RiskRequest entry(String price, String quantity, String power, String equity) {
    return request(true, false, price, quantity, power, "0", equity, "100000", "100000");
  }

  private static RiskRequest request(
      boolean entry,
      boolean halted,
      String price,
      String quantity,
      String power,
      String position,
      String equity,
      String dayStart,
      String peak) {
    return new RiskRequest(
        halted,
        false,
        entry,
        false,
        false,
        decimal(price),
        decimal(quantity),
        BigDecimal.ONE,
        decimal(power),
        decimal(position),
        decimal(equity),
        decimal(dayStart),
        decimal(peak));
  }

  private static BigDecimal decimal(String value) {
    return value == null ? null : new BigDecimal(value);
  }

  private static DenialCode code(RiskRequest request) {
    return RiskChecks.check(request, RiskLimits.DEFAULT).map(Denial::code).orElse(null);
  }

  @Test
  void whatIsWithinEveryLimitPasses() {
    assertThat(code(entry("100", "10", "100000", "100000"))).isNull();
  }

  @Test
  void limitsAreReachedExactly() {
    assertThat(code(entry("100", "10", "1001", "100000"))).as("the last cent").isNull();
    assertThat(code(entry("100", "10", "1000.99", "100000")))
        .isEqualTo(DenialCode.INSUFFICIENT_BUYING_POWER);
    assertThat(code(request(true, false, "100", "10", "99999", "9000", "100000", "1E5", "1E5")))
        .as("10 % of equity")
        .isNull();
    assertThat(code(request(true, false, "100", "10", "99999", "9000.01", "100000", "1E5", "1E5")))
        .isEqualTo(DenialCode.POSITION_LIMIT);
    assertThat(code(request(true, false, "100", "10", "99999", "0", "97500.01", "1E5", "1E5")))
        .as("a cent less than 2.5 % down")
        .isNull();
    assertThat(code(request(true, false, "100", "10", "99999", "0", "97500", "1E5", "1E5")))
        .isEqualTo(DenialCode.DAILY_LOSS_LIMIT);
    assertThat(code(request(true, false, "100", "10", "99999", "0", "92000.01", "92000", "1E5")))
        .as("a cent less than 8 % down")
        .isNull();
    assertThat(code(request(true, false, "100", "10", "99999", "0", "92000", "92000", "1E5")))
        .isEqualTo(DenialCode.DRAWDOWN_LIMIT);
  }

  @Test
  void whatCannotBeCheckedIsDenied() {
    assertThat(code(entry(null, "10", "1E5", "1E5"))).isEqualTo(DenialCode.NO_MARKET_PRICE);
    assertThat(code(entry("0", "10", "1E5", "1E5"))).isEqualTo(DenialCode.CHECK_NOT_POSSIBLE);
    assertThat(code(entry("100", null, "1E5", "1E5"))).isEqualTo(DenialCode.CHECK_NOT_POSSIBLE);
    assertThat(code(entry("100", "10", null, "1E5"))).isEqualTo(DenialCode.CHECK_NOT_POSSIBLE);
    assertThat(code(entry("100", "10", "1E5", null))).isEqualTo(DenialCode.CHECK_NOT_POSSIBLE);
    assertThat(code(request(true, false, "100", "10", "1E5", "0", "1E5", null, "1E5")))
        .isEqualTo(DenialCode.CHECK_NOT_POSSIBLE);
    assertThat(code(request(true, false, "100", "10", "1E5", "0", "1E5", "1E5", "0")))
        .isEqualTo(DenialCode.CHECK_NOT_POSSIBLE);
  }

  @Test
  void whatReducesRiskIsStoppedByAHaltAlone() {
    assertThat(code(request(false, false, null, "10", "-5", null, null, null, null))).isNull();
    assertThat(code(request(false, true, "100", "10", "1E5", "0", "1E5", "1E5", "1E5")))
        .isEqualTo(DenialCode.ACCOUNT_HALTED);
    assertThat(code(request(false, false, "100", "0", "1E5", "0", "1E5", "1E5", "1E5")))
        .isEqualTo(DenialCode.CHECK_NOT_POSSIBLE);
  }

  @Test
  void aLimitThatIsNotAboveZeroIsRefused() {
    assertThatThrownBy(
            () ->
                new RiskLimits(
                    BigDecimal.ONE,
                    BigDecimal.TEN,
                    BigDecimal.ZERO,
                    BigDecimal.ONE,
                    false,
                    BigDecimal.ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxDailyLoss is 0, expected a figure above 0");
  }
}
