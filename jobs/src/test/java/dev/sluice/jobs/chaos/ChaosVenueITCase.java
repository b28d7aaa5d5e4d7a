package dev.sluice.jobs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows R8 to R10, and R1 beside them, on a desk of separate processes that has an account at a
 * venue: a fault of each row, with {@code -Dsluice.chaos} every fault of a venue.
 */
@Timeout(900)
class ChaosVenueITCase {
  private static final Duration AWAY = Duration.ofSeconds(5);
  private static final boolean ALL = System.getProperty("sluice.chaos") != null;
  private static final int SESSIONS = ALL ? 2 : 1;

  @TempDir private Path directory;

  @Test
  void eachFaultOfAVenueLeavesTheAccountAsTheVenueHasIt() throws Exception {
    Set<FaultKind> kinds = ALL ? everyFault() : ofEachRow();
    kinds.add(FaultKind.TASK_MANAGER_KILLED);
    ChaosResult result =
        new Chaos(
                new Chaos.ChaosOptions(
                    directory, Duration.ZERO, 1, List.of("TSLA", "SPY"), SESSIONS, kinds, 1, AWAY),
                System.out::println)
            .run();
    assertThat(result.lines()).isEmpty();
    assertThat(result.differences()).isZero();
    assertThat(result.made())
        .extracting(FaultReport::kind)
        .containsExactlyInAnyOrderElementsOf(kinds);
    assertThat(result.made()).extracting(FaultReport::problem).containsOnlyNulls();
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  private static Set<FaultKind> everyFault() {
    return Arrays.stream(FaultKind.values())
        .filter(FaultKind::ofAVenue)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
  }

  private static Set<FaultKind> ofEachRow() {
    return EnumSet.of(
        FaultKind.CONNECTOR_KILLED,
        FaultKind.VENUE_GONE_AFTER_SEND,
        FaultKind.EXECUTIONS_OUT_OF_ORDER,
        FaultKind.VENUE_ORDER_IDS_BACK);
  }
}
