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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows R1 to R7: each fault once, on a desk of separate processes. {@code ./sluice chaos} is the
 * same at full size.
 */
@Timeout(900)
@EnabledIfSystemProperty(
    named = "sluice.chaos",
    matches = ".*",
    disabledReason = "minutes of a whole machine: -Dsluice.chaos runs it")
class ChaosITCase {
  private static final Duration AWAY = Duration.ofSeconds(5);
  private static final int SESSIONS = 3;

  @TempDir private Path directory;

  @Test
  void eachFaultComesToTheSameAsNone() throws Exception {
    Set<FaultKind> all =
        Arrays.stream(FaultKind.values())
            .filter(kind -> !kind.ofAVenue())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
    ChaosResult result =
        new Chaos(
                new Chaos.ChaosOptions(
                    directory,
                    Duration.ZERO,
                    1,
                    List.of("TSLA", "SPY", "NVDA"),
                    SESSIONS,
                    all,
                    1,
                    AWAY),
                System.out::println)
            .run();
    assertThat(result.lines()).isEmpty();
    assertThat(result.differences()).isZero();
    assertThat(result.made()).extracting(FaultReport::kind).containsAll(all).hasSize(all.size());
    // One for R1, one and three for R2, two each for R3, one each for the others that kill.
    assertThat(result.kills()).isGreaterThanOrEqualTo(14);
    // What was killed was at work.
    assertThat(result.copies()).isPositive();
    // Three symbols, three sessions of 390 minutes: ticks, quotes, bars in log and table.
    assertThat(result.events()).isGreaterThan(4L * 3 * SESSIONS * 300);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    assertThat(Files.list(directory)).as("what a round without differences leaves").isEmpty();
  }
}
