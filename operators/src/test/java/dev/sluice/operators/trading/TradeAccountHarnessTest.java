package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static dev.sluice.operators.trading.TradingFixture.control;
import static dev.sluice.operators.trading.TradingFixture.limit;
import static dev.sluice.operators.trading.TradingFixture.quote;
import static dev.sluice.operators.trading.TradingFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.RiskSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradeAccountHarnessTest {

  /** Two sessions of two symbols, many inputs sharing a time. */
  private static List<AccountInput> days() {
    List<AccountInput> inputs = new ArrayList<>();
    Random random = new Random(7);
    double a = 100;
    double b = 100;
    for (int day = 1; day <= 3; day++) {
      for (int i = 0; i < 60; i++) {
        Instant time = at(day, "14:30:00").plusSeconds(i * 350L);
        a *= 1 + 0.01 * random.nextGaussian();
        b *= 1 + 0.01 * random.nextGaussian();
        inputs.add(quote("AAA", 2L * (day * 100 + i), time, a, a + 0.02));
        inputs.add(quote("AAA", 2L * (day * 100 + i) + 1, time, a + 0.05, a + 0.07));
        inputs.add(quote("BBB", day * 100 + i, time, b, b + 0.02));
      }
      Instant decided = at(day, "21:01:00");
      inputs.add(signal("a" + day, "AAA", decided, day == 2 ? SignalType.SELL : SignalType.BUY));
      inputs.add(signal("b" + day, "BBB", decided, SignalType.BUY));
      inputs.add(control("c" + day, decided, ControlAction.RESUME));
    }
    return inputs;
  }

  private static List<List<?>> throughInOrder() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      for (AccountInput input : days()) {
        desk.take(input).watermark(Instant.ofEpochMilli(input.eventTime() - 1));
      }
      return desk.watermark(at(3, "21:02:00")).said();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfArrivalChangesNothing(long seed) throws Exception {
    List<AccountInput> inputs = days();
    Collections.shuffle(inputs, new Random(seed));
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(inputs.toArray(AccountInput[]::new)).watermark(at(3, "21:02:00"));
      assertThat(desk.fills()).isNotEmpty();
      assertThat(desk.said()).isEqualTo(throughInOrder());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 181, 184, 300, 400})
  void whatIsRestoredGoesOnAndTheReplayedPastIsDropped(int cut) throws Exception {
    List<AccountInput> inputs = days();
    OperatorSubtaskState snapshot;
    List<List<?>> before;
    try (TradingFixture desk = TradingFixture.fresh()) {
      for (AccountInput input : inputs.subList(0, cut)) {
        desk.take(input).watermark(Instant.ofEpochMilli(input.eventTime() - 1));
      }
      snapshot = desk.harness.snapshot(1, 1);
      before = desk.said();
    }
    try (TradingFixture desk = new TradingFixture(snapshot)) {
      desk.take(inputs.toArray(AccountInput[]::new)).watermark(at(3, "21:02:00"));
      List<List<?>> after = desk.said();
      List<List<?>> all = throughInOrder();
      for (int i = 0; i < all.size(); i++) {
        List<Object> joined = new ArrayList<>(before.get(i));
        joined.addAll(after.get(i));
        assertThat(joined).isEqualTo(all.get(i));
      }
    }
  }

  @Test
  void theLimitsAreMeasuredOnceAnEventTimeAtWhichSomethingWasSaid() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(
          quote("AAA", 1, at(1, "15:00:00"), 100, 100),
          signal("a", "AAA", at(1, "15:01:00"), SignalType.BUY),
          limit("c", at(1, "15:01:00"), "max_orders", "7"),
          quote("AAA", 2, at(1, "15:01:30"), 101, 101));
      desk.watermark(at(1, "15:01:00"));
      assertThat(desk.side(TradeAccount.RISK))
          .as("not of the quote, which nothing followed from")
          .singleElement()
          .satisfies(
              risk -> {
                assertThat(risk.eventTime()).isEqualTo(at(1, "15:01:00"));
                assertThat(used(risk, "max_orders")).as("the entry is counted").isEqualTo("1 of 7");
                // 9,000 buy 89 shares at 100 and a basis point.
                assertThat(used(risk, "max_notional")).isEqualTo("8900.89 of 100000");
              });
      desk.watermark(at(1, "21:00:00"));
      assertThat(desk.side(TradeAccount.RISK))
          .extracting(RiskSnapshot::eventTime)
          .as("the fill and its protection, and the close")
          .containsExactly(at(1, "15:01:00"), at(1, "15:01:30"), at(1, "21:00:00"));
    }
  }

  private static String used(RiskSnapshot risk, String limit) {
    return risk.limits().stream()
        .filter(usage -> usage.name().equals(limit))
        .map(usage -> usage.used().toPlainString() + " of " + usage.limit().toPlainString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingIsTakenBeforeTheWatermark() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(
          quote("AAA", 2, at(1, "15:02:00"), 100, 100),
          signal("a", "AAA", at(1, "15:01:00"), SignalType.BUY));
      desk.watermark(at(1, "15:00:59"));
      assertThat(desk.side(TradeAccount.ORDERS)).isEmpty();
      desk.take(quote("AAA", 1, at(1, "15:01:00"), 99, 99)).watermark(at(1, "15:02:00"));
      assertThat(desk.fills())
          .singleElement()
          .satisfies(fill -> assertThat(fill.quantity()).isEqualByComparingTo("90"));
    }
  }

  @Test
  void lateAndDuplicateInputsAreDropped() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      AccountInput first = quote("AAA", 1, at(1, "15:00:00"), 100, 100);
      AccountInput buy = signal("a", "AAA", at(1, "15:01:00"), SignalType.BUY);
      AccountInput waiting = quote("AAA", 3, at(1, "15:05:00"), 100, 100);
      desk.take(first, first, buy, buy, waiting, waiting).watermark(at(1, "15:02:00"));
      desk.take(first, buy, quote("AAA", 2, at(1, "15:00:30"), 50, 50));
      desk.watermark(at(1, "15:05:00"));
      assertThat(desk.orders(OrderStatus.CREATED)).containsExactly("ENTRY", "STOP", "TARGET");
      assertThat(desk.fills()).hasSize(1);
      assertThat(desk.orders(OrderStatus.DENIED)).isEmpty();
    }
  }

  @Test
  void timersAndBufferDrain() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(days().toArray(AccountInput[]::new)).watermark(at(3, "21:02:00"));
      assertThat(desk.harness.numEventTimeTimers()).as("the next close alone").isEqualTo(1);
      desk.harness.watermark(Long.MAX_VALUE);
      assertThat(desk.harness.numEventTimeTimers()).isZero();
      assertThat(desk.stateEntries()).as("the account alone").isEqualTo(1);
    }
  }

  @Test
  void aSessionClosesWithoutAQuote() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(quote("AAA", 1, at(1, "15:00:00"), 100, 100)).watermark(at(1, "20:59:59"));
      assertThat(desk.snapshots()).isEmpty();
      desk.watermark(at(1, "21:00:00"));
      assertThat(desk.snapshots())
          .singleElement()
          .satisfies(s -> assertThat(s.eventTime()).isEqualTo(at(1, "21:00:00")));
    }
  }

  @Test
  void aHaltSurvivesARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(
          quote("AAA", 1, at(1, "15:00:00"), 100, 100),
          control("halt", at(1, "15:01:00"), ControlAction.HALT));
      snapshot = desk.watermark(at(1, "15:02:00")).harness.snapshot(1, 1);
      assertThat(desk.side(TradeAccount.CONTROLS)).hasSize(1);
    }
    try (TradingFixture desk = new TradingFixture(snapshot)) {
      desk.take(signal("a", "AAA", at(1, "15:03:00"), SignalType.BUY));
      desk.watermark(at(1, "15:04:00"));
      assertThat(desk.side(TradeAccount.ORDERS))
          .singleElement()
          .satisfies(order -> assertThat(order.denialCode()).isEqualTo("ACCOUNT_HALTED"));
      desk.take(
          control("resume", at(1, "15:05:00"), ControlAction.RESUME),
          signal("b", "AAA", at(1, "15:05:00"), SignalType.BUY));
      desk.watermark(at(1, "15:06:00"));
      assertThat(desk.orders(OrderStatus.ACCEPTED)).containsExactly("ENTRY");
    }
  }

  @Test
  void aPauseSurvivesARestoreAndBindsFromItsTimeOn() throws Exception {
    OperatorSubtaskState snapshot;
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(
          quote("AAA", 1, at(1, "15:00:00"), 100, 100),
          control("pause", at(1, "15:01:00"), ControlAction.PAUSE));
      snapshot = desk.harness.snapshot(1, 1); // not taken yet: it waits in the buffer
    }
    try (TradingFixture desk = new TradingFixture(snapshot)) {
      desk.take(
          signal("a", "AAA", at(1, "15:00:59"), SignalType.BUY),
          signal("b", "BBB", at(1, "15:01:00"), SignalType.BUY));
      desk.watermark(at(1, "15:02:00"));
      assertThat(desk.orders(OrderStatus.ACCEPTED)).containsExactly("ENTRY");
      assertThat(desk.side(TradeAccount.ORDERS))
          .last()
          .satisfies(order -> assertThat(order.denialCode()).isEqualTo("ENTRIES_PAUSED"));
    }
  }

  @Test
  void aLimitIsInForceFromItsTimeOnAndSurvivesARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(
          quote("AAA", 1, at(1, "15:00:00"), 100, 100),
          quote("BBB", 1, at(1, "15:00:00"), 100, 100),
          limit("small", at(1, "15:01:00"), "max_notional", "100"),
          signal("a", "AAA", at(1, "15:00:59"), SignalType.BUY));
      snapshot = desk.watermark(at(1, "15:02:00")).harness.snapshot(1, 1);
      assertThat(desk.orders(OrderStatus.ACCEPTED)).as("before its time").hasSize(1);
      assertThat(desk.side(TradeAccount.CONTROLS))
          .singleElement()
          .satisfies(control -> assertThat(control.limit()).isEqualTo("max_notional"))
          .satisfies(control -> assertThat(control.value()).isEqualTo("100"));
    }
    try (TradingFixture desk = new TradingFixture(snapshot)) {
      desk.take(signal("b", "BBB", at(1, "15:03:00"), SignalType.BUY));
      desk.watermark(at(1, "15:04:00"));
      assertThat(desk.side(TradeAccount.ORDERS))
          .singleElement()
          .satisfies(order -> assertThat(order.denialCode()).isEqualTo("NOTIONAL_LIMIT"));
    }
  }

  @Test
  void aControlThatCannotBeIsADeadLetterAndChangesNothing() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(
          quote("AAA", 1, at(1, "15:00:00"), 100, 100),
          limit("bad", at(1, "15:01:00"), "bucket.core.share", "0.5"),
          signal("a", "AAA", at(1, "15:02:00"), SignalType.BUY));
      desk.watermark(at(1, "15:03:00"));
      assertThat(desk.side(TradeAccount.CONTROLS)).isEmpty();
      assertThat(desk.side(TradeAccount.REFUSED))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.topic()).isEqualTo("inputs");
                assertThat(letter.code()).isEqualTo("CONTROL_REFUSED");
                assertThat(letter.reason())
                    .isEqualTo(
                        "account 'paper': limit: was 'bucket.core.share', expected a bucket of []");
                assertThat(letter.eventTime()).isEqualTo(at(1, "15:01:00"));
              });
      assertThat(desk.orders(OrderStatus.ACCEPTED)).containsExactly("ENTRY");
    }
  }

  @Test
  void artifactsStandForOrdersFillsAndClosedSessions() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(
          quote("AAA", 1, at(1, "15:00:00"), 100, 100),
          signal("a", "AAA", at(1, "15:01:00"), SignalType.BUY),
          quote("AAA", 2, at(1, "15:02:00"), 100, 100));
      desk.watermark(at(1, "21:00:00"));
      assertThat(desk.artifacts())
          .extracting(Artifact::kind)
          .containsExactlyInAnyOrder("order", "order", "order", "trade", "portfolio");
      assertThat(desk.artifacts())
          .extracting(Artifact::executionId)
          .containsOnly("execution-2024-01-08T15:01:00Z");
      assertThat(desk.artifacts()).extracting(Artifact::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void anAccountThatIsConfiguredTwiceIsRefused() {
    assertThatThrownBy(
            () ->
                new TradeAccount(
                    List.of(TradingFixture.PAPER, TradingFixture.PAPER), WeekdayCalendar::new))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'paper'");
  }
}
