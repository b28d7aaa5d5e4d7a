package dev.sluice.operators.market;

import static dev.sluice.operators.market.JudgeQualityHarnessTest.ON;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.found;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.letters;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.open;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.SessionQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What validation has refused is in the row of the session in which it came. */
class TallyRefusalsHarnessTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final Instant CLOSE = Instant.parse("2024-03-05T21:00:00Z");
  private static final long BOUND = 5_000;

  private static MarketEvent refused(QualityRule rule, boolean given, Instant at) {
    long highest = at.toEpochMilli();
    Refusal refusal = new Refusal(rule, given, highest, false);
    return new MarketEvent("SPY", highest - BOUND - 1, 0, 1, 0, 0, refusal);
  }

  private static MarketEvent trade(Instant at) {
    long time = at.toEpochMilli();
    Tick tick = Tick.trade("SPY", 0, time, 100, 10, "test", false);
    return new MarketEvent("SPY", tick, null, time - BOUND - 1, 0, 2, 0);
  }

  @Test
  void itIsCountedBesideWhatWasJudgedAndGoesNoFurther() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(ON, null)) {
      send(harness, trade(OPEN));
      send(harness, refused(QualityRule.LATE, false, OPEN.plusSeconds(1)));
      send(harness, refused(QualityRule.LATE, false, OPEN.plusSeconds(2)));
      assertThat(Asides.events(harness)).hasSize(1);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(ON, snapshot)) {
      send(harness, refused(QualityRule.FAR_FUTURE, false, CLOSE));
      send(harness, refused(QualityRule.HIGH_BELOW_LOW, true, CLOSE));
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(Asides.events(harness)).isEmpty();
      assertThat(letters(harness)).isEmpty();
      assertThat(found(harness))
          .extracting(SessionQuality::topic)
          .containsExactlyInAnyOrder("ticks", "bars.raw");
      SessionQuality ofTicks = of(found(harness), "ticks");
      assertThat(ofTicks.sessionDate()).isEqualTo(LocalDate.of(2024, 3, 5));
      assertThat(ofTicks.records()).isEqualTo(4);
      assertThat(ofTicks.rejected()).isEqualTo(3);
      assertThat(ofTicks.findings()).isEqualTo(Map.of("LATE", 2L, "FAR_FUTURE", 1L));
      assertThat(of(found(harness), "bars.raw").findings()).isEqualTo(Map.of("HIGH_BELOW_LOW", 1L));
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  private static SessionQuality of(List<SessionQuality> found, String topic) {
    return found.stream().filter(one -> one.topic().equals(topic)).findFirst().orElseThrow();
  }

  @Test
  void whatComesOutsideOfSessionsOrUnaskedIsInNoRow() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, refused(QualityRule.LATE, false, OPEN.minusSeconds(1)));
      send(harness, refused(QualityRule.LATE, true, CLOSE.plusSeconds(1)));
      assertThat(harness.numEventTimeTimers()).isZero();
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
    QualitySettings off = QualitySettings.of(false, Map.of(), Duration.ofMinutes(5));
    try (var harness = open(off, null)) {
      send(harness, refused(QualityRule.LATE, false, OPEN));
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(Asides.events(harness)).isEmpty();
      assertThat(found(harness)).isEmpty();
    }
  }
}
