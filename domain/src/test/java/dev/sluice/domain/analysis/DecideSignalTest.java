package dev.sluice.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.AnalystAnswer.Answered;
import dev.sluice.domain.analysis.AnalystAnswer.Failed;
import dev.sluice.domain.analysis.DecideSignal.Decision;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecideSignalTest {
  private static final AnalysisRequest REQUEST = RequestFixture.request(true);
  private static final AnalystPrompt PROMPT = AnalystPrompt.of(REQUEST);

  @Test
  void takesAPlausibleBuy() {
    Decision decision = decide(answer(SignalType.BUY, 0.7, "160", "151.123456", "175"));
    Signal signal = decision.signal();
    assertThat(signal.type()).isEqualTo(SignalType.BUY);
    assertThat(signal.confidence()).isEqualTo(0.7);
    assertThat(signal.entry()).isEqualTo("160.0000");
    assertThat(signal.stop()).isEqualTo("151.1235");
    assertThat(signal.target()).isEqualTo("175.0000");
    assertThat(signal.eventTime()).isEqualTo("2024-03-01T21:01:00Z");
    assertThat(signal.id()).isEqualTo(Ids.of("signal", REQUEST.executionId(), "TSLA"));
    assertThat(signal.analysisId()).isEqualTo(decision.analysis().id());
    assertThat(signal.metadata()).containsEntry("reason", "because").containsEntry("model", "m");
    assertThat(signal.simulated()).isTrue();
    assertThat(decision.analysis().status()).isEqualTo("OK");
    assertThat(decision.analysis().analyzedAt()).isEqualTo(RequestFixture.CLOSE);
    assertThat(decision.analysis().prompt()).isEqualTo(PROMPT.text());
    assertThat(decision.analysis().supportLevels())
        .containsExactly(new BigDecimal("155.0000"), new BigDecimal("150.0000"));
  }

  @ParameterizedTest
  @CsvSource({
    "BUY, 160, 165, 175",
    "BUY, 160, 150, 155",
    "BUY, 160, 160, 175",
    "BUY, 160, -5, 175",
    "BUY, 160.00001, 160.00002, 175",
    "BUY, , 150, 175",
    "BUY, 160, , 175",
    "BUY, 160, 150, ",
    "SELL, 160, 150, 175",
    "SELL, 160, 170, 165",
    "SELL, 160, 170, 0",
  })
  void holdsWherePricesCannotBe(SignalType type, String entry, String stop, String target) {
    AnalystAnswer answer = answer(type, 0.7, entry, stop, target);
    Decision decision = decide(answer);
    assertThat(decision.signal().type()).isEqualTo(SignalType.HOLD);
    assertThat(decision.signal().confidence()).isZero();
    assertThat(decision.signal().entry()).isNull();
    assertThat(decision.analysis().status()).isEqualTo("WRONG_SCHEMA");
    assertThat(decision.analysis().failure()).contains("entry, stop, target", type.name());
    assertThat(decision.analysis().response()).isEqualTo("{}");
    assertThat(DecideSignal.type(answer)).isEqualTo(SignalType.HOLD);
  }

  @Test
  void takesAPlausibleSell() {
    AnalystAnswer answer = answer(SignalType.SELL, 1, "160", "170", "140");
    assertThat(decide(answer).signal().type()).isEqualTo(SignalType.SELL);
    assertThat(DecideSignal.type(answer)).isEqualTo(SignalType.SELL);
  }

  @ParameterizedTest
  @CsvSource({"-0.01", "1.01", "NaN", "Infinity"})
  void holdsWhereConfidenceCannotBe(double confidence) {
    Decision decision = decide(answer(SignalType.BUY, confidence, "160", "150", "175"));
    assertThat(decision.analysis().status()).isEqualTo("WRONG_SCHEMA");
    assertThat(decision.analysis().failure()).contains("confidence");
    assertThat(decision.signal().type()).isEqualTo(SignalType.HOLD);
  }

  @ParameterizedTest
  @EnumSource(AnalystFailure.class)
  void holdsOnEveryFailure(AnalystFailure code) {
    Decision decision = decide(new Failed(code, "it broke", "m", null, null, 12, null));
    assertThat(decision.signal().type()).isEqualTo(SignalType.HOLD);
    assertThat(decision.signal().confidence()).isZero();
    assertThat(decision.signal().metadata()).containsEntry("status", code.name());
    assertThat(decision.analysis().status()).isEqualTo(code.name());
    assertThat(decision.analysis().failure()).isEqualTo("it broke");
    assertThat(decision.analysis().trend()).isEqualTo(Trend.NEUTRAL);
    assertThat(decision.analysis().latencyMillis()).isEqualTo(12);
  }

  @Test
  void hasNoPricesForHold() {
    Signal signal = decide(answer(SignalType.HOLD, 0.4, "160", "150", "175")).signal();
    assertThat(signal.confidence()).isEqualTo(0.4);
    assertThat(signal.entry()).isNull();
    assertThat(signal.stop()).isNull();
    assertThat(signal.target()).isNull();
  }

  @Property
  void anActionableSignalAlwaysHasItsStopOnTheLosingSide(
      @ForAll SignalType type,
      @ForAll @DoubleRange(min = -10, max = 500) double entry,
      @ForAll @DoubleRange(min = -10, max = 500) double stop,
      @ForAll @DoubleRange(min = -10, max = 500) double target) {
    Signal signal = decide(answer(type, 0.5, "" + entry, "" + stop, "" + target)).signal();
    switch (signal.type()) {
      case BUY -> {
        assertThat(signal.stop()).isPositive().isLessThan(signal.entry());
        assertThat(signal.entry()).isLessThan(signal.target());
      }
      case SELL -> {
        assertThat(signal.target()).isPositive().isLessThan(signal.entry());
        assertThat(signal.entry()).isLessThan(signal.stop());
      }
      case HOLD -> assertThat(signal.stop()).isNull();
    }
  }

  private static Decision decide(AnalystAnswer answer) {
    return DecideSignal.decide(REQUEST, PROMPT, answer, Duration.ofSeconds(60));
  }

  private static AnalystAnswer answer(
      SignalType type, double confidence, String entry, String stop, String target) {
    AnalystReading reading =
        new AnalystReading(
            Trend.BULLISH,
            confidence,
            List.of(new BigDecimal("150"), new BigDecimal("155")),
            List.of(new BigDecimal("170")),
            List.of("flag"),
            type,
            decimal(entry),
            decimal(stop),
            decimal(target),
            "because");
    return new Answered("m", "{}", reading, 100, 5, null);
  }

  private static BigDecimal decimal(String text) {
    return text == null ? null : new BigDecimal(text);
  }
}
