package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalReaderTest {
  private static final Instant TIME = Instant.parse("2012-03-01T21:01:00Z");
  private static final Signal SIGNAL =
      new Signal(
          "s1",
          null,
          "rule",
          "SPY",
          SignalType.BUY,
          1,
          null,
          null,
          null,
          TIME,
          null,
          null,
          null,
          Map.of(),
          true);

  private static String text() {
    return new String(JsonCodec.SIGNAL.encode(SIGNAL), StandardCharsets.UTF_8);
  }

  private static Signal read(String json) {
    return SignalReader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSignalIsReadAsItWasWritten() {
    assertThat(read(text())).isEqualTo(SIGNAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "strategy", "symbol", "type", "event_time"})
  void whatLacksWhatAnOrderIsMadeOfIsRefusedByName(String field) {
    String without = text().replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":null");
    assertThat(without).isNotEqualTo(text());
    assertThatThrownBy(() -> read(without))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage(field + ": was 'null', expected a value");
  }

  @Test
  void aTimeThatIsNoneOfMillisecondsAndNothingAtAllAreRefused() {
    assertThatThrownBy(() -> read(text().replace(TIME.toString(), "+999999999-01-01T00:00:00Z")))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith("event_time: was '+999999999-01-01T00:00:00Z'");
    assertThatThrownBy(() -> SignalReader.read(null))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith("value: was null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"account\":\"paper\"}", "{\"id\":\"c1\"}"})
  void anInputThatIsForNobodyOrHasNoIdIsRefused(String json) {
    assertThatThrownBy(() -> SequencedInput.decode(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith("id and account: were");
  }
}
