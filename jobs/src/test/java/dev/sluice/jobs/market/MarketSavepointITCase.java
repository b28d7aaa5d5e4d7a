package dev.sluice.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.JsonCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The row R20 of the targets: a savepoint that a release wrote, taken in the middle of a session,
 * and what is made of the rest of the log after it.
 *
 * <p>With {@code -Dsluice.savepoint.write} the savepoint in {@code src/test/resources} is written
 * anew first, with the result of the rest beside it; CONTRIBUTING.md says when.
 */
class MarketSavepointITCase {
  private static final Path COMMITTED = Path.of("src", "test", "resources", "savepoints");
  private static final Path RELEASE = COMMITTED.resolve("market-0.1.0");
  private static final String BARS = "bars.jsonl.gz";
  private static final String INDICATORS = "indicators.jsonl.gz";
  private static final Instant CUT = MarketStretches.CUTS.get(1);
  private static final MarketStretches LOG = new MarketStretches();

  @TempDir static Path directory;
  private static MarketRun undisturbed;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    try (StagedMarket market =
        new StagedMarket(directory.resolve("undisturbed"), MarketStretches.OPTIONS)) {
      market.append(LOG.log());
      market.start(1, null);
      market.await(MarketStretches.END);
      undisturbed = market.output();
    }
    assertThat(undisturbed.editions()).extracting(Bar::revision).contains(0, 1);
    if (System.getProperty("sluice.savepoint.write") != null) {
      writeAnew();
    }
  }

  private static void writeAnew() throws Exception {
    Path written;
    try (StagedMarket market =
        new StagedMarket(directory.resolve("writing"), MarketStretches.OPTIONS)) {
      market.append(LOG.between(Instant.MIN, CUT));
      market.start(1, null);
      market.await(CUT);
      written = market.stop(directory.resolve("savepoints"));
    }
    Files.createDirectories(RELEASE);
    try (Stream<Path> old = Files.list(RELEASE)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.list(written)) {
      for (Path file : files.toList()) {
        Files.copy(file, RELEASE.resolve(file.getFileName()));
      }
    }
    write(BARS, afterTheCut(undisturbed).values().stream().map(JsonCodec.BAR::encode));
    write(
        INDICATORS,
        indicatedAfterTheCut(undisturbed).values().stream().map(JsonCodec.INDICATED_BAR::encode));
  }

  private static void write(String name, Stream<byte[]> lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(RELEASE.resolve(name)))) {
      for (byte[] line : lines.toList()) {
        out.write(line);
        out.write('\n');
      }
    }
  }

  private static List<byte[]> read(String name) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RELEASE.resolve(name))),
                StandardCharsets.UTF_8))) {
      return in.lines().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
    }
  }

  /** The last edition of each bar that is not over when the log is cut. */
  private static Map<String, Bar> afterTheCut(MarketRun run) {
    Map<String, Bar> after = new TreeMap<>(run.lastEditions());
    after.values().removeIf(bar -> !bar.end().isAfter(CUT));
    return after;
  }

  private static Map<String, IndicatedBar> indicatedAfterTheCut(MarketRun run) {
    Map<String, IndicatedBar> after = new TreeMap<>(run.lastIndicated());
    after.values().removeIf(bar -> !bar.bar().end().isAfter(CUT));
    return after;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theSavepointOfTheReleaseGoesOnAsIfItHadNeverBeenStopped(int parallelism) throws Exception {
    MarketRun restored;
    try (StagedMarket market =
        new StagedMarket(directory.resolve("restored-" + parallelism), MarketStretches.OPTIONS)) {
      market.append(LOG.log());
      market.start(parallelism, RELEASE.toAbsolutePath());
      market.await(MarketStretches.END);
      restored = market.output();
    }
    assertThat(afterTheCut(restored)).isEqualTo(afterTheCut(undisturbed)).hasSizeGreaterThan(80);
    assertThat(indicatedAfterTheCut(restored)).isEqualTo(indicatedAfterTheCut(undisturbed));
    // What was over before the cut is written again only where a late trade has revised it.
    assertThat(undisturbed.lastEditions()).containsAllEntriesOf(restored.lastEditions());
    assertThat(restored.found()).isEqualTo(foundAfterTheCut());
  }

  /** The rows of the session that is not over when the log is cut. */
  private static Map<String, ?> foundAfterTheCut() {
    Map<String, ?> found = new TreeMap<>(undisturbed.found());
    found.keySet().removeIf(key -> !key.contains("2024-03-11"));
    assertThat(found).hasSize(4);
    return found;
  }

  @Test
  void whatTheReleaseMadeOfTheRestIsWhatIsMadeOfItNow() throws Exception {
    assertThat(afterTheCut(undisturbed).values())
        .containsExactlyElementsOf(read(BARS).stream().map(BarReader::read).toList());
    assertThat(indicatedAfterTheCut(undisturbed).values())
        .containsExactlyElementsOf(
            read(INDICATORS).stream().map(JsonCodec.INDICATED_BAR::decode).toList());
  }

  @Test
  void theSavepointIsSmall() throws IOException {
    try (Stream<Path> files = Files.list(RELEASE)) {
      long bytes = 0;
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
      assertThat(bytes).isBetween(10_000L, 300_000L);
    }
  }
}
