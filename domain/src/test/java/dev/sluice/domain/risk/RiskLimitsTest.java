package dev.sluice.domain.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RiskLimitsTest {

  @Test
  void defaultsAreThoseOfTheDesk() {
    RiskLimits limits = RiskLimits.DEFAULT;
    assertThat(limits.maxPositionShare()).isEqualByComparingTo("0.10");
    assertThat(limits.maxNotional()).isEqualByComparingTo("100000");
    assertThat(limits.maxDailyLoss()).isEqualByComparingTo("0.025");
    assertThat(limits.maxDrawdown()).isEqualByComparingTo("0.08");
    assertThat(limits.allowShort()).isFalse();
    assertThat(limits.lotSize()).isEqualByComparingTo("1");
    assertThat(limits.maxGrossExposure()).as("no leverage").isEqualByComparingTo("1");
    assertThat(limits.maxQuoteAge()).isEqualTo(Duration.ofDays(1));
    assertThat(limits.openMarketOnly()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyLimitIsReadAsItIsWritten(RiskLimit limit) {
    RiskLimits limits = RiskLimits.DEFAULT;
    assertThat(RiskLimit.of(limit.key())).isEqualTo(limit);
    assertThat(limits.with(limit, limits.text(limit))).isEqualTo(limits);
    assertThat(limits.toString()).contains(limit.key() + "=");
  }

  @Test
  void oneLimitChangesAndTheOthersStay() {
    RiskLimits changed =
        RiskLimits.DEFAULT
            .with(RiskLimit.MAX_NOTIONAL, "5000.50")
            .with(RiskLimit.RESTRICTED, " BBB, AAA ,");
    assertThat(changed.maxNotional()).isEqualByComparingTo("5000.5");
    assertThat(changed.text(RiskLimit.RESTRICTED)).isEqualTo("AAA,BBB");
    assertThat(changed.maxDailyLoss()).isEqualTo(RiskLimits.DEFAULT.maxDailyLoss());
    assertThat(RiskLimits.DEFAULT.restricted("AAA")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "MAX_NOTIONAL,0,a decimal above 0",
    "MAX_NOTIONAL,-1,a decimal above 0",
    "MAX_NOTIONAL,much,a decimal above 0",
    "MAX_DAILY_LOSS,NaN,a decimal above 0",
    "MAX_NOTIONAL,1E+999999999,a decimal above 0",
    "MAX_NOTIONAL,1E-999999999,a decimal above 0",
    "MAX_ORDERS,2.5,a whole number above 0",
    "MAX_ORDERS,0,a whole number above 0",
    "MAX_QUOTE_AGE,5 minutes,'a duration like PT30S, not below 0'",
    "MAX_QUOTE_AGE,-PT1S,'a duration like PT30S, not below 0'",
    "ORDER_WINDOW,PT0S,'a duration like PT30S, above 0 and at most PT1H'",
    "ORDER_WINDOW,PT1H0.001S,'a duration like PT30S, above 0 and at most PT1H'",
    "OPEN_MARKET_ONLY,yes,true or false"
  })
  void aValueThatCannotBeIsRefusedByName(RiskLimit limit, String value, String expected) {
    assertThatThrownBy(() -> RiskLimits.DEFAULT.with(limit, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(limit.key() + ": was '" + value + "', expected " + expected);
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
        .hasMessage("max_daily_loss: was '0', expected a decimal above 0");
    assertThatThrownBy(() -> RiskLimit.of("max_leverage"))
        .hasMessageStartingWith("limit: was 'max_leverage', expected one of max_position_share");
  }

  @Test
  void aBucketsFiguresAreFractions() {
    BucketLimits limits = new BucketLimits(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);
    assertThat(limits.with("share", "0.25").share()).isEqualByComparingTo("0.25");
    assertThat(limits.with("max_position_share", "0.25").maxPositionShare())
        .isEqualByComparingTo("0.25");
    assertThat(limits.with("max_daily_loss", "0.25").maxDailyLoss()).isEqualByComparingTo("0.25");
    assertThatThrownBy(() -> limits.with("share", "1.01"))
        .hasMessage("share: was '1.01', expected a fraction above 0 and at most 1");
    assertThatThrownBy(() -> limits.with("share", "1E+999999999"))
        .hasMessageStartingWith("share: was '1E+999999999', expected a fraction");
    assertThatThrownBy(() -> limits.with("share", "1E-999999999"))
        .hasMessageStartingWith("share: was '1E-999999999', expected a fraction");
    assertThatThrownBy(() -> limits.with("max_drawdown", "0.1"))
        .hasMessageContaining("'max_drawdown' of a bucket");
  }

  @Test
  void limitsTravelToWhereTheyAreNeeded() throws Exception {
    RiskLimits limits = RiskLimits.DEFAULT.with(RiskLimit.RESTRICTED, "AAA");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(limits);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(limits).hasSameHashCodeAs(limits);
    }
  }
}
