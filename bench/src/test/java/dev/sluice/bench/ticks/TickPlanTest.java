package dev.sluice.bench.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Tick;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TickPlanTest {
  @Test
  void everySymbolTradesEquallyOftenInEveryMinute() {
    TickPlan plan = new TickPlan(7, 10, 7 * 10 * 3);
    Map<String, Integer> inMinute = new HashMap<>();
    Map<String, Long> sequences = new HashMap<>();
    long last = Long.MIN_VALUE;
    for (long n = 0; n < plan.ticks(); n++) {
      Tick tick = plan.tick(n);
      assertThat(tick.eventTime()).isGreaterThanOrEqualTo(last);
      last = tick.eventTime();
      inMinute.merge(tick.symbol() + "/" + last / 60_000, 1, Integer::sum);
      assertThat(tick.sequence()).isEqualTo(sequences.getOrDefault(tick.symbol(), 0L) + 1);
      sequences.put(tick.symbol(), tick.sequence());
      assertThat(tick.price()).isPositive();
      assertThat(tick.size()).isPositive();
    }
    assertThat(inMinute).hasSize(7 * 3).allSatisfy((key, count) -> assertThat(count).isEqualTo(10));
    assertThat(plan.minuteBars()).isEqualTo(21);
  }

  @Test
  void ticksGoOnInTheNextSession() {
    TickPlan plan = new TickPlan(1, 1, 391);
    assertThat(Instant.ofEpochMilli(plan.time(0))).isEqualTo("2024-01-02T14:30:00Z");
    assertThat(Instant.ofEpochMilli(plan.time(389))).isEqualTo("2024-01-02T20:59:00Z");
    assertThat(Instant.ofEpochMilli(plan.time(390))).isEqualTo("2024-01-03T14:30:00Z");
    assertThat(plan.sessionBars()).isEqualTo(2);
    assertThat(plan.weekBars()).isEqualTo(1);
    assertThat(Instant.ofEpochMilli(plan.end())).isEqualTo("2024-01-05T21:00:00Z");
  }

  @Test
  void aPlanCanTradeInTheFirstMinutesOfSessionsAlone() {
    TickPlan plan = new TickPlan(1, 1, 6, 1);
    assertThat(plan.sessionBars()).isEqualTo(6);
    assertThat(plan.weekBars()).isEqualTo(2);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new TickPlan(0, 1, 1)).hasMessageContaining("symbols 0");
    assertThatThrownBy(() -> new TickPlan(7919, 1, 1)).hasMessageContaining("7919");
  }
}
