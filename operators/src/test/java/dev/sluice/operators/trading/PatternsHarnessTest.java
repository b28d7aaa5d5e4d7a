package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static dev.sluice.operators.trading.TradingFixture.control;
import static dev.sluice.operators.trading.TradingFixture.limit;
import static dev.sluice.operators.trading.TradingFixture.quote;
import static dev.sluice.operators.trading.TradingFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternSettings;
import dev.sluice.domain.trading.PatternThresholds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsHarnessTest {

  private static AccountConfig looking(
      PatternName name, UnaryOperator<PatternThresholds> thresholds) {
    return TradingFixture.PAPER.with(
        PatternSettings.OFF.with(name, thresholds.apply(name.standard())));
  }

  private static AccountConfig losses(int count) {
    return looking(
        PatternName.LOSING_STREAK, t -> t.with("count", "" + count).with("cooldown", "PT10M"));
  }

  private static List<String> controls(TradingFixture desk) {
    return desk.side(TradeAccount.CONTROLS).stream()
        .map(c -> c.action() + " " + c.requestedBy() + " " + c.effectiveAt())
        .toList();
  }

  /** Bought at 100, sold at 99, {@code times} times, two minutes each. */
  private static AccountInput[] losing(int times) {
    List<AccountInput> inputs = new ArrayList<>();
    Instant time = at(1, "15:00:00");
    for (int i = 0; i < times; i++) {
      inputs.add(quote("AAA", 4L * i, time, 100, 100));
      inputs.add(signal("b" + i, "AAA", time.plusSeconds(10), SignalType.BUY));
      inputs.add(quote("AAA", 4L * i + 1, time.plusSeconds(20), 100, 100));
      inputs.add(signal("s" + i, "AAA", time.plusSeconds(30), SignalType.SELL));
      inputs.add(quote("AAA", 4L * i + 2, time.plusSeconds(40), 99, 99));
      time = time.plusSeconds(120);
    }
    return inputs.toArray(AccountInput[]::new);
  }

  @Test
  void aStreakOfLossesCoolsEntriesDownAndTheyGoOnByThemselves() throws Exception {
    try (TradingFixture desk = new TradingFixture(null, losses(2))) {
      desk.take(losing(2));
      desk.take(
          signal("x", "AAA", at(1, "15:12:40"), SignalType.BUY),
          signal("y", "AAA", at(1, "15:12:40.001"), SignalType.BUY));
      desk.watermark(at(1, "15:20:00"));
      assertThat(desk.side(TradeAccount.CONTROLS))
          .singleElement()
          .satisfies(
              control -> {
                assertThat(control.action()).isEqualTo(ControlAction.COOL_DOWN);
                assertThat(control.requestedBy()).isEqualTo("pattern:LOSING_STREAK");
                assertThat(control.reason()).isEqualTo("2 losing trades in a row");
                assertThat(control.value()).isEqualTo("PT10M");
                assertThat(control.account()).isEqualTo("paper");
                assertThat(control.effectiveAt()).isEqualTo(at(1, "15:02:40.001"));
              });
      assertThat(desk.side(TradeAccount.ORDERS))
          .filteredOn(order -> order.status() == OrderStatus.DENIED)
          .extracting(order -> order.signalId() + " " + order.denialCode())
          .containsExactly("x COOLING_DOWN");
      assertThat(desk.side(TradeAccount.ORDERS))
          .anySatisfy(order -> assertThat(order.signalId()).isEqualTo("y"));
    }
  }

  @Test
  void oneLossLessIsNoStreak() throws Exception {
    try (TradingFixture desk = new TradingFixture(null, losses(3))) {
      desk.take(losing(2)).watermark(at(1, "15:20:00"));
      assertThat(desk.fills()).hasSize(4);
      assertThat(controls(desk)).isEmpty();
    }
  }

  @Test
  void whatAPersonHasSetStays() throws Exception {
    AccountConfig config =
        looking(PatternName.LOSING_STREAK, t -> t.with("count", "2").with("delta", "PT1S"));
    try (TradingFixture desk = new TradingFixture(null, config)) {
      desk.take(losing(2)).take(control("halt", at(1, "15:02:40.500"), ControlAction.HALT));
      desk.take(signal("x", "AAA", at(1, "16:30:00"), SignalType.BUY));
      desk.watermark(at(1, "16:40:00"));
      assertThat(controls(desk))
          .containsExactly(
              "HALT alice " + at(1, "15:02:40.500"),
              "COOL_DOWN pattern:LOSING_STREAK " + at(1, "15:02:41"));
      assertThat(desk.side(TradeAccount.ORDERS))
          .last()
          .satisfies(order -> assertThat(order.denialCode()).isEqualTo("ACCOUNT_HALTED"));
    }
  }

  @ParameterizedTest
  @CsvSource({"15:05:00, 0", "15:05:00.001, 1"})
  void aPositionWhoseQuoteIsOverdueIsSaidAtTheMoment(String next, int said) throws Exception {
    AccountConfig config = looking(PatternName.STALE_FEED, t -> t.with("span", "PT3M"));
    try (TradingFixture desk = new TradingFixture(null, config)) {
      desk.take(
          quote("AAA", 1, at(1, "15:00:00"), 100, 100),
          signal("a", "AAA", at(1, "15:01:00"), SignalType.BUY),
          quote("AAA", 2, at(1, "15:02:00"), 100, 100),
          quote("BBB", 1, at(1, "15:04:00"), 50, 50),
          quote("AAA", 3, at(1, next), 100, 100));
      desk.watermark(at(1, "15:06:00"));
      assertThat(controls(desk))
          .isEqualTo(
              Collections.nCopies(said, "PAUSE pattern:STALE_FEED " + at(1, "15:05:00.001")));
    }
  }

  @Test
  void silenceIsSaidOnceAndEndsWithTheSession() throws Exception {
    AccountConfig config = looking(PatternName.STALE_FEED, t -> t.with("span", "PT3M"));
    try (TradingFixture desk = new TradingFixture(null, config)) {
      desk.take(
          quote("AAA", 1, at(1, "20:50:00"), 100, 100),
          signal("a", "AAA", at(1, "20:51:00"), SignalType.BUY),
          quote("AAA", 2, at(1, "20:52:00"), 100, 100),
          quote("AAA", 3, at(1, "20:57:00"), 100, 100));
      desk.watermark(at(2, "10:00:00"));
      assertThat(controls(desk))
          .containsExactly("PAUSE pattern:STALE_FEED " + at(1, "20:55:00.001"));
      desk.take(quote("BBB", 4, at(2, "15:00:00"), 50, 50)).watermark(at(2, "15:02:59"));
      assertThat(controls(desk)).hasSize(1);
      desk.watermark(at(2, "20:00:00"));
      assertThat(controls(desk))
          .as("from when others were quoted in the new session")
          .containsExactly(
              "PAUSE pattern:STALE_FEED " + at(1, "20:55:00.001"),
              "PAUSE pattern:STALE_FEED " + at(2, "15:03:00.001"));
    }
  }

  @ParameterizedTest
  @CsvSource({"90, QUOTE, 0", "89.9, QUOTE, 1", "50, SPLIT, 0"})
  void aShockOfASymbolThatIsHeldLetsOnlyOut(double price, String kind, int said) throws Exception {
    AccountConfig config = looking(PatternName.PRICE_SHOCK, t -> t);
    try (TradingFixture desk = new TradingFixture(null, config)) {
      desk.take(
          quote("BBB", 1, at(1, "15:00:00"), 100, 100),
          quote("AAA", 1, at(1, "15:00:00"), 100, 100),
          signal("a", "AAA", at(1, "15:01:00"), SignalType.HOLD),
          signal("b", "AAA", at(1, "15:01:00"), SignalType.BUY),
          quote("AAA", 2, at(1, "15:02:00"), 100, 100),
          quote("BBB", 2, at(1, "15:02:10"), 10, 10));
      if (kind.equals("SPLIT")) {
        desk.take(
            AccountInput.of(
                "paper", Tick.split("AAA", 3, at(1, "15:02:20").toEpochMilli(), 2, "test", true)));
      }
      desk.take(quote("AAA", 4, at(1, "15:02:30"), price, price));
      desk.watermark(at(1, "15:06:00"));
      assertThat(controls(desk))
          .isEqualTo(
              Collections.nCopies(said, "REDUCE pattern:PRICE_SHOCK " + at(1, "15:02:30.001")));
    }
  }

  @Test
  void aBurstOfDenialsHaltsAtItsDelta() throws Exception {
    AccountConfig config =
        looking(
            PatternName.REJECT_BURST,
            t -> t.with("count", "3").with("action", "HALT").with("delta", "PT0.5S"));
    try (TradingFixture desk = new TradingFixture(null, config)) {
      for (int i = 0; i < 3; i++) {
        desk.take(signal("a" + i, "N" + i, at(1, "15:00:0" + i), SignalType.BUY));
      }
      desk.take(signal("b", "AAA", at(1, "15:00:02.400"), SignalType.BUY));
      desk.take(signal("c", "AAA", at(1, "15:00:02.500"), SignalType.BUY));
      desk.watermark(at(1, "15:01:00"));
      assertThat(desk.side(TradeAccount.ORDERS))
          .extracting(order -> order.denialCode())
          .containsExactly(
              "NO_MARKET_PRICE",
              "NO_MARKET_PRICE",
              "NO_MARKET_PRICE",
              "NO_MARKET_PRICE",
              "ACCOUNT_HALTED");
    }
  }

  /** Two sessions in which every pattern is met. */
  private static List<AccountInput> days() {
    List<AccountInput> inputs = new ArrayList<>();
    Random random = new Random(11);
    double price = 100;
    for (int day = 1; day <= 2; day++) {
      for (int i = 0; i < 120; i++) {
        Instant time = at(day, "15:00:00").plusSeconds(i * 60L);
        price *= 1 + 0.02 * random.nextGaussian();
        inputs.add(quote("AAA", day * 1000 + i, time, price, price + 0.02));
        if (i % 7 != 0) {
          inputs.add(quote("BBB", day * 1000 + i, time, 200 - price, 200.02 - price));
        }
        SignalType type = random.nextBoolean() ? SignalType.BUY : SignalType.SELL;
        inputs.add(signal("a" + day + "-" + i, "AAA", time.plusSeconds(5), type));
        inputs.add(signal("b" + day + "-" + i, "BBB", time.plusSeconds(5), type));
        if (i % 10 == 9) {
          inputs.add(control("r" + day + "-" + i, time.plusSeconds(30), ControlAction.RESUME));
        }
      }
    }
    return inputs;
  }

  private static AccountConfig everything() {
    PatternSettings settings = PatternSettings.STANDARD;
    String[][] low = {
      {"LOSING_STREAK", "count", "2", "cooldown", "PT2M"},
      {"STOP_OUTS", "count", "2", "span", "PT1H", "cooldown", "PT2M"},
      {"ORDER_BURST", "count", "4", "span", "PT2M", "action", "PAUSE"},
      {"REJECT_BURST", "count", "3", "span", "PT5M", "action", "COOL_DOWN"},
      {"WHIPSAW", "span", "PT20M", "cooldown", "PT1M"},
      {"PRICE_SHOCK", "percent", "3", "span", "PT5M", "action", "FLATTEN"},
      {"STALE_FEED", "span", "PT1M", "action", "REDUCE"}
    };
    for (String[] row : low) {
      PatternName name = PatternName.of(row[0]);
      PatternThresholds thresholds = settings.of(name);
      for (int i = 1; i < row.length; i += 2) {
        thresholds = thresholds.with(row[i], row[i + 1]);
      }
      settings = settings.with(name, thresholds);
    }
    return TradingFixture.PAPER.with(settings);
  }

  private static List<List<?>> throughInOrder() throws Exception {
    try (TradingFixture desk = new TradingFixture(null, everything())) {
      for (AccountInput input : days()) {
        desk.take(input).watermark(Instant.ofEpochMilli(input.eventTime() - 1));
      }
      return desk.watermark(at(2, "21:02:00")).said();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theOrderOfArrivalChangesNothing(long seed) throws Exception {
    List<AccountInput> inputs = days();
    Collections.shuffle(inputs, new Random(seed));
    try (TradingFixture desk = new TradingFixture(null, everything())) {
      desk.take(inputs.toArray(AccountInput[]::new)).watermark(at(2, "21:02:00"));
      assertThat(desk.said()).isEqualTo(throughInOrder());
      assertThat(desk.side(TradeAccount.CONTROLS))
          .extracting(Control::requestedBy)
          .contains(
              "pattern:LOSING_STREAK",
              "pattern:STOP_OUTS",
              "pattern:ORDER_BURST",
              "pattern:REJECT_BURST",
              "pattern:WHIPSAW",
              "pattern:PRICE_SHOCK",
              "pattern:STALE_FEED");
      assertThat(desk.side(TradeAccount.CONTROLS)).extracting(Control::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatIsRestoredInTheMiddleOfAPatternGoesOn() throws Exception {
    List<AccountInput> inputs = days();
    List<List<?>> all = throughInOrder();
    List<List<Object>> joined = new ArrayList<>();
    all.forEach(list -> joined.add(new ArrayList<>()));
    OperatorSubtaskState snapshot = null;
    for (int begin = 0; begin < inputs.size(); begin += 9) {
      try (TradingFixture desk = new TradingFixture(snapshot, everything())) {
        for (AccountInput input : inputs.subList(begin, Math.min(begin + 9, inputs.size()))) {
          desk.take(input).watermark(Instant.ofEpochMilli(input.eventTime() - 1));
        }
        if (begin + 9 >= inputs.size()) {
          desk.watermark(at(2, "21:02:00"));
        }
        snapshot = desk.harness.snapshot(begin, begin);
        List<List<?>> said = desk.said();
        for (int i = 0; i < said.size(); i++) {
          joined.get(i).addAll(said.get(i));
        }
      }
    }
    assertThat(joined).isEqualTo(all);
  }

  @Test
  void stateIsBoundedAndDrains() throws Exception {
    try (TradingFixture desk = new TradingFixture(null, everything())) {
      int most = 0;
      for (AccountInput input : days()) {
        desk.take(input).watermark(Instant.ofEpochMilli(input.eventTime() - 1));
        most = Math.max(most, desk.stateEntries());
      }
      assertThat(most).isLessThan(100);
      desk.take(control("flat", at(2, "20:00:00"), ControlAction.FLATTEN));
      desk.take(quote("AAA", 9000, at(2, "20:00:01"), 100, 100));
      desk.take(quote("BBB", 9000, at(2, "20:00:01"), 100, 100));
      desk.take(limit("off", at(2, "20:30:00"), "max_notional", "5000"));
      for (PatternName name : PatternName.values()) {
        desk.broadcast(
            limit("off" + name, at(2, "20:30:00"), "pattern." + name + ".enabled", "false"));
      }
      desk.harness.watermark(Long.MAX_VALUE);
      assertThat(desk.stateEntries()).as("the account alone").isEqualTo(1);
      assertThat(desk.harness.numEventTimeTimers()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThresholdIsInForceFromItsTimeOnHoweverEarlyItIsTold(boolean early) throws Exception {
    AccountInput change = limit("t", at(1, "15:03:00"), "pattern.LOSING_STREAK.count", "2");
    OperatorSubtaskState snapshot;
    try (TradingFixture desk = new TradingFixture(null, losses(5))) {
      if (early) {
        desk.broadcast(change).broadcast(change);
      }
      desk.take(losing(4)).take(change).watermark(at(1, "15:02:50"));
      if (!early) {
        desk.broadcast(change);
      }
      assertThat(controls(desk)).as("two losses, five expected").isEmpty();
      snapshot = desk.harness.snapshot(1, 1);
    }
    try (TradingFixture desk = new TradingFixture(snapshot, losses(5))) {
      desk.watermark(at(1, "15:10:00"));
      assertThat(controls(desk))
          .as("two more: it is counted anew from the change on")
          .containsExactly(
              "SET_LIMIT alice " + at(1, "15:03:00"),
              "COOL_DOWN pattern:LOSING_STREAK " + at(1, "15:06:40.001"));
    }
  }

  @Test
  void aPatternIsSwitchedOnAndOffWhileTheAccountRuns() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.broadcast(limit("1", at(1, "15:01:00"), "pattern.ORDER_BURST.enabled", "true"));
      desk.broadcast(limit("2", at(1, "15:01:00"), "pattern.ORDER_BURST.count", "2"));
      desk.broadcast(limit("3", at(1, "15:03:00"), "pattern.ORDER_BURST.enabled", "default"));
      desk.take(quote("AAA", 1, at(1, "15:00:00"), 100, 100));
      desk.take(quote("BBB", 1, at(1, "15:00:00"), 100, 100));
      desk.take(signal("a", "AAA", at(1, "15:02:00"), SignalType.BUY));
      desk.take(signal("b", "BBB", at(1, "15:02:00"), SignalType.BUY));
      desk.take(control("r", at(1, "15:02:30"), ControlAction.RESUME));
      desk.take(signal("c", "AAA", at(1, "15:04:00"), SignalType.BUY));
      desk.take(signal("d", "BBB", at(1, "15:04:00"), SignalType.BUY));
      desk.watermark(at(1, "15:05:00"));
      assertThat(controls(desk))
          .containsExactly(
              "HALT pattern:ORDER_BURST " + at(1, "15:02:00.001"),
              "RESUME alice " + at(1, "15:02:30"));
      assertThat(desk.stateEntries()).as("the account alone").isEqualTo(1);
    }
  }

  @Test
  void whereNothingIsLookedForNothingIsKept() throws Exception {
    try (TradingFixture desk = TradingFixture.fresh()) {
      desk.take(losing(4)).watermark(at(1, "15:20:00"));
      assertThat(desk.stateEntries()).as("the account alone").isEqualTo(1);
      assertThat(controls(desk)).isEmpty();
    }
  }
}
