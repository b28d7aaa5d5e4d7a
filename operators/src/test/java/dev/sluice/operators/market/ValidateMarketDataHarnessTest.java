package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.Universe;
import dev.sluice.domain.quality.QualityRule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateMarketDataHarnessTest {
  private static final long T = Instant.parse("2024-03-05T15:00:00Z").toEpochMilli();
  private long offset;

  @Test
  void whatIsPossibleAndOnTimePasses() throws Exception {
    try (var harness = open(null)) {
      send(harness, trade("SPY", T, 100, 1));
      send(harness, trade("SPY", T - 5000, 100, 1));
      assertThat(valid(harness)).hasSize(2);
      assertThat(letters(harness)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SPY,NaN,1,NOT_FINITE,price",
    "SPY,Infinity,1,NOT_FINITE,price",
    "SPY,-1,1,NON_POSITIVE_PRICE,price",
    "SPY,0,1,NON_POSITIVE_PRICE,price",
    "SPY,100,-1,NEGATIVE_SIZE,size",
    "XYZ,100,1,UNKNOWN_SYMBOL,symbol"
  })
  void anImpossibleTickIsADeadLetterWithItsReasonAndTheNextOnePasses(
      String symbol, double price, double size, String code, String field) throws Exception {
    try (var harness = open(null)) {
      send(harness, trade(symbol, T, price, size));
      send(harness, trade("SPY", T + 1, 100, 1));
      assertThat(letters(harness))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.code()).isEqualTo(code);
                assertThat(letter.reason()).contains(field, "expected");
                assertThat(letter.raw()).isEqualTo("raw".getBytes(StandardCharsets.UTF_8));
                assertThat(letter.symbol()).isEqualTo(symbol);
              });
      assertThat(valid(harness)).hasSize(1);
    }
  }

  /** Where the log was when it came, not where the record says that it is. */
  @Test
  void whatIsRefusedOfAKnownSymbolIsReportedWithTheTimeOfTheLog() throws Exception {
    try (var harness = open(null)) {
      send(harness, trade("SPY", T, Double.NaN, 1));
      assertThat(refusals(harness)).as("before the log says a time").isEmpty();
      heartbeat(harness, T);
      send(harness, trade("SPY", T + 86_400_000, 100, 1));
      send(harness, trade("SPY", T - 86_400_000, 100, 1));
      send(harness, trade("SPY", T, 100, -1));
      send(harness, trade("XYZ", T, 100, 1));
      assertThat(refusals(harness))
          .containsExactly(
              new Refusal(QualityRule.FAR_FUTURE, false, T, false),
              new Refusal(QualityRule.LATE, false, T, false),
              new Refusal(QualityRule.NEGATIVE_SIZE, false, T, false));
      assertThat(Asides.events(harness))
          .allSatisfy(event -> assertThat(event.clock()).isEqualTo(T - 5001))
          .extracting(MarketEvent::symbol)
          .containsOnly("SPY");
      assertThat(letters(harness)).hasSize(5);
    }
  }

  @Test
  void aFeedSendsNoSplits() throws Exception {
    try (var harness = open(null)) {
      send(harness, Tick.split("SPY", 1, T, 2, "test", false));
      assertThat(letters(harness))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.code()).isEqualTo("MALFORMED");
                assertThat(letter.reason())
                    .isEqualTo("MALFORMED: kind was 'SPLIT', expected TRADE or QUOTE");
              });
      assertThat(valid(harness)).isEmpty();
    }
  }

  @Test
  void whatCannotBeReadKeepsItsBytesAndPlace() throws Exception {
    try (var harness = open(null)) {
      byte[] raw = "garbage\u0000".getBytes(StandardCharsets.UTF_8);
      harness.processElement(
          new MarketInput(
              "ticks", 1, 42, 0, T, raw, null, null, MarketInput.NO_HEARTBEAT, "not JSON"),
          T);
      DeadLetter letter = letters(harness).get(0);
      assertThat(letter.code()).isEqualTo("MALFORMED");
      assertThat(letter.reason()).contains("garbage?", "not JSON");
      assertThat(letter.partition()).isEqualTo(1);
      assertThat(letter.offset()).isEqualTo(42);
      assertThat(letter.raw()).isEqualTo(raw);
      assertThat(letter.eventTime()).isNull();
    }
  }

  @Test
  void aTickFarAheadOfTheFeedsClockIsRefusedAndMovesNothing() throws Exception {
    try (var harness = open(null)) {
      heartbeat(harness, T);
      send(harness, trade("SPY", T + 86_400_000, 100, 1));
      send(harness, trade("SPY", T + 1000, 100, 1));
      assertThat(letters(harness)).extracting(DeadLetter::code).containsExactly("FAR_FUTURE");
      assertThat(valid(harness)).hasSize(1);
    }
  }

  @Test
  void withoutAHeartbeatTheBrokersClockTellsTheFuture() throws Exception {
    try (var harness = open(null)) {
      send(harness, trade("SPY", Instant.parse("2100-01-01T00:00:00Z").toEpochMilli(), 100, 1));
      assertThat(letters(harness)).extracting(DeadLetter::code).containsExactly("FAR_FUTURE");
    }
  }

  @Test
  void lateIsAFactOfTheLogThatOutlivesARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      send(harness, trade("SPY", T, 100, 1));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      send(harness, trade("SPY", T - 5001, 100, 1));
      assertThat(letters(harness)).extracting(DeadLetter::code).containsExactly("LATE");
    }
  }

  @Test
  void aLeapOfARestartedSourceIsHeldBackByTheClocksOfTheLog() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      heartbeat(harness, T);
      send(harness, trade("SPY", T + 100, 100, 1));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      // The first record behind the snapshot: its partition's generator has no clock to doubt it.
      long nextYear = T + 365L * 86_400_000;
      send(harness, trade("SPY", nextYear, 100, 1));
      harness.processWatermark(nextYear - 5_001);
      assertThat(watermarks(harness)).containsExactly(T + 100 - 5_001);

      send(harness, trade("SPY", T + 900, 100, 1));
      heartbeat(harness, T + 60_000);
      assertThat(letters(harness)).extracting(DeadLetter::code).containsExactly("FAR_FUTURE");
      assertThat(watermarks(harness))
          .containsExactly(T + 100 - 5_001, T + 900 - 5_001, T + 60_000 - 5_001);

      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(watermarks(harness)).endsWith(Long.MAX_VALUE);
    }
  }

  private static List<Long> watermarks(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness) {
    return harness.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(mark -> ((Watermark) mark).getTimestamp())
        .toList();
  }

  @Test
  void aBarWhoseHighIsBelowItsLowIsRefused() throws Exception {
    try (var harness = open(null)) {
      RawBar bar =
          new RawBar(
              "SPY",
              Timeframe.SESSION,
              Instant.ofEpochMilli(T),
              Instant.ofEpochMilli(T + 60_000),
              LocalDate.of(2024, 3, 5),
              100,
              99,
              101,
              100,
              1,
              1,
              0,
              "test",
              false,
              false);
      harness.processElement(
          new MarketInput(
              "bars.raw", 0, 1, 0, T, new byte[] {1}, null, bar, MarketInput.NO_HEARTBEAT, null),
          T);
      assertThat(letters(harness)).extracting(DeadLetter::code).containsExactly("HIGH_BELOW_LOW");
    }
  }

  @Test
  void aTimeBeyondEveryCalendarIsRefusedAndBreaksNothing() throws Exception {
    try (var harness = open(null)) {
      Instant beyond = Instant.parse("+999999999-01-01T00:00:00Z");
      Instant start = Instant.ofEpochMilli(T);
      for (Instant[] times : new Instant[][] {{beyond, beyond.plusSeconds(60)}, {start, beyond}}) {
        RawBar bar =
            new RawBar(
                "SPY",
                Timeframe.SESSION,
                times[0],
                times[1],
                LocalDate.of(2024, 3, 5),
                100,
                101,
                99,
                100,
                1,
                1,
                0,
                "test",
                false,
                false);
        MarketInput input =
            new MarketInput(
                "bars.raw", 0, 1, 0, T, new byte[] {1}, null, bar, MarketInput.NO_HEARTBEAT, null);
        harness.processElement(input, input.eventTime());
      }
      assertThat(letters(harness))
          .extracting(DeadLetter::code)
          .containsExactly("BAD_TIME", "BAD_TIME");
    }
  }

  @Test
  void aCorporateActionMovesNoClockAndSaysHowFarTheLogHadCome() throws Exception {
    CorporateAction split = new CorporateAction("SPY", LocalDate.of(2199, 1, 4), 10, 0, "test");
    try (var harness = open(null)) {
      send(harness, trade("SPY", T, 100, 1));
      send(harness, split);
      send(harness, trade("SPY", T - 5000, 100, 1));
      MarketEvent event = Asides.events(harness).get(1);
      assertThat(event.symbol()).isEqualTo("SPY");
      assertThat(event.action()).isEqualTo(new ActionNotice(split, true, T, T));
      assertThat(event.clock()).isEqualTo(T - 5001);
      assertThat(Asides.events(harness)).hasSize(3);
      assertThat(letters(harness)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SPY,NaN,0,BAD_SPLIT_FACTOR: split_factor was 'NaN or missing'",
    "SPY,10,-1,BAD_DIVIDEND: dividend was '-1.0'",
    "XYZ,10,0,UNKNOWN_SYMBOL: symbol was 'XYZ'"
  })
  void anImpossibleCorporateActionIsADeadLetter(
      String symbol, double factor, double dividend, String reason) throws Exception {
    try (var harness = open(null)) {
      send(
          harness, new CorporateAction(symbol, LocalDate.of(2024, 3, 6), factor, dividend, "test"));
      assertThat(letters(harness))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).startsWith(reason).contains("expected");
                assertThat(letter.symbol()).isEqualTo(symbol);
                assertThat(letter.eventTime()).isNull();
              });
      assertThat(Asides.events(harness)).isEmpty();
    }
  }

  private void send(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness, CorporateAction action)
      throws Exception {
    MarketInput input = new MarketInput("ticks", 0, offset++, T, new byte[] {1}, action);
    harness.processElement(input, input.eventTime());
  }

  private static Tick trade(String symbol, long time, double price, double size) {
    return Tick.trade(symbol, 1, time, price, size, "test", false);
  }

  private void send(OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness, Tick tick)
      throws Exception {
    byte[] raw = "raw".getBytes(StandardCharsets.UTF_8);
    harness.processElement(
        new MarketInput(
            "ticks", 0, offset++, 0, T, raw, tick, null, MarketInput.NO_HEARTBEAT, null),
        tick.eventTime());
  }

  private void heartbeat(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness, long time)
      throws Exception {
    harness.processElement(
        new MarketInput("ticks", 0, offset++, 0, T, new byte[0], null, null, time, null), time);
  }

  /** Ticks and bars that go on. */
  private static List<MarketEvent> valid(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness) {
    return Asides.events(harness).stream().filter(e -> e.refusal() == null).toList();
  }

  private static List<Refusal> refusals(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness) {
    return Asides.events(harness).stream()
        .map(MarketEvent::refusal)
        .filter(Objects::nonNull)
        .toList();
  }

  private static List<DeadLetter> letters(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness) {
    return Asides.letters(harness);
  }

  private static OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> open(
      OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ValidationOperator(
                new ValidateMarketData(Universe.named(Set.of("SPY")), 5000, 0, 300_000)));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
