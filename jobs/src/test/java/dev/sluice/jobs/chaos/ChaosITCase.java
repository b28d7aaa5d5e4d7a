package dev.sluice.jobs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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
 * Rows R1 to R7 on a desk of separate processes: a fault of each row, with {@code -Dsluice.chaos}
 * every fault there is. {@code ./sluice chaos} is the same at full size.
 */
@Timeout(900)
class ChaosITCase {
  private static final Duration AWAY = Duration.ofSeconds(5);
  private static final boolean ALL = System.getProperty("sluice.chaos") != null;
  private static final int SESSIONS = ALL ? 3 : 2;
  private static final List<String> SYMBOLS =
      ALL ? List.of("TSLA", "SPY", "NVDA") : List.of("TSLA", "SPY");

  @TempDir private Path directory;

  @Test
  void eachFaultComesToTheSameAsNone() throws Exception {
    Set<FaultKind> all = ALL ? everyFault() : ofEachRow();
    ChaosResult result =
        new Chaos(
                new Chaos.ChaosOptions(
                    directory, Duration.ZERO, 1, SYMBOLS, SESSIONS, all, 1, AWAY),
                System.out::println)
            .run();
    assertThat(result.lines()).isEmpty();
    assertThat(result.differences()).isZero();
    assertThat(result.made()).extracting(FaultReport::kind).containsAll(all).hasSize(all.size());
    // One for R1, one for R2 (and three), two for each of R3, one each for the others that kill.
    assertThat(result.kills()).isGreaterThanOrEqualTo(ALL ? 14 : 6);
    // What was killed was at work.
    assertThat(result.copies()).isPositive();
    // Of each symbol sessions of 390 minutes: ticks, quotes, bars in log and table.
    assertThat(result.events()).isGreaterThan(4L * SYMBOLS.size() * SESSIONS * 300);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    assertThat(Files.list(directory)).as("what a round without differences leaves").isEmpty();
  }

  private static Set<FaultKind> everyFault() {
    return Arrays.stream(FaultKind.values())
        .filter(kind -> !kind.ofAVenue())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
  }

  private static Set<FaultKind> ofEachRow() {
    return EnumSet.of(
        FaultKind.TASK_MANAGER_KILLED,
        FaultKind.ALL_OF_FLINK_KILLED,
        FaultKind.KILLED_BEFORE_COMMIT,
        FaultKind.KAFKA_AWAY,
        FaultKind.DATABASE_AWAY,
        FaultKind.ACKNOWLEDGEMENT_LOST,
        FaultKind.S3_UNAVAILABLE,
        FaultKind.DISK_FULL);
  }
}
