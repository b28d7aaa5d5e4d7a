package dev.sluice.operators.market;

import static dev.sluice.operators.market.JudgeQualityHarnessTest.ON;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.letters;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.open;
import static dev.sluice.operators.market.JudgeQualityHarnessTest.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.wire.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Corporate actions in the log: when they are taken, and what comes out when they are in force. */
class CorporateActionsHarnessTest {
  private static final LocalDate DATE = LocalDate.of(2024, 3, 5);
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final Instant CLOSE = Instant.parse("2024-03-05T21:00:00Z");
  private static final Instant NEXT_OPEN = OPEN.plus(Duration.ofDays(1));
  private static final CorporateAction SPLIT =
      new CorporateAction("SPY", DATE.plusDays(1), 10, 0.5, "test");
  private static final QualitySettings OFF =
      QualitySettings.of(false, Map.of(), Duration.ofMinutes(5));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFirstTradeBehindASplitIsNoSpikeAndComesBehindTheAction(boolean restored)
      throws Exception {
    var harness = open(ON, null);
    try {
      send(harness, trade(1, CLOSE.minusSeconds(9), 1000));
      send(harness, announced(SPLIT, CLOSE));
      if (restored) {
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = open(ON, snapshot);
      }
      send(harness, trade(2, NEXT_OPEN.plusSeconds(1), 100.5));
      send(harness, trade(3, NEXT_OPEN.plusSeconds(2), 100));
      List<MarketEvent> out = Asides.events(harness);
      int at = restored ? 0 : 1;
      assertThat(out.get(at).action().action()).isEqualTo(SPLIT);
      assertThat(out.subList(at + 1, out.size()))
          .extracting(event -> event.tick().price())
          .containsExactly(100.5, 100.0);
      assertThat(letters(harness)).isEmpty();
    } finally {
      harness.close();
    }
  }

