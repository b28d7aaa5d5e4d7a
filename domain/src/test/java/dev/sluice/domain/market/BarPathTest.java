package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarPathTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");

  private static RawBar minute(int number, double open, double high, double low, double close) {
    Instant start = OPEN.plusSeconds(60L * number);
    return minute(start, start.plusSeconds(60), open, high, low, close);
  }

  private static RawBar minute(
      Instant start, Instant end, double open, double high, double low, double close) {
    return new RawBar(
        "SPY",
        Timeframe.MINUTE,
        start,
        end,
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

  @ParameterizedTest
  @CsvSource({
    "14:30:00, 14:31:00, 14:30:20, 14:30:40",
    "14:30:00, 14:30:01, 14:30:00.333, 14:30:00.666",
    "14:30:00, 14:30:05, 14:30:01.666, 14:30:03.333",
    "14:30:00.001, 14:30:00.003, 14:30:00.001, 14:30:00.002",
    "14:30:00, 14:30:00.000001, 14:30:00, 14:30:00",
    "14:30:00, 14:30:00, 14:30:00, 14:30:00"
  })
  void itsExtremesAreSeenAtOneAndTwoThirds(
      LocalTime start, LocalTime end, LocalTime first, LocalTime second) {
    RawBar bar = minute(at(start), at(end), 10, 12, 9, 11);
    assertThat(BarPath.time(bar, 1)).isEqualTo(at(first).toEpochMilli());
    assertThat(BarPath.time(bar, 2)).isEqualTo(at(second).toEpochMilli());
  }

  /** Against the exact thirds, cut to milliseconds. */
  @Property
  void timesAreThoseOfExactThirds(
      @ForAll @LongRange(min = -2_000_000_000_000L, max = 2_000_000_000_000L) long from,
      @ForAll @LongRange(min = 0, max = 700_000_000L) long span,
      @ForAll @IntRange(max = 3) int unit) {
    long scale = List.of(1_000_000_000L, 1_000_000L, 1_000L, 1L).get(unit);
    Instant start = Instant.ofEpochMilli(from).plusNanos(unit == 0 ? -from % 1000 * 1_000_000 : 0);
    Instant end = start.plusNanos(span * scale);
    Duration third = Duration.between(start, end).dividedBy(3);
    RawBar bar = minute(start, end, 10, 12, 9, 11);
    assertThat(BarPath.time(bar, 1)).isEqualTo(start.plus(third).toEpochMilli());
    assertThat(BarPath.time(bar, 2)).isEqualTo(end.minus(third).toEpochMilli());
  }

  private static Instant at(LocalTime time) {
    return LocalDate.of(2024, 3, 5).atTime(time).toInstant(ZoneOffset.UTC);
  }
}
