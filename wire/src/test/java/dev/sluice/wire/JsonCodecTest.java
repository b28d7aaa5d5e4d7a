package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
  @Test
  void aTickComesBackAsItWas() {
    Tick tick = Tick.trade("SPY", 7, 1_600_000_000_000L, 334.25, 0.5, "test", true);
    assertThat(JsonCodec.TICK.decode(JsonCodec.TICK.encode(tick))).isEqualTo(tick);
  }

  @Test
  void whatIsNotKnownIsNullOnTheWireAndNanInTheRecord() {
    byte[] bytes = JsonCodec.TICK.encode(Tick.trade("SPY", 7, 1, 334.25, 1, "test", false));
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("\"bid\":null", "\"schema\":\"tick/1\"");
    assertThat(JsonCodec.TICK.decode("{\"symbol\":\"SPY\"}".getBytes(StandardCharsets.UTF_8)).ask())
        .isNaN();
  }

  @Test
  void customIndicatorsComeByTheirNamesAndMayBeMissing() {
    IndicatedBar bar = new IndicatedBar(null, null, Map.of("kama", 1.5, "CCIIndicator_20", -66.25));
    byte[] bytes = JsonCodec.INDICATED_BAR.encode(bar);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("\"custom\":{\"CCIIndicator_20\":-66.25,\"kama\":1.5}");
    assertThat(JsonCodec.INDICATED_BAR.decode(bytes)).isEqualTo(bar);
    byte[] old = "{\"schema\":\"indicated-bar/1\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(JsonCodec.INDICATED_BAR.decode(old).custom()).isEmpty();
  }

  @Test
  void instantsAreIso() {
    Control control =
        new Control(
            "1", "*", ControlAction.HALT, "test", "me", Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(new String(JsonCodec.CONTROL.encode(control), StandardCharsets.UTF_8))
        .contains("\"effective_at\":\"2026-01-02T03:04:05Z\"");
    assertThat(JsonCodec.CONTROL.decode(JsonCodec.CONTROL.encode(control))).isEqualTo(control);
  }

  @Test
  void aControlOfBeforeThereWereLimitsIsRead() {
    byte[] old =
        ("{\"schema\":\"control/1\",\"id\":\"1\",\"account\":\"*\",\"action\":\"HALT\","
                + "\"reason\":\"test\",\"requested_by\":\"me\","
                + "\"effective_at\":\"2026-01-02T03:04:05Z\"}")
            .getBytes(StandardCharsets.UTF_8);
    Instant at = Instant.parse("2026-01-02T03:04:05Z");
    assertThat(JsonCodec.CONTROL.decode(old))
        .isEqualTo(new Control("1", "*", ControlAction.HALT, "test", "me", at));
    Control limit =
        new Control("2", "*", ControlAction.SET_LIMIT, "test", "me", at, "max_notional", "5000");
    assertThat(JsonCodec.CONTROL.decode(JsonCodec.CONTROL.encode(limit))).isEqualTo(limit);
  }

  @Test
  void moneyComesBackToTheLastDigit() {
    Fill fill =
        new Fill(
            "f",
            "o",
            "s",
            "e",
            "a",
            "SPY",
            Side.BUY,
            new BigDecimal("100"),
            new BigDecimal("12345678901234.12345678901234567890"),
            new BigDecimal("560.50"),
            new BigDecimal("0.00"),
            Instant.EPOCH,
            "PAPER",
            false);
    assertThat(JsonCodec.FILL.decode(JsonCodec.FILL.encode(fill))).isEqualTo(fill);
  }

  @Test
  void bytesOfAnotherSchemaAreRefusedByName() {
    byte[] order = "{\"schema\":\"order/1\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> JsonCodec.TICK.decode(order))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("order/1")
        .hasMessageContaining("tick/1");
  }

  @Test
  void whatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> JsonCodec.TICK.decode(new byte[] {'{', 1}))
        .isInstanceOf(MalformedRecordException.class);
  }
}