  @Test
  void withoutTheActionTheSamePriceIsASpike() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, trade(1, CLOSE.minusSeconds(9), 1000));
      send(harness, trade(2, NEXT_OPEN.plusSeconds(1), 100.5));
      assertThat(Asides.events(harness)).hasSize(1);
    }
  }

  @Test
  void comesIntoForceBeforeTheOpenWhenNothingIsTradedAndOnce() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, announced(SPLIT, CLOSE));
      send(harness, announced(SPLIT, CLOSE));
      harness.processWatermark(NEXT_OPEN.toEpochMilli() - 2);
      assertThat(Asides.events(harness)).isEmpty();
      harness.processWatermark(NEXT_OPEN.toEpochMilli() - 1);
      assertThat(Asides.events(harness)).hasSize(1);
      // Republished each morning by whoever lists them: known, and no complaint.
      send(harness, announced(SPLIT, NEXT_OPEN.plusSeconds(5)));
      send(harness, trade(1, NEXT_OPEN.plusSeconds(9), 100));
      harness.processWatermark(NEXT_OPEN.plusSeconds(99_999).toEpochMilli());
      assertThat(Asides.events(harness)).hasSize(2);
      assertThat(letters(harness)).isEmpty();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aChangedOneTakesItsPlaceUntilThen() throws Exception {
    CorporateAction changed = new CorporateAction("SPY", SPLIT.exDate(), 1, 0, "test");
    try (var harness = open(OFF, null)) {
      send(harness, announced(SPLIT, CLOSE));
      send(harness, announced(changed, NEXT_OPEN.minusMillis(1)));
      send(harness, trade(1, NEXT_OPEN, 100));
      assertThat(Asides.events(harness).get(0).action().action()).isEqualTo(changed);
      assertThat(Asides.events(harness)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatComesTooLateIsADeadLetterThatSaysSo(boolean onTicks) throws Exception {
    try (var harness = open(ON, null)) {
      MarketEvent late =
          new MarketEvent(
              "SPY",
              NEXT_OPEN.toEpochMilli() - 5_001,
              1,
              77,
              0,
              0,
              new ActionNotice(SPLIT, onTicks, NEXT_OPEN.toEpochMilli(), 0));
      send(harness, late);
      harness.processWatermark(NEXT_OPEN.plusSeconds(99).toEpochMilli());
      assertThat(Asides.events(harness)).isEmpty();
      DeadLetter letter = letters(harness).get(0);
      assertThat(letter.topic()).isEqualTo(onTicks ? "ticks" : "bars.raw");
      assertThat(letter.code()).isEqualTo("ACTION_TOO_LATE");
      assertThat(letter.offset()).isEqualTo(77);
      assertThat(letter.reason())
          .isEqualTo(
              "ACTION_TOO_LATE: ex_date was '2024-03-06', expected an action that is in the log"
                  + " before it reaches the open of its first session at 2024-03-06T14:30:00Z; it"
                  + " had reached 2024-03-06T14:30:00Z");
      assertThat(JsonCodec.CORPORATE_ACTION.decode(letter.raw())).isEqualTo(SPLIT);
    }
  }

  @Test
  void theEndOfTheDataBringsNothingIntoForce() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, announced(SPLIT, CLOSE));
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(Asides.events(harness)).isEmpty();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void givenBarsBehindASplitAreNoSpikes() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, given(DATE, 1000));
      send(
          harness,
          new MarketEvent(
              "SPY",
              MarketEvent.ON_TIME,
              0,
              1,
              0,
              0,
              new ActionNotice(SPLIT, false, OPEN.toEpochMilli(), 0)));
      send(harness, given(DATE.plusDays(1), 101));
      harness.processWatermark(NEXT_OPEN.plusSeconds(99_999).toEpochMilli());
      assertThat(Asides.events(harness))
          .extracting(event -> event.action() != null)
          .containsExactly(false, true, false);
      assertThat(Asides.events(harness).get(1).action().reached())
          .as("the open of its first session")
          .isEqualTo(NEXT_OPEN.toEpochMilli());
      assertThat(JudgeQualityHarnessTest.found(harness))
          .allSatisfy(found -> assertThat(found.findings()).doesNotContainKey("SPIKE"));
    }
  }

  @Test
  void theAccountsAreToldOneMillisecondBeforeTheOpenAndOfSplitsOnly() throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new PassQuotes(Weekdays::new)))) {
      harness.open();
      harness.processElement(announced(SPLIT, NEXT_OPEN), 0);
      CorporateAction dividend = new CorporateAction("SPY", DATE, 1, 0.5, "test");
      harness.processElement(announced(dividend, NEXT_OPEN), 0);
      long time = NEXT_OPEN.toEpochMilli() - 1;
      assertThat(harness.extractOutputValues())
          .containsExactly(Tick.split("SPY", time, time, 10, "test", false));
    }
  }

  @Test
  void barsSayItWhenTheJobWasRestartedBetweenTheActionAndItsFirstTrade() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = closeBars(null)) {
      harness.processElement(trade(1, CLOSE.minusSeconds(9), 1000), 0);
      harness.processWatermark(CLOSE.toEpochMilli());
      harness.processElement(announced(SPLIT, CLOSE), 0);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = closeBars(snapshot)) {
      harness.processElement(trade(2, NEXT_OPEN, 101), 0);
      harness.processElement(trade(3, NEXT_OPEN.plusSeconds(60), 102), 0);
      harness.processWatermark(CLOSE.plus(Duration.ofDays(7)).toEpochMilli());
      List<Bar> bars = harness.extractOutputValues().stream().map(ExchangeBar::bar).toList();
      assertThat(bars)
          .extracting(bar -> bar.timeframe().code() + " " + bar.open() + " " + bar.splitFactor())
          .containsExactly("1m 101.0 10.0", "1m 102.0 1.0", "1d 101.0 10.0", "1w 100.0 10.0");
      assertThat(bars).extracting(Bar::dividend).containsExactly(0.5, 0.0, 0.5, 0.5);
    }
  }

  private static MarketEvent announced(CorporateAction action, Instant reached) {
    return new MarketEvent(
        "SPY",
        reached.toEpochMilli() - 5_001,
        0,
        5,
        0,
        0,
        new ActionNotice(action, true, reached.toEpochMilli(), reached.toEpochMilli()));
  }

  private static MarketEvent trade(long sequence, Instant time, double price) {
    Tick trade = Tick.trade("SPY", sequence, time.toEpochMilli(), price, 10, "test", false);
    return new MarketEvent("SPY", trade, null, time.toEpochMilli() - 5_001, 0, sequence, 0);
  }

  private static MarketEvent given(LocalDate date, double close) {
    long days = date.toEpochDay() - DATE.toEpochDay();
    RawBar bar =
        new RawBar(
            "SPY",
            Timeframe.SESSION,
            OPEN.plus(Duration.ofDays(days)),
            CLOSE.plus(Duration.ofDays(days)),
            date,
            close,
            close + 1,
            close - 1,
            close,
            1000,
            1,
            0,
            "test",
            false,
            false);
    return new MarketEvent("SPY", null, bar, MarketEvent.ON_TIME, 0, 1, 0);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, ExchangeBar> closeBars(
      OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new CloseBars(
                    Weekdays::new,
                    EnumSet.of(Timeframe.MINUTE, Timeframe.SESSION, Timeframe.WEEK),
                    60_000)),
            MarketEvent::symbol,
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
