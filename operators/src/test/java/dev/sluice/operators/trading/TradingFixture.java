package dev.sluice.operators.trading;

import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.operators.trading.patterns.AccountPatterns;
import dev.sluice.operators.trading.patterns.PatternChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The operator in a harness, and what it was given and said. */
final class TradingFixture implements AutoCloseable {
  static final AccountConfig PAPER =
      AccountConfig.paper("paper", List.of("rule"), new BigDecimal("100000"));

  final KeyedBroadcastOperatorTestHarness<String, AccountInput, PatternChange, PortfolioSnapshot>
      harness;
  final TradeAccount operator;

  TradingFixture(OperatorSubtaskState restored) throws Exception {
    this(restored, PAPER);
  }

  TradingFixture(OperatorSubtaskState restored, AccountConfig config) throws Exception {
    operator = new TradeAccount(List.of(config), WeekdayCalendar::new).measuringRisk();
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(operator, List.of(AccountPatterns.CHANGES)),
            AccountInput::account,
            Types.STRING,
            1,
            1,
            0);
    harness.setup();
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
  }

  static TradingFixture fresh() throws Exception {
    return new TradingFixture(null);
  }

  /** Day 1 is Monday 2024-01-08. */
  static Instant at(int day, String time) {
    return LocalDate.of(2024, 1, 7 + day).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
  }

  static AccountInput quote(String symbol, long sequence, Instant at, double bid, double ask) {
    return AccountInput.of(
        "paper",
        Tick.quote(
            symbol, sequence, at.toEpochMilli(), bid, Double.NaN, ask, Double.NaN, "test", true));
  }

  static AccountInput signal(String id, String symbol, Instant at, SignalType type) {
    boolean buy = type == SignalType.BUY;
    return AccountInput.of(
        "paper",
        new Signal(
            id,
            "execution-" + at,
            "rule",
            symbol,
            type,
            0.9,
            new BigDecimal("100"),
            buy ? new BigDecimal("95") : null,
            buy ? new BigDecimal("108") : null,
            at,
            null,
            null,
            null,
            Map.of(),
            true));
  }

  static AccountInput control(String id, Instant at, ControlAction action) {
    return AccountInput.of("paper", new Control(id, "*", action, "test", "alice", at));
  }

  static AccountInput limit(String id, Instant at, String limit, String value) {
    return AccountInput.of(
        "paper", new Control(id, "*", ControlAction.SET_LIMIT, "test", "alice", at, limit, value));
  }

  TradingFixture take(AccountInput... inputs) throws Exception {
    for (AccountInput input : inputs) {
      harness.processElement(new StreamRecord<>(input, input.eventTime()));
    }
    return this;
  }

  /** Tells all accounts of a change of a pattern's threshold. */
  TradingFixture broadcast(AccountInput change) throws Exception {
    harness.processBroadcastElement(
        new StreamRecord<>(PatternChange.of(change.control()).orElseThrow(), change.eventTime()));
    return this;
  }

  TradingFixture watermark(Instant time) throws Exception {
    harness.watermark(time.toEpochMilli());
    return this;
  }

  <T> List<T> side(OutputTag<T> tag) {
    List<T> values = new ArrayList<>();
    if (harness.getSideOutput(tag) != null) {
      harness.getSideOutput(tag).forEach(record -> values.add(record.getValue()));
    }
    return values;
  }

  /** Entries in keyed state, of every account and state. */
  int stateEntries() {
    var backend =
        ((AbstractStreamOperator<?>) harness.getTwoInputOperator()).getKeyedStateBackend();
    return ((HeapKeyedStateBackend<?>) backend).numKeyValueStateEntries();
  }

  List<PortfolioSnapshot> snapshots() {
    return harness.extractOutputValues();
  }

  List<Fill> fills() {
    return side(TradeAccount.FILLS);
  }

  List<Artifact> artifacts() {
    return side(TradeAccount.ARTIFACTS);
  }

  List<String> orders(OrderStatus status) {
    return side(TradeAccount.ORDERS).stream()
        .filter(order -> order.status() == status)
        .map(Order::role)
        .toList();
  }

  /** All that was said, one list an output. */
  List<List<?>> said() {
    return List.of(
        snapshots(),
        side(TradeAccount.ORDERS),
        fills(),
        side(TradeAccount.RISK),
        side(TradeAccount.CONTROLS),
        artifacts());
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
