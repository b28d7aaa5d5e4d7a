package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.trading.AccountMachine;
import dev.sluice.domain.trading.AccountState;
import dev.sluice.domain.trading.AccountStatus;
import dev.sluice.domain.trading.ControlAction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AccountStateSerializerTest {
  private static final String GOLDEN = "/state/account-state-v1.hex";

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

  @Test
  void version1IsReadAsItWasWritten() throws IOException {
    byte[] golden;
    try (InputStream in = AccountStateSerializerTest.class.getResourceAsStream(GOLDEN)) {
      golden =
          HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
    AccountState read = new AccountStateSerializer().deserialize(new DataInputDeserializer(golden));
    assertThat(read).isEqualTo(account());
    assertThat(read.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(read.quantity("AAA")).isEqualByComparingTo("89");
    assertThat(read.workingOrders()).isEqualTo(3);
    assertThat(bytes(account())).isEqualTo(golden);
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
