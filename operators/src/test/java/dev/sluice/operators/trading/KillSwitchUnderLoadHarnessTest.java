package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static dev.sluice.operators.trading.TradingFixture.control;
import static dev.sluice.operators.trading.TradingFixture.quote;
import static dev.sluice.operators.trading.TradingFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.SizingModels;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.AccountStatus;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderRole;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternSettings;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.VenueRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand orders a second, and somebody pulls the plug; or nobody does, and a pattern must. */
class KillSwitchUnderLoadHarnessTest {
  private static final Instant BEGIN = at(1, "15:00:00");
  private static final Instant STOPPED = BEGIN.plusMillis(1_500);

  /** Wide limits, so that nothing but the switch stops an order. */
  private static final AccountConfig WIDE =
      TradingFixture.PAPER.with(SizingModels.parse("fixed:1")).with(RiskLimits.NONE);

  /** A BUY each millisecond of three seconds, each of a symbol of its own. */
  private static List<AccountInput> flood() {
    List<AccountInput> inputs = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      inputs.add(quote("S" + i, i, BEGIN.minusMillis(1), 10, 10));
      inputs.add(signal("s" + i, "S" + i, BEGIN.plusMillis(i), SignalType.BUY));
    }
    return inputs;
  }

  /** Orders that went out, by the time at which they were decided. */
  private static List<Instant> sent(TradingFixture desk) {
    return desk.side(TradeAccount.VENUE_REQUESTS).stream()
        .filter(request -> request.kind() == VenueRequest.Kind.NEW)
        .map(VenueRequest::decidedAt)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"PAUSE", "FLATTEN", "REDUCE", "HALT"})
  void nothingIsSentFromTheControlsTimeOnAndARestartLeavesItEngaged(ControlAction act)
      throws Exception {
    List<AccountInput> inputs = flood();
    inputs.add(control("stop", STOPPED, act));
    Collections.shuffle(inputs, new Random(3));
    AccountConfig remote = WIDE.at("REMOTE");
    OperatorSubtaskState snapshot;
    List<Instant> sent = new ArrayList<>();
    try (TradingFixture desk = new TradingFixture(null, remote)) {
      desk.take(inputs.toArray(AccountInput[]::new)).watermark(BEGIN.plusMillis(2_000));
      sent.addAll(sent(desk));
      snapshot = desk.harness.snapshot(1, 1);
    }
    try (TradingFixture desk = new TradingFixture(snapshot, remote)) {
      desk.watermark(BEGIN.plusSeconds(4));
      sent.addAll(sent(desk));
      List<Order> denied =
          desk.side(TradeAccount.ORDERS).stream()
              .filter(order -> order.status() == OrderStatus.DENIED)
              .toList();
      assertThat(denied).as("those after the restart").hasSize(999);
    }
    assertThat(sent).as("each before the control").hasSize(1_500);
    assertThat(sent).allMatch(time -> time.isBefore(STOPPED));
  }

  @Test
  void aCancelAllReachesEveryOrderThatIsOut() throws Exception {
    List<AccountInput> inputs = flood();
    inputs.add(control("stop", STOPPED, ControlAction.CANCEL_ALL));
    try (TradingFixture desk = new TradingFixture(null, WIDE.at("REMOTE"))) {
      desk.take(inputs.toArray(AccountInput[]::new)).watermark(STOPPED);
      List<String> placed = ids(desk, VenueRequest.Kind.NEW);
      // At one time the control comes first, so the order of that millisecond is behind it.
      assertThat(ids(desk, VenueRequest.Kind.CANCEL))
          .hasSize(1_500)
          .isEqualTo(placed.subList(0, 1_500));
    }
  }

  private static List<String> ids(TradingFixture desk, VenueRequest.Kind kind) {
    return desk.side(TradeAccount.VENUE_REQUESTS).stream()
        .filter(request -> request.kind() == kind)
        .map(request -> request.order().id())
        .toList();
  }

  @Test
  void aRunawayIsHaltedByItsPatternWithinASecond() throws Exception {
    PatternSettings burst =
        PatternSettings.OFF.with(
            PatternName.ORDER_BURST, PatternName.ORDER_BURST.standard().enabled(true));
    try (TradingFixture desk = new TradingFixture(null, WIDE.with(burst))) {
      desk.take(flood().toArray(AccountInput[]::new)).watermark(BEGIN.plusSeconds(4));
      List<Control> halts = desk.side(TradeAccount.CONTROLS);
      assertThat(halts).extracting(Control::action).containsExactly(ControlAction.HALT);
      Instant halted = halts.get(0).effectiveAt();
      assertThat(Duration.between(BEGIN, halted)).isLessThan(Duration.ofSeconds(1));
      assertThat(
              desk.side(TradeAccount.ORDERS).stream()
                  .filter(order -> order.role().equals(OrderRole.ENTRY.name()))
                  .filter(order -> order.status() == OrderStatus.CREATED)
                  .map(Order::createdAt))
          .as("the hundredth order is the last")
          .hasSize(100)
          .allMatch(time -> time.isBefore(halted));
      List<PortfolioSnapshot> said = desk.snapshots();
      assertThat(said.get(said.size() - 1).state()).isEqualTo(AccountStatus.HALTED.name());
    }
  }
}
