package dev.sluice.bench.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersPlanTest {
  private static final OrdersPlan PLAN = new OrdersPlan(50, 2_000, 6_001, 100);

  @Test
  void quotesComeAtTheRateAndSignalsAtTheirs() {
    assertThat(PLAN.time(2_000) - PLAN.time(0)).isEqualTo(1_000);
    List<Signal> signals = new ArrayList<>();
    long before = PLAN.time(0);
    for (long n = 0; n < PLAN.quotes(); n++) {
      Tick quote = PLAN.quote(n);
      assertThat(quote.eventTime()).isGreaterThanOrEqualTo(before);
      assertThat(quote.ask()).isGreaterThan(quote.bid());
      before = quote.eventTime();
      if (PLAN.hasSignal(n)) {
        signals.add(PLAN.signal(n));
      }
    }
    assertThat(signals).hasSize(300).hasSize((int) PLAN.signals());
    assertThat(signals.stream().map(Signal::id)).doesNotHaveDuplicates();
    assertThat(signals.get(0).eventTime().toEpochMilli()).isEqualTo(PLAN.time(20));
  }

  @Test
  void aSymbolIsEnteredAndARoundLaterLeft() {
    Signal entry = PLAN.signal(20);
    Signal exit = PLAN.signal(20 * (1 + OrdersPlan.TRADED));
    assertThat(exit.symbol()).isEqualTo(entry.symbol());
    assertThat(entry.type()).isEqualTo(SignalType.BUY);
    assertThat(exit.type()).isEqualTo(SignalType.EXIT);
    for (long n = 0; n < PLAN.quotes(); n++) {
      Tick quote = PLAN.quote(n);
      if (quote.symbol().equals(entry.symbol())) {
        assertThat(quote.bid()).isBetween(entry.stop().doubleValue(), entry.target().doubleValue());
      }
    }
  }

  @Test
  void aPlanBeyondTheSessionIsRefused() {
    assertThatThrownBy(() -> new OrdersPlan(50, 1_000, 1_000L * 3_600 * 7, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at most six hours");
    assertThatThrownBy(() -> new OrdersPlan(50, 50, 1_000, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as many quotes as signals");
  }
}
