package dev.sluice.domain.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Under water, and by month. */
class DrawdownTest {
  @Test
  void stretchesUnderWater() {
    DailySeries series = DailySeries.ofEquity(100, 90, 100, 120, 108, 96, 102, 125, 125, 100);
    assertThat(series.drawdowns())
        .containsExactly(new double[] {0, 0.1, 0, 0, 0.1, 0.2, 0.15, 0, 0, 0.2}, within(1e-15));
    assertThat(Drawdown.of(series.drawdowns()))
        .containsExactly(
            new Drawdown(0, 1, 2, true, 0.1),
            new Drawdown(3, 5, 7, true, 0.2),
            new Drawdown(8, 9, 9, false, 0.2));
    assertThat(Drawdown.of(series.drawdowns())).extracting(Drawdown::days).containsExactly(2, 4, 1);
  }

  @Test
  void returnsThatLeadBackToThePeakHaveRecovered() {
    // 0.8 x 1.25 is 1, though the logarithms of the two may differ in their last digit.
    DailySeries series = DailySeries.ofReturns(-0.2, 0.25, -0.1, 1 / 9.0, 0.3, -0.3);
    assertThat(series.drawdowns())
        .containsExactly(new double[] {0, 0.2, 0, 0.1, 0, 0, 0.3}, within(1e-15));
    assertThat(Drawdown.of(series.drawdowns()))
        .extracting(Drawdown::recovered)
        .containsExactly(true, true, false);
  }

  @Test
  void aSeriesThatOnlyRisesIsNeverUnderWater() {
    assertThat(Drawdown.of(DailySeries.ofEquity(1, 2, 2, 3).drawdowns())).isEmpty();
    assertThat(Drawdown.of(DailySeries.ofEquity(1).drawdowns())).isEmpty();
  }

  private static LocalDate date(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void monthsAndYears() {
    List<LocalDate> dates =
        List.of(
            date("2023-11-30"),
            date("2023-12-01"),
            date("2023-12-29"),
            date("2024-02-01"),
            date("2024-02-29"));
    MonthlyReturns equity =
        MonthlyReturns.of(dates, DailySeries.ofEquity(100, 110, 99, 121, 60.5, 242));
    assertThat(equity.months())
        .containsExactly(
            Map.entry(YearMonth.of(2023, 11), Metric.of(0.1)),
            Map.entry(YearMonth.of(2023, 12), Metric.of(0.1)),
            Map.entry(YearMonth.of(2024, 2), Metric.of(1)));
    assertThat(equity.years().get(2023).value()).isCloseTo(0.21, within(1e-15));
    assertThat(equity.years().get(2024).value()).isEqualTo(1);
    MonthlyReturns returns =
        MonthlyReturns.of(dates, DailySeries.ofReturns(0.1, -0.1, 0.2, -0.5, 3));
    assertThat(returns.months().get(YearMonth.of(2023, 12)).value()).isCloseTo(0.08, within(1e-15));
    assertThat(returns.years().get(2024).value()).isCloseTo(1, within(1e-15));
  }

  @Test
  void aMonthAfterEquityWasLostHasNoReturn() {
    List<LocalDate> dates = List.of(date("2024-01-31"), date("2024-02-01"));
    MonthlyReturns months = MonthlyReturns.of(dates, DailySeries.ofEquity(100, 0, 50));
    assertThat(months.months().get(YearMonth.of(2024, 1)).value()).isEqualTo(-1);
    assertThat(months.months().get(YearMonth.of(2024, 2)).reason())
        .contains("equity was not above 0 on day 1");
    assertThat(months.years().get(2024).value()).isEqualTo(-0.5);
  }

  @Test
  void datesFitTheDaysAndRise() {
    DailySeries series = DailySeries.ofReturns(0.1, 0.2);
    assertThatThrownBy(() -> MonthlyReturns.of(List.of(date("2024-01-02")), series))
        .hasMessage("dates: 1 of them, expected one for each of 2 days");
    assertThatThrownBy(
            () -> MonthlyReturns.of(List.of(date("2024-01-02"), date("2024-01-02")), series))
        .hasMessage("date of day 2: 2024-01-02, expected after 2024-01-02");
    assertThatThrownBy(() -> series.totalReturn(1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("days 1 to 3");
  }
}
