package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WeeklyRollUpTest {
  private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

  private static Bar day(LocalDate date, double price, double volume, double split, boolean old) {
    Instant start = date.atTime(14, 30).toInstant(ZoneOffset.UTC);
    return new Bar(
        "A",
        Timeframe.SESSION,
        start,
        start.plusSeconds(23_400),
        date,
        price,
        price + 2,
        price - 2,
        price + 1,
        volume,
        10,
        price,
        0,
        split,
        0.5,
        "file",
        false,
        old,
        null,
        null,
        true);
  }

  @Test
  void rollsTheDaysOfAWeekIntoOne() {
    WeeklyRollUp rollUp = new WeeklyRollUp();
    assertThat(rollUp.add(day(MONDAY, 100, 10, 1, true))).isEmpty();
    assertThat(rollUp.add(day(MONDAY.plusDays(6), 110, 30, 1, false))).isEmpty();
    Bar week = rollUp.add(day(MONDAY.plusDays(7), 120, 5, 1, false)).orElseThrow();
    assertThat(week)
        .isEqualTo(
            new Bar(
                "A",
                Timeframe.WEEK,
                Instant.parse("2024-01-01T14:30:00Z"),
                Instant.parse("2024-01-07T21:00:00Z"),
                MONDAY.plusDays(6),
                100,
                112,
                98,
                111,
                40,
                20,
                107.5,
                0,
                1,
                1,
                "file",
                false,
                false,
                null,
                null,
                true));
    assertThat(rollUp.open().orElseThrow().open()).isEqualTo(120);
    assertThat(rollUp.close().orElseThrow().volume()).isEqualTo(5);
    assertThat(rollUp.close()).isEmpty();
  }

  @Test
  void aSplitInsideTheWeekPutsTheEarlierDaysOnTheNewScale() {
    WeeklyRollUp rollUp = new WeeklyRollUp();
    rollUp.add(day(MONDAY, 400, 10, 2, false));
    rollUp.add(day(MONDAY.plusDays(1), 101, 20, 4, false));
    Bar week = rollUp.close().orElseThrow();
    assertThat(week.open()).isEqualTo(100);
    assertThat(week.high()).isEqualTo(103);
    assertThat(week.low()).isEqualTo(99);
    assertThat(week.close()).isEqualTo(102);
    assertThat(week.volume()).isEqualTo(60);
    assertThat(week.splitFactor()).isEqualTo(8);
    assertThat(week.dividend()).isEqualTo(0.625);
    assertThat(week.vwap()).isEqualTo((100 * 40 + 101 * 20) / 60.0);
  }

  @Test
  void goesOnAfterARestartAsIfThereWereNone() throws IOException {
    WeeklyRollUp straight = new WeeklyRollUp();
    WeeklyRollUp restored = new WeeklyRollUp();
    for (int i = 0; i < 21; i++) {
      restored = i % 2 == 0 ? again(restored) : restored.copy();
      Bar bar = day(MONDAY.plusDays(i), 100 + i, i, i == 9 ? 2 : 1, i < 5);
      assertThat(restored.add(bar)).isEqualTo(straight.add(bar));
    }
    assertThat(again(restored).close()).isEqualTo(straight.close()).isPresent();
  }

  private static WeeklyRollUp again(WeeklyRollUp rollUp) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    rollUp.write(new DataOutputStream(bytes));
    return WeeklyRollUp.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Test
  void refusesADayThatIsNotLater() {
    WeeklyRollUp rollUp = new WeeklyRollUp();
    rollUp.add(day(MONDAY.plusDays(1), 100, 10, 1, false));
    assertThatThrownBy(() -> rollUp.add(day(MONDAY, 100, 10, 1, false)))
        .hasMessageContaining("sessionDate: 2024-01-01, expected a date after 2024-01-02");
  }
}
