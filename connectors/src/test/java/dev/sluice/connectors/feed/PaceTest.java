package dev.sluice.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Session;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Session FULL =
      ExchangeCalendar.nyse().session(LocalDate.of(2025, 7, 2)).orElseThrow();
  private static final Session HALF =
      ExchangeCalendar.nyse().session(LocalDate.of(2025, 7, 3)).orElseThrow();

  private final AtomicLong now = new AtomicLong(-5_000_000_000L);

  private long secondsFromOpenToClose(Pace pace, Session session) {
    Throttle throttle = new Throttle(pace, now::get);
    throttle.begin(session);
    assertThat(throttle.nanosUntil(session.open().toEpochMilli())).isZero();
    long nanos = throttle.nanosUntil(session.close().toEpochMilli());
    now.addAndGet(nanos / 2);
    assertThat(throttle.nanosUntil(session.close().toEpochMilli())).isEqualTo(nanos - nanos / 2);
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }

  @Test
  void aSessionTakesAMinuteUnlessToldOtherwise() {
    assertThat(secondsFromOpenToClose(Pace.of(null), FULL)).isEqualTo(60);
    assertThat(secondsFromOpenToClose(Pace.of(null), HALF)).isEqualTo(60);
    assertThat(secondsFromOpenToClose(Pace.of("390"), FULL)).isEqualTo(60);
    assertThat(secondsFromOpenToClose(Pace.of("1"), HALF)).isEqualTo(210 * 60);
    assertThat(secondsFromOpenToClose(Pace.of("max"), FULL)).isZero();
  }

  @Test
  void aPauseIsNotCaughtUpWithInTheNextSession() {
    Throttle throttle = new Throttle(new Pace(1), now::get);
    throttle.begin(FULL);
    assertThat(throttle.nanosUntil(FULL.open().toEpochMilli())).isZero();
    now.addAndGet(TimeUnit.DAYS.toNanos(9));
    throttle.begin(HALF);
    assertThat(throttle.nanosUntil(HALF.open().toEpochMilli() - 1)).isZero();
    assertThat(throttle.nanosUntil(HALF.open().toEpochMilli() + 1000)).isZero();
    assertThat(throttle.nanosUntil(HALF.open().toEpochMilli() + 3000))
        .isEqualTo(TimeUnit.SECONDS.toNanos(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "fast", "NaN", "Infinity", ""})
  void whatIsNoSpeedIsRefusedByName(String text) {
    assertThatThrownBy(() -> Pace.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("speed: was")
        .hasMessageContaining("expected a number above 0 or max");
  }
}
