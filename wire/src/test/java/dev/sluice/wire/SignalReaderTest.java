package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.trading.OrderTerms;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void aSignalWithoutTermsIsWrittenAsBeforeThereWereAny() {
    assertThat(text())
        .isEqualTo(
            "{\"schema\":\"signal/1\",\"id\":\"s1\",\"execution_id\":null,\"strategy\":\"rule\","
                + "\"symbol\":\"SPY\",\"type\":\"BUY\",\"confidence\":1.0,\"entry\":null,"
                + "\"stop\":null,\"target\":null,\"event_time\":\"2012-03-01T21:01:00Z\","
                + "\"analysis_id\":null,\"daily_chart_id\":null,\"weekly_chart_id\":null,"
                + "\"metadata\":{},\"simulated\":true}");
  }

  private static String with(String terms) {
    return text().replaceFirst("}$", ",\"terms\":" + terms + "}");
  }

  @Test
  void termsAreReadAsTheyWereWritten() {
    for (OrderTerms terms :
        new OrderTerms[] {
          OrderTerms.limit(new BigDecimal("410.25")).goodTillCancelled(),
          OrderTerms.stopLimit(new BigDecimal("101"), new BigDecimal("101.5")),
          OrderTerms.trailingPercent(new BigDecimal("2.5")).goodTillCancelled(),
          OrderTerms.trailingAmount(BigDecimal.TEN),
          OrderTerms.onOpen(),
          OrderTerms.market().fillOrKill()
        }) {
      Signal signal = SIGNAL.with(terms);
      assertThat(SignalReader.read(JsonCodec.SIGNAL.encode(signal))).isEqualTo(signal);
    }
    assertThat(read(with("{\"type\":\"LIMIT\",\"limit_price\":99.50}")).terms())
        .isEqualTo(OrderTerms.limit(new BigDecimal("99.5")));
    assertThat(read(with("null"))).isEqualTo(SIGNAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"LIMIT\"}|terms: limitPrice is null, expected above 0 for LIMIT",
        "{\"limit_price\":1}|terms: type is null, expected a type of order such as LIMIT",
        "{\"type\":\"STOP\",\"stop_price\":-2}|terms: stopPrice is -2, expected above 0 for STOP",
        "{\"type\":\"MARKET\",\"limit_price\":1}|terms: limitPrice is 1, expected none for MARKET",
        "{\"type\":\"PEGGED\"}|terms.type: Cannot deserialize value of type",
        "{\"type\":\"LIMIT\",\"limit_price\":\"x\"}|terms.limit_price: Cannot deserialize value",
        "7|terms: Cannot construct instance",
      })
  void termsThatDoNotGoTogetherAreRefusedByName(String terms, String message) {
    assertThatThrownBy(() -> read(with(terms)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith(message);
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
