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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static byte[] golden(int version) throws IOException {
    try (InputStream in =
        AccountStateSerializerTest.class.getResourceAsStream(
            "/state/account-state-v" + version + ".hex")) {
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
        machine.apply(state, TradingFixture.quote("BBB", 2, at(1, "15:05:00"), 41, 41.01).tick()));
    events.addAll(
        machine.apply(
            state, TradingFixture.signal("x", "AAA", at(1, "15:06:00"), SignalType.SELL).signal()));
    events.addAll(
        machine.apply(state, TradingFixture.quote("AAA", 3, at(1, "15:07:00"), 101, 102).tick()));
    events.addAll(machine.advanceTo(state, at(1, "21:00:00").toEpochMilli()));
    return events;
  }

  @Test
  void version1IsReadAndGoesOn() throws IOException {
    AccountState read = read(golden(1));
    assertThat(read.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(read.quantity("AAA")).isEqualByComparingTo("89");
    assertThat(read.workingOrders()).isEqualTo(3);
    assertThat(read.cash()).isEqualByComparingTo(account().cash());
    assertThat(goesOn(read)).isEqualTo(goesOn(account()));
    assertThat(bytes(read)[0]).as("and is written as the newest").isEqualTo((byte) 2);
  }

  @Test
  void version2IsReadAsItWasWritten() throws IOException {
    AccountState changed = account();
    limit(changed, "max_notional", "5000");
    if (System.getProperty(WRITE) != null) {
      Files.writeString(
          Path.of("src/test/resources/state/account-state-v2.hex"),
          HexFormat.of().formatHex(bytes(changed)) + "\n");
    }
    byte[] golden = golden(2);
    AccountState read = read(golden);
    assertThat(read).isEqualTo(changed);
    assertThat(read.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(read.quantity("AAA")).isEqualByComparingTo("89");
    assertThat(read.workingOrders()).isEqualTo(3);
    assertThat(bytes(changed)).isEqualTo(golden);
    assertThat(goesOn(read)).isEqualTo(goesOn(changed));
  }

  private static void limit(AccountState state, String limit, String value) {
    new AccountMachine(TradingFixture.PAPER, new WeekdayCalendar())
        .apply(
            state,
            new Control(
                "l",
                "paper",
                ControlAction.SET_LIMIT,
                "test",
                "alice",
                at(1, "15:04:30"),
                limit,
                value));
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
