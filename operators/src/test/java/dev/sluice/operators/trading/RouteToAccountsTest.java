package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.ExecutionCosts;
import dev.sluice.domain.trading.PositionReport;
import dev.sluice.wire.SequencedInput;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RouteToAccountsTest {
  private static final List<AccountConfig> ACCOUNTS =
      List.of(account("all", Set.of(), Set.of()), account("aaa", Set.of("other"), Set.of("AAA")));

  private static AccountConfig account(String name, Set<String> strategies, Set<String> symbols) {
    return new AccountConfig(
        name,
        strategies,
        symbols,
        new BigDecimal("1000"),
        BigDecimal.ONE,
        RiskLimits.DEFAULT,
        ExecutionCosts.DEFAULT);
  }

  private static <T> List<String> routed(FlatMapFunction<T, AccountInput> route, T value)
      throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<T, AccountInput>(new StreamFlatMap<>(route))) {
      harness.setup(
          TypeInformation.of(AccountInput.class).createSerializer(new SerializerConfigImpl()));
      harness.open();
      harness.processElement(new StreamRecord<>(value));
      return harness.extractOutputValues().stream().map(AccountInput::account).toList();
    }
  }

  @Test
  void ticksGoByUniverse() throws Exception {
    var a = TradingFixture.quote("AAA", 1, at(1, "15:00:00"), 1, 1).tick();
    var b = TradingFixture.quote("BBB", 1, at(1, "15:00:00"), 1, 1).tick();
    assertThat(routed(RouteToAccounts.ticks(ACCOUNTS), a)).containsExactly("all", "aaa");
    assertThat(routed(RouteToAccounts.ticks(ACCOUNTS), b)).containsExactly("all");
  }

  @Test
  void signalsGoByStrategyToo() throws Exception {
    var ofRule = TradingFixture.signal("a", "AAA", at(1, "15:00:00"), SignalType.BUY).signal();
    assertThat(routed(RouteToAccounts.signals(ACCOUNTS), ofRule)).containsExactly("all");
  }

  @Test
  void controlsGoByNameOrToAll() throws Exception {
    Instant at = at(1, "15:00:00");
    assertThat(routed(RouteToAccounts.inputs(ACCOUNTS), control("*", at)))
        .containsExactly("all", "aaa");
    assertThat(routed(RouteToAccounts.inputs(ACCOUNTS), control("aaa", at))).containsExactly("aaa");
    assertThat(routed(RouteToAccounts.inputs(ACCOUNTS), control("nobody", at))).isEmpty();
    assertThat(routed(RouteToAccounts.inputs(ACCOUNTS), control("*", null))).isEmpty();
  }

  @Test
  void reportsGoToTheAccountOfThatVenue() throws Exception {
    var remote = List.of(account("aaa", Set.of(), Set.of()).at("REMOTE"), ACCOUNTS.get(0));
    assertThat(routed(RouteToAccounts.inputs(remote), report("aaa", "REMOTE")))
        .containsExactly("aaa");
    assertThat(routed(RouteToAccounts.inputs(remote), report("aaa", "OTHER"))).isEmpty();
    assertThat(routed(RouteToAccounts.inputs(remote), report("all", "REMOTE"))).isEmpty();
    assertThat(routed(RouteToAccounts.inputs(remote), report("all", "PAPER")))
        .as("nobody speaks for the venue inside the job")
        .isEmpty();
  }

  private static SequencedInput report(String account, String venue) {
    Instant at = at(1, "15:00:00");
    return SequencedInput.of(new PositionReport("p", account, venue, Map.of(), at, at, 1));
  }

  private static SequencedInput control(String account, Instant at) {
    return SequencedInput.of(new Control("c", account, ControlAction.PAUSE, "test", "alice", at));
  }
}
