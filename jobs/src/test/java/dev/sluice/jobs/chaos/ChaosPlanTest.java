package dev.sluice.jobs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Session;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {
  private static ChaosPlan plan(long seed, Set<FaultKind> kinds, int sessions, int times) {
    return ChaosPlan.draw(seed, List.of("SPY"), sessions, kinds, times, Duration.ofSeconds(1));
  }

  @Test
  void isTheSeeds() {
    Set<FaultKind> all = EnumSet.allOf(FaultKind.class);
    assertThat(plan(7, all, 3, 2)).isEqualTo(plan(7, all, 3, 2));
    assertThat(plan(7, all, 3, 2).faults()).isNotEqualTo(plan(8, all, 3, 2).faults());
  }

  @Test
  void hasEachFaultWithinASessionAndInTheOrderOfTime() {
    ChaosPlan plan = plan(3, EnumSet.allOf(FaultKind.class), 3, 1);
    assertThat(plan.faults())
        .hasSize(FaultKind.values().length)
        .isSortedAccordingTo(Comparator.comparing(ChaosPlan.Planned::at))
        .extracting(ChaosPlan.Planned::kind)
        .containsExactlyInAnyOrder(FaultKind.values());
    assertThat(plan.faults())
        .allSatisfy(
            fault ->
                assertThat(plan.sessions())
                    .anyMatch(
                        day ->
                            !fault.at().isBefore(day.open()) && fault.at().isBefore(day.close())));
  }

  @Test
  void hasTheFaultsOfTheObjectStoreOverACloseAndNoTwoOverOne() {
    Set<FaultKind> store =
        EnumSet.of(FaultKind.S3_SLOW, FaultKind.S3_TRUNCATED, FaultKind.S3_UNAVAILABLE);
    ChaosPlan plan = plan(1, store, 2, 3);
    assertThat(plan.faults()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Session day = plan.sessions().get(i);
      assertThat(plan.faults().get(i).at()).isBefore(day.close());
      assertThat(plan.faults().get(i).until()).isAfter(day.close());
    }
  }
}
