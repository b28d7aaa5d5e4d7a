package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.PositionReport;
import dev.sluice.operators.trading.patterns.AccountPatterns;
import dev.sluice.operators.trading.patterns.PatternChange;
import dev.sluice.wire.SequencedInput;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountInboxTest {
  private static final Instant TIME = at(1, "15:00:00");

  /** One of each kind, in their order, at three times. */
  private static List<AccountInput> inputs() {
    ExecutionReport execution =
        new ExecutionReport(
            "e1",
            "paper",
            "REMOTE",
            ExecutionReport.Type.TRADE,
            "o1",
            "v1",
            new BigDecimal("40"),
            new BigDecimal("100.50"),
            null,
            BigDecimal.ONE,
            null,
            TIME,
            TIME,
            7,
            true);
    PositionReport position =
        new PositionReport(
            "p1", "paper", "REMOTE", Map.of("AAA", new BigDecimal("-3.0")), TIME, TIME, 8);
    long later = TIME.toEpochMilli() + 1;
    return List.of(
        TradingFixture.quote("AAA", 1, TIME.minusMillis(1), 100, 100),
        TradingFixture.limit("limit", TIME, "max_orders", "7"),
        TradingFixture.control("pause", TIME, ControlAction.PAUSE),
        AccountInput.of("paper", SequencedInput.of(execution)),
        AccountInput.of("paper", SequencedInput.of(position)),
        AccountInput.of("paper", Tick.split("AAA", 1, TIME.toEpochMilli(), 0.1, "größe", false)),
        TradingFixture.quote("AAA", 2, TIME, 100, 100.02),
        TradingFixture.signal("s", "AAA", TIME, SignalType.BUY),
        AccountInput.of("paper", Tick.trade("BBB", 1, later, 401.25, 3.5, "feed", false)));
  }

  private static AccountInbox full() {
    List<AccountInput> shuffled = new ArrayList<>(inputs());
    Collections.shuffle(shuffled, new Random(5));
    AccountInbox inbox = new AccountInbox(at(1, "21:00:00").toEpochMilli());
    shuffled.forEach(inbox::add);
    inbox.wakeAt(TIME.toEpochMilli() + 60_000);
    inbox.setTimer(inbox.due());
    return inbox;
  }

  private static List<Object> drained(AccountInbox inbox) {
    List<Object> all = new ArrayList<>(List.of(inbox.timer()));
    for (long due = inbox.due(); due != AccountInbox.NEVER; due = inbox.due()) {
      all.add(due);
      inbox.begin(due);
      for (AccountInput next = inbox.next(due); next != null; next = inbox.next(due)) {
        all.add(next);
      }
    }
    return all;
  }

  private static byte[] bytes(AccountInbox inbox) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(512);
    AccountInboxSerializer.INSTANCE.serialize(inbox, out);
    return out.getCopyOfBuffer();
  }

  private static AccountInbox read(byte[] bytes) throws IOException {
    return AccountInboxSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
  }

  @Test
  void whatIsDueIsGivenTimeByTimeInTheOrderOfInputs() {
    long time = TIME.toEpochMilli();
    List<AccountInput> in = inputs();
    List<Object> expected = new ArrayList<>(List.of(time - 1, time - 1, in.get(0), time));
    expected.addAll(in.subList(1, 8));
    expected.addAll(List.of(time + 1, in.get(8), time + 60_000, at(1, "21:00:00").toEpochMilli()));
    AccountInbox inbox = full();
    assertThat(inbox.isEmpty()).isFalse();
    assertThat(drained(inbox)).isEqualTo(expected);
    assertThat(inbox.isEmpty()).isTrue();
  }

  @Test
  void aSecondCopyIsToldAndTheFirstStays() {
    AccountInbox inbox = full();
    assertThat(inbox.add(TradingFixture.quote("AAA", 2, TIME, 50, 50))).isFalse();
    assertThat(inbox.add(TradingFixture.quote("AAA", 3, TIME, 50, 50))).isTrue();
    assertThat(drained(inbox)).contains(inputs().get(6));
  }

  /**
   * However it comes: more than may stay when it is taken, some of it before others of its time.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 50, 5_000})
  void aLongRunIsTakenInOrderWhileItGrows(int disorder) {
    Random random = new Random(disorder);
    AccountInbox inbox = new AccountInbox(AccountInbox.NEVER);
    List<AccountInput> taken = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Instant time = TIME.plusMillis(i - random.nextInt(disorder));
      AccountInput input = TradingFixture.quote("AAA", i, time, 100, 100);
      assertThat(inbox.add(input)).isTrue();
      assertThat(inbox.add(input)).isFalse();
      while (inbox.due() <= TIME.toEpochMilli() + i - disorder) {
        taken.add(inbox.next(inbox.due()));
      }
    }
    while (!inbox.isEmpty()) {
      taken.add(inbox.next(inbox.due()));
    }
    assertThat(taken).hasSize(5_000).isSortedAccordingTo(AccountInput.ORDER);
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    assertThat(drained(read(bytes(full())))).isEqualTo(drained(full()));
  }

  @Test
  void aCopyIsItsOwn() {
    AccountInbox inbox = full();
    AccountInbox copy = AccountInboxSerializer.INSTANCE.copy(inbox);
    drained(inbox);
    assertThat(drained(copy)).isEqualTo(drained(full()));
  }

  /** Version 1, as the release that brought it wrote it. */
  @Test
  void theFirstVersionStaysReadable() throws Exception {
    try (InputStream in =
        AccountInboxTest.class.getResourceAsStream("/state/account-inbox-v1.hex")) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      byte[] golden = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
      assertThat(drained(read(golden))).isEqualTo(drained(full()));
    }
  }

  @Test
  void anUnknownVersionIsRefused() throws Exception {
    byte[] bytes = bytes(full());
    bytes[0] = 9;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("inbox of an account: version 9, expected 1");
  }

  /** What kept its inputs in a map by time, as the operator did before there was an inbox. */
  private static final class Before
      extends KeyedBroadcastProcessFunction<
          String, AccountInput, PatternChange, PortfolioSnapshot> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(
        AccountInput input, ReadOnlyContext context, Collector<PortfolioSnapshot> out)
        throws Exception {
      MapState<Long, List<AccountInput>> waiting =
          getRuntimeContext()
              .getMapState(
                  new MapStateDescriptor<>(
                      "waiting", Types.LONG, Types.LIST(TypeInformation.of(AccountInput.class))));
      waiting.put(input.eventTime(), List.of(input));
    }

    @Override
    public void processBroadcastElement(
        PatternChange change, Context context, Collector<PortfolioSnapshot> out) {}
  }

  @Test
  void theMapOfInputsOfBeforeIsRefusedAndNotLost() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(new Before(), List.of(AccountPatterns.CHANGES)),
            AccountInput::account,
            Types.STRING,
            1,
            1,
            0)) {
      before.open();
      before.processElement(new StreamRecord<>(inputs().get(0)));
      snapshot = before.snapshot(1, 1);
    }
    assertThatThrownBy(() -> new TradingFixture(snapshot))
        .hasStackTraceContaining("Incompatible key/value state types. Was [MAP]");
  }
}
