package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.trading.AccountEvent;
import dev.sluice.domain.trading.AccountMachine;
import dev.sluice.domain.trading.AccountState;
import dev.sluice.domain.trading.AccountStatus;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderRole;
import dev.sluice.domain.trading.OrderTerms;
import dev.sluice.domain.trading.OrderTicket;
import dev.sluice.domain.trading.OrderType;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.TimeInForce;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AccountStateSerializerTest {
  /** With this property the newest version's bytes are written anew; the next run reads them. */
  private static final String WRITE = "sluice.state.write";

  /** Long of one symbol with its bracket at work, another entry waiting, paused. */
  private static AccountState account() {
    AccountMachine machine = new AccountMachine(TradingFixture.PAPER, new WeekdayCalendar());
    AccountState state = machine.open();
    machine.apply(state, TradingFixture.quote("AAA", 1, at(1, "15:00:00"), 99.98, 100).tick());
    machine.apply(
        state, TradingFixture.signal("a", "AAA", at(1, "15:01:00"), SignalType.BUY).signal());
    machine.apply(state, TradingFixture.quote("AAA", 2, at(1, "15:02:00"), 100.03, 100.05).tick());
    machine.apply(state, TradingFixture.quote("BBB", 1, at(1, "15:03:00"), 40, 40.01).tick());
    machine.apply(
        state, TradingFixture.signal("b", "BBB", at(1, "15:03:00"), SignalType.BUY).signal());
    machine.apply(
        state, TradingFixture.control("c", at(1, "15:04:00"), ControlAction.PAUSE).control());
    return state;
  }

  /** With a trailing stop and a limit order of a group as well. */
  private static AccountState withTickets() {
    AccountMachine machine = new AccountMachine(TradingFixture.PAPER, new WeekdayCalendar());
    AccountState state = account();
    machine.apply(state, exit("d").withTrailingPercent(new BigDecimal("2.5")));
    machine.apply(state, exit("e").withLimit(new BigDecimal("104.25")));
    return state;
  }

  private static OrderTicket exit(String id) {
    return OrderTicket.of(
            id,
            "rule",
            "AAA",
            OrderRole.EXIT,
            Side.SELL,
            OrderType.MARKET,
            new BigDecimal("40"),
            at(1, "15:05:00"))
        .withTimeInForce(TimeInForce.GTC)
        .withOcoGroup("pair");
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        AccountStateSerializerTest.class.getResourceAsStream("/state/" + name + ".hex")) {
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  private static AccountState read(byte[] bytes) throws IOException {
    return new AccountStateSerializer().deserialize(new DataInputDeserializer(bytes));
  }

  /** What an account says of a bad quote, an exit and its fill, and the session's end. */
  private static List<AccountEvent> goesOn(AccountState state) {
    AccountMachine machine = new AccountMachine(TradingFixture.PAPER, new WeekdayCalendar());
    List<AccountEvent> events = new ArrayList<>();
    events.addAll(
        machine.apply(state, TradingFixture.quote("BBB", 2, at(1, "15:05:40"), 41, 41.01).tick()));
    events.addAll(
        machine.apply(
            state, TradingFixture.signal("x", "AAA", at(1, "15:06:00"), SignalType.SELL).signal()));
    events.addAll(
        machine.apply(state, TradingFixture.quote("AAA", 3, at(1, "15:07:00"), 101, 102).tick()));
    events.addAll(machine.advanceTo(state, at(1, "21:00:00").toEpochMilli()));
    return events;
  }

  private static AccountState limited() {
    AccountState changed = withTickets();
    limit(changed, "max_notional", "5000");
    return changed;
  }

  private static void writtenAsGolden(AccountState state, String name) throws IOException {
    String hex = HexFormat.of().formatHex(bytes(state));
    if (System.getProperty(WRITE) != null) {
      Files.writeString(Path.of("src/test/resources/state/" + name + ".hex"), hex + "\n");
    }
    assertThat(hex).isEqualTo(HexFormat.of().formatHex(golden(name)));
    assertThat(read(golden(name))).isEqualTo(state);
  }

  @Test
  void version4IsReadAsItWasWritten() throws IOException {
    AccountState changed = limited();
    control(changed, ControlAction.COOL_DOWN, null, "PT30M");
    writtenAsGolden(changed, "account-state-v4");
    assertThat(changed.coolingUntil()).contains(at(1, "15:35:20"));
  }

  /** An entry that ended in part, its protection, an exit that waits for it to end. */
  @Test
  void version4OfAnAccountElsewhereIsReadAsItWasWritten() throws IOException {
    AccountState state = elsewhere();
    // An exit of other terms waits in its place.
    new AccountMachine(TradingFixture.PAPER.at("REMOTE"), new WeekdayCalendar())
        .apply(
            state,
            TradingFixture.signal("y", "AAA", at(1, "15:07:00"), SignalType.EXIT)
                .signal()
                .with(OrderTerms.trailingPercent(new BigDecimal("2.5")).goodTillCancelled()));
    writtenAsGolden(state, "account-state-v4-remote");
  }

  private static AccountState elsewhere() {
    AccountMachine machine =
        new AccountMachine(TradingFixture.PAPER.at("REMOTE"), new WeekdayCalendar());
    AccountState state = machine.open();
    machine.apply(state, TradingFixture.quote("AAA", 1, at(1, "15:00:00"), 99.98, 100).tick());
    Order entry =
        machine
            .apply(
                state,
                TradingFixture.signal("a", "AAA", at(1, "15:01:00"), SignalType.BUY).signal())
            .stream()
            .filter(AccountEvent.VenueRequested.class::isInstance)
            .map(event -> ((AccountEvent.VenueRequested) event).request().order())
            .findFirst()
            .orElseThrow();
    Instant told = at(1, "15:02:00");
    machine.apply(state, report(entry, ExecutionReport.Type.TRADE, new BigDecimal("40"), told));
    machine.apply(state, report(entry, ExecutionReport.Type.CANCELLED, null, told));
    machine.apply(
        state, TradingFixture.signal("x", "AAA", at(1, "15:06:00"), SignalType.SELL).signal());
    assertThat(state.workingOrders()).isEqualTo(2);
    return state;
  }

  /** The venue's name is of version 4: an account of before takes it with its next input. */
  @Test
  void version3IsReadAndGoesOn() throws IOException {
    AccountState expected = limited();
    control(expected, ControlAction.COOL_DOWN, null, "PT30M");
    AccountState read = read(golden("account-state-v3"));
    assertThat(goesOn(read)).isEqualTo(goesOn(expected));
    assertThat(read).isEqualTo(expected);

    AccountState away = elsewhere();
    AccountMachine machine =
        new AccountMachine(TradingFixture.PAPER.at("REMOTE"), new WeekdayCalendar());
    read = read(golden("account-state-v3-remote"));
    AccountInput halt = TradingFixture.control("h", at(1, "15:07:00"), ControlAction.HALT);
    assertThat(machine.apply(read, halt.control()))
        .isEqualTo(machine.apply(away, halt.control()))
        .isNotEmpty();
    assertThat(read).isEqualTo(away);
  }

  private static ExecutionReport report(
      Order order, ExecutionReport.Type type, BigDecimal quantity, Instant at) {
    BigDecimal price = quantity == null ? null : new BigDecimal("100.5");
    BigDecimal commission = quantity == null ? null : BigDecimal.ONE;
    return new ExecutionReport(
        "e1",
        order.account(),
        "REMOTE",
        type,
        order.id(),
        null,
        quantity,
        price,
        null,
        commission,
        null,
        at,
        at,
        1,
        true);
  }

  @Test
  void version2IsReadAndGoesOn() throws IOException {
    AccountState read = read(golden("account-state-v2"));
    AccountState expected = limited();
    assertThat(read.coolingUntil()).isEmpty();
    assertThat(goesOn(read)).isEqualTo(goesOn(expected));
    assertThat(read).isEqualTo(expected);
    read = read(golden("account-state-v2"));
    assertThat(read.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(read.quantity("AAA")).isEqualByComparingTo("89");
    assertThat(read.workingOrders()).isEqualTo(5);
  }

  @Test
  void version1IsReadAndGoesOn() throws IOException {
    AccountState read = read(golden("account-state-v1"));
    assertThat(read.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(read.cash()).isEqualTo(account().cash());
    assertThat(read.equity()).isEqualTo(account().equity());
    assertThat(read.takenThrough()).isEqualTo(account().takenThrough());
    assertThat(read.quantity("AAA")).isEqualByComparingTo("89");
    assertThat(read.workingOrders()).isEqualTo(3);
    assertThat(read.illegalOrderChanges()).isZero();
    // An order of that time has fewer versions behind it: it was not submitted, only accepted.
    assertThat(fills(goesOn(read(golden("account-state-v1")))))
        .isEqualTo(fills(goesOn(account())))
        .isNotEmpty();
    assertThat(read(bytes(read))).as("written again it is of the newest version").isEqualTo(read);

    AccountState now = account();
    AccountMachine machine = new AccountMachine(TradingFixture.PAPER, new WeekdayCalendar());
    AccountInput fall = TradingFixture.quote("AAA", 9, at(1, "15:06:00"), 90, 90.02);
    assertThat(fills(machine.apply(read, fall.tick())))
        .isEqualTo(fills(machine.apply(now, fall.tick())))
        .hasSize(1);
    assertThat(read.quantity("AAA")).isZero();
    assertThat(read.workingOrders()).as("the stop cancels the target").isEqualTo(1);
    AccountInput fill = TradingFixture.quote("BBB", 9, at(1, "15:07:00"), 40, 40.01);
    assertThat(fills(machine.apply(read, fill.tick())))
        .isEqualTo(fills(machine.apply(now, fill.tick())))
        .hasSize(1);
    assertThat(read.cash()).isEqualTo(now.cash());
  }

  private static List<Fill> fills(List<AccountEvent> events) {
    return events.stream()
        .filter(AccountEvent.Filled.class::isInstance)
        .map(event -> ((AccountEvent.Filled) event).fill())
        .toList();
  }

  private static void limit(AccountState state, String limit, String value) {
    control(state, ControlAction.SET_LIMIT, limit, value);
  }

  private static void control(
      AccountState state, ControlAction action, String limit, String value) {
    new AccountMachine(TradingFixture.PAPER, new WeekdayCalendar())
        .apply(
            state,
            new Control("l", "paper", action, "test", "alice", at(1, "15:05:20"), limit, value));
  }

  @Test
  void anUnknownVersionIsRefused() throws IOException {
    byte[] bytes = bytes(account());
    bytes[0] = 99;
    assertThatThrownBy(
            () -> new AccountStateSerializer().deserialize(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 99");
  }

  @Test
  void copiesShareNothing() throws IOException {
    AccountStateSerializer serializer = new AccountStateSerializer();
    AccountState state = account();
    AccountState copy = serializer.copy(state);
    new AccountMachine(TradingFixture.PAPER, new WeekdayCalendar())
        .apply(copy, TradingFixture.control("d", at(1, "15:05:00"), ControlAction.HALT).control());
    assertThat(state).isEqualTo(account()).isNotEqualTo(copy);
  }

  @Test
  void inputsNeedNoGenericSerializer() throws IOException {
    SerializerConfigImpl noKryo =
        new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    var serializer = TypeInformation.of(AccountInput.class).createSerializer(noKryo);
    for (AccountInput input :
        new AccountInput[] {
          TradingFixture.quote("AAA", 1, at(1, "15:00:00"), 99.98, 100),
          TradingFixture.signal("a", "AAA", at(1, "15:01:00"), SignalType.HOLD),
          TradingFixture.control("c", at(1, "15:04:00"), ControlAction.PAUSE)
        }) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      serializer.serialize(input, out);
      assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
          .isEqualTo(input);
    }
  }

  private static byte[] bytes(AccountState state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new AccountStateSerializer().serialize(state, out);
    return out.getCopyOfBuffer();
  }
}
