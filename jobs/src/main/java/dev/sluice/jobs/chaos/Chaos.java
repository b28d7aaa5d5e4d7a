package dev.sluice.jobs.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Rounds of an undisturbed run and one with faults, compared record by record and row by row. */
public final class Chaos {
  private final ChaosOptions options;
  private final Consumer<String> say;
  private final List<String> lines = new ArrayList<>();
  private final List<FaultReport> made = new ArrayList<>();

  /** By the monotonic clock; no fault begins after it. */
  private long until;

  private int rounds;
  private int differences;
  private long events;
  private long copies;

  /**
   * Chaos as it is asked for.
   *
   * @param say is told of progress, a line each
   */
  public Chaos(ChaosOptions options, Consumer<String> say) {
    this.options = options;
    this.say = say;
  }

  /**
   * Runs rounds until the time is over, at least one; of the last, faults that the time does not
   * reach are left out, and its market goes to its end all the same. Where one has differences its
   * directory is kept.
   *
   * @throws ChaosException where a part could not be run
   */
  public ChaosResult run() throws Exception {
    long begun = System.nanoTime();
    // One round is whole where no time is given: that is how a seed is repeated.
    until = begun + (options.time().isZero() ? Duration.ofDays(365) : options.time()).toNanos();
    do {
      round();
    } while (!options.time().isZero() && System.nanoTime() - until < 0);
    return new ChaosResult(
        options.seed(),
        rounds,
        made.stream().mapToInt(FaultReport::kills).sum(),
        made.size(),
        (int) made.stream().filter(FaultReport::late).count(),
        events,
        copies,
        differences,
        List.copyOf(lines),
        List.copyOf(made),
        Math.round((System.nanoTime() - begun) / 1e8) / 10.0);
  }

  private void round() throws Exception {
    // A round is the seed's whatever came before it: it can be repeated alone.
    long seed = options.seed() + rounds++;
    ChaosPlan plan = plan(seed);
    Path directory = options.directory().resolve("seed-" + seed);
    delete(directory);
    say.accept(
        "seed %d: %d sessions of %s, %d faults"
            .formatted(
                seed,
                plan.sessions().size(),
                String.join(",", plan.symbols()),
                plan.faults().size()));
    long alone = System.nanoTime();
    RunReport expected = ChaosRun.undisturbed(directory.resolve("undisturbed"), plan, say);
    // The time that was asked for is for faults.
    until += System.nanoTime() - alone;
    say.accept("undisturbed: " + expected.log().counts());
    RunReport actual = ChaosRun.disturbed(directory.resolve("disturbed"), plan, until, say);
    made.addAll(actual.faults());
    copies += actual.log().copies();
    int before = differences;
    compare(expected, actual);
    say.accept(
        "seed %d: %d differences, %d second copies, %d submissions of jobs, %d processes revived"
            .formatted(
                seed,
                differences - before,
                actual.log().copies(),
                actual.submissions(),
                actual.revived()));
    if (differences == before) {
      delete(directory);
    } else {
      say.accept("kept: " + directory);
    }
  }

  private ChaosPlan plan(long seed) {
    return ChaosPlan.draw(
        seed,
        options.symbols(),
        options.sessions(),
        options.faults(),
        options.times(),
        options.away());
  }

  private void compare(RunReport expected, RunReport actual) {
    expected.problems().forEach(problem -> differ(1, List.of("undisturbed: " + problem)));
    actual.problems().forEach(problem -> differ(1, List.of(problem)));
    compare("topic", expected.log().fingerprints(), actual.log().fingerprints());
    compare("table", expected.tables().tables(), actual.tables().tables());
  }

  private void compare(
      String what, Map<String, Fingerprints> expected, Map<String, Fingerprints> actual) {
    for (Map.Entry<String, Fingerprints> one : expected.entrySet()) {
      events += one.getValue().size();
      Fingerprints.Differences found =
          actual.get(one.getKey()).differences(what + " " + one.getKey(), one.getValue());
      differ(found.count(), found.lines());
    }
  }

  private void differ(int count, List<String> found) {
    differences += count;
    lines.addAll(found);
    found.forEach(line -> say.accept("DIFFERENCE " + line));
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /**
   * What is asked for.
   *
   * @param directory where runs live; a round without differences leaves nothing in it
   * @param time faults are made until it is over; zero for one whole round
   * @param seed of the first round; each further round has the next
   * @param faults the kinds to make
   * @param times how often each comes in a round
   * @param away how long what is away stays away
   */
  public record ChaosOptions(
      Path directory,
      Duration time,
      long seed,
      List<String> symbols,
      int sessions,
      Set<FaultKind> faults,
      int times,
      Duration away) {}
}
