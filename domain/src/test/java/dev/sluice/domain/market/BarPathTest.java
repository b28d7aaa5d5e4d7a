package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarPathTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");

  private static RawBar minute(int number, double open, double high, double low, double close) {
    Instant start = OPEN.plusSeconds(60L * number);
    return new RawBar(
        "SPY",
        Timeframe.MINUTE,
        start,
        start.plusSeconds(60),
        LocalDate.of(2024, 3, 5),
        open,
        high,
        low,
        close,
        100,
        1,
        0,
        "test",
        true,
        false);
  }

  @Test
  void aBarThatRoseWentDownFirstAndOneThatFellUp() {
    assertThat(BarPath.quotes(minute(0, 10, 12, 9, 11)))
        .extracting(Tick::bid)
        .containsExactly(10.0, 9.0, 12.0, 11.0);
    assertThat(BarPath.quotes(minute(0, 11, 12, 9, 10)))
        .extracting(Tick::ask)
        .containsExactly(11.0, 12.0, 9.0, 10.0);
  }

  /** A number that came before would be a copy to whoever fills orders. */
  @Test
  void noTwoPricesOfBarsThatMeetHaveOneNumberAndNumbersRise() {
    List<Tick> path = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      path.addAll(BarPath.quotes(minute(i, 10 + i, 12 + i, 9 + i, 11 + i)));
    }
    assertThat(path.get(4).eventTime())
        .as("the next minute opens when what its end led to is in force")
        .isEqualTo(path.get(3).eventTime() + 1);
    for (int i = 1; i < path.size(); i++) {
      assertThat(path.get(i).sequence()).isGreaterThan(path.get(i - 1).sequence());
    }
  }
}
