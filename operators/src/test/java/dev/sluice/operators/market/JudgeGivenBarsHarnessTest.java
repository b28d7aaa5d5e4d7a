package dev.sluice.operators.market;

import static dev.sluice.operators.market.JudgeQualityHarnessTest.ON;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.found;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.letters;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.open;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.quality.SessionQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.TreeMap;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class JudgeGivenBarsHarnessTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final Instant CLOSE = Instant.parse("2024-03-05T21:00:00Z");
  private static final LocalDate DATE = LocalDate.of(2024, 3, 5);

  @Test
  void aBarThatContradictsItselfIsRefusedAndAJumpOfBarsIsOnlyNoted() throws Exception {
    try (var harness = open(ON, null)) {
      bar(harness, DATE, 100, false);
      RawBar wrong = given(DATE.plusDays(1), 100, 99, false);
      send(harness, new MarketEvent("SPY", null, wrong, MarketEvent.ON_TIME, 0, 7, 0));
      bar(harness, DATE.plusDays(1), 200, false);
      harness.processWatermark(CLOSE.plus(Duration.ofDays(1)).toEpochMilli());
      assertThat(Asides.events(harness))
          .extracting(e -> e.bar().close())
          .containsExactly(100.0, 200.0);
      assertThat(letters(harness))
          .extracting(l -> l.topic() + " " + l.code())
          .containsExactly("bars.raw OHLC_INCONSISTENT");
      assertThat(found(harness))
          .extracting(
              f -> f.topic() + " " + f.records() + " " + f.rejected() + new TreeMap<>(f.findings()))
          .containsExactly("bars.raw 1 0{}", "bars.raw 2 1{OHLC_INCONSISTENT=1, SPIKE=1}");
    }
  }

  @Test
  void ofHistoryOnlyWhatIsWrongIsSaid() throws Exception {
    try (var harness = open(ON, null)) {
      bar(harness, DATE, 100, true);
      bar(harness, DATE.plusDays(1), 300, true);
      harness.processWatermark(CLOSE.plus(Duration.ofDays(2)).toEpochMilli());
      assertThat(found(harness))
          .extracting(SessionQuality::sessionDate)
          .containsExactly(DATE.plusDays(1));
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aSecondBarOfTheSameTimeIsNotedAndStands() throws Exception {
    try (var harness = open(ON, null)) {
      bar(harness, DATE, 100, false);
      bar(harness, DATE, 101, false);
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(Asides.events(harness))
          .extracting(e -> e.bar().close())
          .containsExactly(100.0, 101.0);
      assertThat(letters(harness)).isEmpty();
      assertThat(found(harness).get(0).findings()).containsEntry("DUPLICATE_BAR", 1L);
      assertThat(found(harness).get(0).rejected()).isZero();
    }
  }

  private static void bar(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> harness,
      LocalDate date,
      double close,
      boolean history)
      throws Exception {
    RawBar bar = given(date, close, close + 1, history);
    send(harness, new MarketEvent("SPY", null, bar, MarketEvent.ON_TIME, 0, 1, 0));
  }

  private static RawBar given(LocalDate date, double close, double high, boolean history) {
    long days = date.toEpochDay() - DATE.toEpochDay();
    return new RawBar(
        "SPY",
        Timeframe.SESSION,
        OPEN.plus(Duration.ofDays(days)),
        CLOSE.plus(Duration.ofDays(days)),
        date,
        close,
        high,
        close - 5,
        close,
        1000,
        1,
        0,
        "test",
        false,
        history);
  }
}
