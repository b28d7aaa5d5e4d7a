package dev.sluice.operators.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.OrderTerms;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What is written is what is read, whichever way it is written. */
class AccountInputSerializerTest {
  private final TypeSerializer<AccountInput> serializer =
      AccountInputSerializer.TYPE.createSerializer(new SerializerConfigImpl());

  private AccountInput through(AccountInput input) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(input, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  @Test
  void ticksOfEveryKind() throws IOException {
    List<Tick> ticks =
        List.of(
            Tick.trade("SPY", 7, 1_700_000_000_000L, 401.25, 3.5, "feed", false),
            Tick.quote("BRK-A", 8, -1, 1.5, Double.NaN, 1.75, 200, "", true),
            Tick.quote("SPY", 8, 5, 1.5, Double.NaN, 1.5, Double.NaN, "path", false),
            Tick.quote("SPY", 8, 5, 1.5, Double.NaN, 1.5, 200, "path", false),
            Tick.split("Ünï;'\"", 9, 0, 0.1, "größe", false));
    for (Tick tick : ticks) {
      AccountInput input = AccountInput.of("paper", tick);
      assertThat(through(input)).isEqualTo(input);
    }
  }

  @Test
  void signals() throws IOException {
    Signal signal =
        new Signal(
            "id",
            null,
            "sma-cross",
            "SPY",
            SignalType.BUY,
            0.5,
            new BigDecimal("401.25"),
            null,
            null,
            Instant.parse("2024-01-02T21:00:00Z"),
            null,
            null,
            null,
            Map.of("reason", "why"),
            false);
    AccountInput input = AccountInput.of("paper", signal);
    assertThat(through(input)).isEqualTo(input);
    AccountInput terms =
        AccountInput.of(
            "paper", signal.with(OrderTerms.stopLimit(new BigDecimal("410.5"), BigDecimal.TEN)));
    assertThat(through(terms)).isEqualTo(terms).isNotEqualTo(input);
  }
}
