package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.quality.SessionQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class JudgeQualityHarnessTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final Instant CLOSE = Instant.parse("2024-03-05T21:00:00Z");
  private static final LocalDate DATE = LocalDate.of(2024, 3, 5);
  private static final long LATENESS = 60_000;
  private static final long BOUND = 5_000;
  static final QualitySettings ON = QualitySettings.of(true, Map.of(), Duration.ofMinutes(5));

  /** Numbers trades and keeps the clock of their partition. */
  private final class Feed {
    private long sequence;
    private long highest = Long.MIN_VALUE;

    MarketEvent trade(Instant time, double price) {
      sequence++;
      return event(
          Tick.trade("SPY", sequence, time.toEpochMilli(), price, 10, "test", false), sequence);
    }

    MarketEvent quote(Instant time, double bid, double ask) {
      sequence++;
      return event(
          Tick.quote("SPY", sequence, time.toEpochMilli(), bid, 1, ask, 1, "test", false),
          sequence);
    }

    MarketEvent event(Tick tick, long offset) {
      highest = Math.max(highest, tick.eventTime());
      return new MarketEvent("SPY", tick, null, highest - BOUND - 1, 0, offset, 0);
    }
  }

  private final Feed feed = new Feed();

  @Test
  void aSpikeIsKeptAsideAndRefutedByTheNextTrade() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(OPEN, 100));
      send(harness, feed.trade(OPEN.plusSeconds(1), 150));
      assertThat(prices(harness)).containsExactly(100.0);
      assertThat(letters(harness)).isEmpty();
      send(harness, feed.trade(OPEN.plusSeconds(2), 100.5));
      assertThat(prices(harness)).containsExactly(100.0, 100.5);
      assertThat(letters(harness))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.code()).isEqualTo("SPIKE");
                assertThat(letter.offset()).isEqualTo(2);
                assertThat(letter.reason())
                    .isEqualTo(
                        "SPIKE: price 150.0 is 50.00 % from 100.0, threshold 10.00 %; refuted at"
                            + " 2024-03-05T14:30:02Z");
              });
    }
  }

  @Test
  void aMoveThatStaysGoesOnInItsOrderAsIfItHadComeWhenItWasConfirmed() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(OPEN, 100));
      for (int i = 1; i <= 4; i++) {
        send(harness, feed.trade(OPEN.plusSeconds(3L * i), 150 + i));
        assertThat(prices(harness)).hasSize(i < 4 ? 1 : 5);
      }
      assertThat(prices(harness)).containsExactly(100.0, 151.0, 152.0, 153.0, 154.0);
      assertThat(letters(harness)).isEmpty();
      // The clock is at 6.999 s: the first two of those that were held are late, and fill nothing.
      assertThat(Asides.events(harness))
          .extracting(MarketEvent::isLate)
          .containsExactly(false, true, true, false, false);
    }
  }

  @Test
  void aPriceOffItsTickIsUsedAndCounted() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(OPEN, 100));
      MarketEvent off = feed.trade(OPEN.plusSeconds(1), 100.001);
      send(harness, listed(off, 0, true));
      assertThat(prices(harness)).containsExactly(100.0, 100.001);
      assertThat(letters(harness)).isEmpty();
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(found(harness).get(0).findings()).isEqualTo(Map.of("OFF_TICK", 1L));
    }
  }

  /** Round the clock the same tick is in a session, and is judged by it. */
  @Test
  void aTickIsJudgedByTheSessionsOfItsExchange() throws Exception {
    Instant saturday = Instant.parse("2024-03-09T15:00:00Z");
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(saturday, 100));
      send(harness, feed.trade(saturday.plusSeconds(1), 150));
      assertThat(prices(harness)).containsExactly(100.0, 150.0);
      int always = Calendars.codeOf("24/7");
      send(harness, listed(feed.trade(saturday.plusSeconds(2), 100), always, false));
      send(harness, listed(feed.trade(saturday.plusSeconds(3), 150), always, false));
      assertThat(prices(harness)).containsExactly(100.0, 150.0, 100.0);
    }
  }

  private static MarketEvent listed(MarketEvent event, int calendar, boolean offTick) {
    return new MarketEvent(
        event.symbol(),
        event.tick(),
        null,
        event.clock(),
        event.partition(),
        event.offset(),
        event.index(),
        calendar,
        offTick);
  }

  @Test
  void quotesAreHeldForThemselvesAndCrossedOnesAreRefused() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, feed.quote(OPEN, 99, 101));
      send(harness, feed.trade(OPEN.plusSeconds(1), 100));
      send(harness, feed.quote(OPEN.plusSeconds(2), 149, 151));
      send(harness, feed.trade(OPEN.plusSeconds(3), 100));
      send(harness, feed.quote(OPEN.plusSeconds(4), 102, 101));
      send(harness, feed.quote(OPEN.plusSeconds(5), 101, 101));
      assertThat(Asides.events(harness))
          .extracting(MarketEvent::offset)
          .containsExactly(1L, 2L, 4L, 6L);
      assertThat(letters(harness))
          .extracting(DeadLetter::reason)
          .satisfiesExactly(
              crossed -> assertThat(crossed).isEqualTo("CROSSED_QUOTE: bid 102.0, ask 101.0"),
              spike -> assertThat(spike).startsWith("SPIKE: middle 150.0 is 50.00 % from 100.0"));
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(found(harness).get(0).findings())
          .isEqualTo(
              Map.of("SPIKE", 1L, "SPIKE_REFUTED", 1L, "CROSSED_QUOTE", 1L, "LOCKED_QUOTE", 1L));
      assertThat(found(harness).get(0).rejected()).isEqualTo(2);
    }
  }

  @Test
  void whatNobodyConfirmsIsGivenUpWhenTheQuarantineIsOver() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(OPEN, 100));
      send(harness, feed.trade(OPEN.plusSeconds(1), 150));
      harness.processWatermark(OPEN.plusSeconds(301).toEpochMilli() - 1);
      assertThat(letters(harness)).isEmpty();
      harness.processWatermark(OPEN.plusSeconds(301).toEpochMilli());
      assertThat(letters(harness))
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(letter.reason())
                      .endsWith("; neither confirmed nor refuted by 2024-03-05T14:35:01Z"));
      // The suspicion goes on: a symbol that trades seldom is not stuck at its old price.
      for (int i = 0; i < 3; i++) {
        send(harness, feed.trade(OPEN.plusSeconds(400 + 100L * i), 151));
      }
      assertThat(prices(harness)).containsExactly(100.0, 151.0, 151.0, 151.0);
    }
  }

  @Test
  void nothingWaitsBeyondTheCloseAndAllTimersDrain() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(CLOSE.minusSeconds(20), 100));
      send(harness, feed.trade(CLOSE.minusSeconds(10), 150));
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(letters(harness)).hasSize(1);
      assertThat(found(harness))
          .containsExactly(
              new SessionQuality("SPY", "ticks", DATE, 0, 2, 1, Map.of("SPIKE", 1L), CLOSE, false));
      harness.processWatermark(CLOSE.toEpochMilli() + LATENESS);
      assertThat(found(harness)).hasSize(1);
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aSpikeThatIsOlderThanItsSessionsCloseIsNotHeldAtAll() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(CLOSE.minusSeconds(20), 100));
      feed.highest = CLOSE.plusSeconds(30).toEpochMilli();
      send(harness, feed.trade(CLOSE.minusSeconds(10), 150));
      assertThat(letters(harness))
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).endsWith("; its session is over"));
      assertThat(found(harness)).extracting(SessionQuality::records).containsExactly(1L);
      harness.processWatermark(CLOSE.toEpochMilli() + LATENESS);
      assertThat(found(harness)).extracting(SessionQuality::revision).containsExactly(0, 1);
      assertThat(found(harness)).extracting(SessionQuality::records).containsExactly(1L, 2L);
      assertThat(found(harness).get(1).rejected()).isEqualTo(1);
    }
  }

  @Test
  void aRestoreInQuarantineChangesNothing() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(OPEN, 100));
      send(harness, feed.trade(OPEN.plusSeconds(1), 150));
      send(harness, feed.trade(OPEN.plusSeconds(2), 150.5));
      snapshot = harness.snapshot(1, 1);
    }
    Feed another = new Feed();
    another.sequence = feed.sequence;
    try (var harness = open(ON, snapshot)) {
      send(harness, another.trade(OPEN.plusSeconds(3), 150));
      send(harness, another.trade(OPEN.plusSeconds(4), 151));
      assertThat(prices(harness)).containsExactly(150.0, 150.5, 150.0, 151.0);
      assertThat(Asides.events(harness))
          .extracting(e -> e.tick().source() + e.offset())
          .containsExactly("test2", "test3", "test4", "test5");
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(found(harness).get(0).records()).isEqualTo(5);
    }
    try (var harness = open(ON, snapshot)) {
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(letters(harness)).hasSize(2);
    }
  }

  @Test
  void copiesOfATradeAreRefusedAndConfirmNothing() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(OPEN, 100));
      MarketEvent spike = feed.trade(OPEN.plusSeconds(1), 150);
      for (int i = 0; i < 6; i++) {
        send(harness, spike);
      }
      send(harness, feed.trade(OPEN.plusSeconds(2), 100));
      assertThat(prices(harness)).containsExactly(100.0, 100.0);
      assertThat(letters(harness))
          .extracting(DeadLetter::code)
          .containsExactly(
              "DUPLICATE_TRADE",
              "DUPLICATE_TRADE",
              "DUPLICATE_TRADE",
              "DUPLICATE_TRADE",
              "DUPLICATE_TRADE",
              "SPIKE");
      assertThat(letters(harness).get(0).reason())
          .isEqualTo(
              "DUPLICATE_TRADE: sequence was '2', expected a number that has not come before");
      harness.processWatermark(CLOSE.toEpochMilli());
      assertThat(found(harness).get(0).findings()).containsEntry("DUPLICATE_TRADE", 5L);
      assertThat(found(harness).get(0).records()).isEqualTo(8);
      assertThat(found(harness).get(0).rejected()).isEqualTo(6);
    }
  }

  @Test
  void gapsInTheNumbersOutliveARestore() throws Exception {
    OperatorSubtaskState snapshot;
    List<MarketEvent> trades = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      trades.add(feed.trade(OPEN.plusSeconds(i), 100));
    }
    try (var harness = open(ON, null)) {
      send(harness, trades.get(0));
      send(harness, trades.get(2));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(ON, snapshot)) {
      send(harness, trades.get(0));
      send(harness, trades.get(1));
      send(harness, trades.get(1));
      assertThat(prices(harness)).containsExactly(100.0);
      assertThat(letters(harness)).hasSize(2);
    }
  }

  @Test
  void whatIsDecidedFollowsFromTheLogAndNotFromWhenWatermarksCome() throws Exception {
    Random random = new Random(3);
    List<MarketEvent> events = new ArrayList<>();
    long time = OPEN.toEpochMilli();
    double price = 100;
    while (time < CLOSE.plusSeconds(90_000).toEpochMilli()) {
      time += random.nextInt(120_000);
      price *= random.nextInt(12) == 0 ? 1.3 : random.nextInt(12) == 0 ? 0.75 : 1;
      boolean late = random.nextInt(5) == 0;
      Instant of = Instant.ofEpochMilli(time - (late ? random.nextInt(60_000) : 0));
      double print = random.nextInt(9) == 0 ? price * 1.6 : price;
      events.add(
          random.nextBoolean() ? feed.trade(of, print) : feed.quote(of, print - 1, print + 1));
    }
    List<Object> prompt = judge(events, true);
    assertThat(prompt).anySatisfy(one -> assertThat(one.toString()).contains("nor refuted"));
    assertThat(prompt).anySatisfy(one -> assertThat(one.toString()).contains("refuted at"));
    assertThat(judge(events, false)).isEqualTo(prompt);
  }

  /** What comes out, each output in its order. */
  private static List<Object> judge(List<MarketEvent> events, boolean prompt) throws Exception {
    try (var harness = open(ON, null)) {
      long watermark = Long.MIN_VALUE;
      for (MarketEvent event : events) {
        send(harness, event);
        if (prompt && event.clock() > watermark) {
          watermark = event.clock();
          harness.processWatermark(watermark);
        }
      }
      harness.processWatermark(Long.MAX_VALUE);
      List<Object> all = new ArrayList<>(Asides.events(harness));
      letters(harness).forEach(letter -> all.add(letter.id() + " " + letter.reason()));
      all.addAll(found(harness));
      assertThat(harness.numEventTimeTimers()).isZero();
      return all;
    }
  }

  @Test
  void whatIsOutsideOfSessionsIsNotJudged() throws Exception {
    try (var harness = open(ON, null)) {
      send(harness, feed.trade(OPEN.minusSeconds(60), 300));
      send(harness, feed.trade(OPEN, 100));
      assertThat(prices(harness)).containsExactly(300.0, 100.0);
    }
  }

  @Test
  void switchedOffItFindsCopiesOnly() throws Exception {
    QualitySettings off = QualitySettings.of(false, Map.of(), Duration.ofMinutes(5));
    try (var harness = open(off, null)) {
      send(harness, feed.trade(OPEN, 100));
      MarketEvent spike = feed.trade(OPEN.plusSeconds(1), 150);
      send(harness, spike);
      send(harness, spike);
      send(harness, feed.quote(OPEN.plusSeconds(2), 102, 101));
      assertThat(Asides.events(harness)).hasSize(3);
      assertThat(letters(harness)).extracting(DeadLetter::code).containsExactly("DUPLICATE_TRADE");
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  static void send(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> harness,
      MarketEvent event)
      throws Exception {
    harness.processElement(event, event.time());
  }

  private static List<Double> prices(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> harness) {
    return Asides.events(harness).stream().map(e -> e.tick().price()).toList();
  }

  static List<DeadLetter> letters(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> harness) {
    return Asides.letters(harness);
  }

  static List<SessionQuality> found(
      KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> harness) {
    return Asides.found(harness);
  }

  static KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> open(
      QualitySettings settings, OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new JudgeQuality(Weekdays::new, settings, LATENESS)),
            MarketEvent::symbol,
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
