package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terms that go together are terms, and others name what does not. */
class OrderTermsTest {
  private static BigDecimal decimal(String text) {
    return text == null ? null : new BigDecimal(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LIMIT|DAY||||| limitPrice is null, expected above 0 for LIMIT",
        "LIMIT|DAY|-1|||| limitPrice is -1, expected above 0 for LIMIT",
        "MARKET|DAY|0|||| limitPrice is 0, expected none for MARKET",
        "STOP|GTC|5|||| limitPrice is 5, expected none for STOP",
        "STOP|GTC||||| stopPrice is null, expected above 0 for STOP",
        "STOP_LIMIT|DAY|5|||| stopPrice is null, expected above 0 for STOP_LIMIT",
        "TRAILING_STOP|DAY||5|1|| stopPrice is 5, expected none for TRAILING_STOP",
        "TRAILING_STOP|DAY||||| trailingAmount is null and trailingPercent is null, expected one of"
            + " them for TRAILING_STOP",
        "TRAILING_STOP|DAY|||1|2| trailingAmount is 1 and trailingPercent is 2, expected one of them"
            + " for TRAILING_STOP",
        "TRAILING_STOP|DAY|||0|| trailingAmount is 0, expected above 0 for TRAILING_STOP",
        "TRAILING_STOP|DAY||||100| trailingPercent is 100, expected below 100",
        "MARKET|DAY||||3| trailingPercent is 3, expected none for MARKET",
        "MARKET_ON_OPEN|IOC||||| timeInForce is IOC, expected DAY or GTC for MARKET_ON_OPEN",
        "MARKET_ON_CLOSE|FOK||||| timeInForce is FOK, expected DAY or GTC for MARKET_ON_CLOSE",
        "LIMIT|DAY|1E+41|||| limitPrice is 1E+41, expected at most 40 digits before and after the"
            + " point",
        "LIMIT|DAY|1E-41|||| limitPrice is 1E-41, expected at most 40 digits before and after the"
            + " point",
      })
  void whatDoesNotGoTogetherIsRefusedByName(
      OrderType type,
      TimeInForce timeInForce,
      String limit,
      String stop,
      String amount,
      String percent,
      String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new OrderTerms(
                    type,
                    timeInForce,
                    decimal(limit),
                    decimal(stop),
                    decimal(amount),
                    decimal(percent)))
        .withMessage(message);
  }

  @Test
  void aTypeIsNeededAndDayIsWhatNobodyHasToSay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OrderTerms(null, null, null, null, null, null))
        .withMessage("type is null, expected a type of order such as LIMIT");
    assertThat(new OrderTerms(OrderType.MARKET, null, null, null, null, null))
        .isEqualTo(OrderTerms.market());
  }

  @Test
  void equalPricesAreEqualTermsHoweverTheyAreWritten() {
    assertThat(OrderTerms.limit(new BigDecimal("410.00")))
        .isEqualTo(OrderTerms.limit(new BigDecimal("4.1E+2")))
        .isNotEqualTo(OrderTerms.limit(new BigDecimal("410")).goodTillCancelled());
  }

  @Test
  void aPriceOfDoublesIsRoundedAndFinite() {
    assertThat(OrderTerms.price(0.1 + 0.2)).isEqualTo("0.3000");
    assertThat(OrderTerms.price(10.00005)).isEqualTo("10.0001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderTerms.price(Double.NaN))
        .withMessage("price is NaN, expected a finite number");
  }

  /**
   * Whatever is taken here the venue takes, and what the venue takes is taken here, but for two
   * distances at once, which it overlooks where nothing trails.
   */
  @Property(tries = 2_000)
  void termsAreWhatTheVenueTakes(@ForAll long seed) {
    Random random = new Random(seed);
    WorkingOrder order = new WorkingOrder();
    order.type = OrderType.values()[random.nextInt(OrderType.values().length)];
    order.timeInForce = TimeInForce.values()[random.nextInt(TimeInForce.values().length)];
    order.limitPrice = some(random);
    order.stopPrice = some(random);
    order.trailingAmount = some(random);
    order.trailingPercent = some(random);
    OrderTerms terms = null;
    try {
      terms =
          new OrderTerms(
              order.type,
              order.timeInForce,
              order.limitPrice,
              order.stopPrice,
              order.trailingAmount,
              order.trailingPercent);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("expected");
    }
    boolean twice = order.trailingAmount != null && order.trailingPercent != null;
    assertThat(terms != null).isEqualTo(!twice && PaperVenue.flaw(order).isEmpty());
    if (terms != null) {
      assertThat(OrderTerms.same(terms, order)).isTrue();
    }
  }

  private static BigDecimal some(Random random) {
    return random.nextBoolean() ? null : BigDecimal.valueOf(1 + random.nextInt(120));
  }
}
