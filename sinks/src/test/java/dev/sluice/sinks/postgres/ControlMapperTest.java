package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ControlMapperTest {
  private static final Instant AT = Instant.parse("2026-01-02T15:00:00Z");

  private static Row row(Control control) {
    return new ControlMapper().rows(control).get(0);
  }

  @Test
  void aLimitIsRecordedWithItsValueBeforeTheReason() {
    Control control =
        new Control(
            "c", "a", ControlAction.SET_LIMIT, "earnings", "alice", AT, "max_notional", "5000");
    assertThat(row(control).values()).contains("SET_LIMIT", "max_notional = 5000: earnings");
  }

  @Test
  void anyOtherControlWithItsReasonAlone() {
    Control control = new Control("c", "a", ControlAction.REDUCE, "earnings", "alice", AT);
    assertThat(row(control).values()).contains("REDUCE", "earnings");
  }

  @Test
  void aCoolDownWithItsSpanBeforeTheReason() {
    Control control =
        new Control("c", "a", ControlAction.COOL_DOWN, "5 losses", "pattern:X", AT, null, "PT30M");
    assertThat(row(control).values()).contains("COOL_DOWN", "PT30M: 5 losses");
  }
}
