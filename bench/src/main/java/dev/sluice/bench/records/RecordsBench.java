package dev.sluice.bench.records;

import dev.sluice.bench.flink.Temporary;
import dev.sluice.bench.measure.Alternation;
import dev.sluice.bench.measure.Comparison;
import dev.sluice.bench.measure.Result;
import dev.sluice.bench.measure.Target;
import dev.sluice.bench.process.Recording;
import dev.sluice.bench.process.Worker;
import dev.sluice.bench.rows.SideSpec;
import dev.sluice.bench.rows.SideSpec.Kind;
import dev.sluice.embedded.EmbeddedDatabase;
import dev.sluice.sinks.Migrations;
import dev.sluice.sinks.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** P14: the records writer beside single-row upserts, into the same embedded PostgreSQL. */
public final class RecordsBench {
  private static final String ROW = "P14";
  private static final double TARGET = 20;
  private static final String WRITER = "records writer";

  private final int records;
  private final int repeats;
  private final String heap;
  private final Path profile;
  private final Alternation.Progress progress;

  /** What the writer is compared with. */
  public enum Baseline {
    /** One record a transaction, with its partition's progress: the same guarantees. */
    RECORD("a record a transaction, same guarantees", Kind.RECORDS_ONE_BY_ONE),
    /** One row a transaction, without progress: fewer guarantees. */
    ROW("a row a transaction, no progress", Kind.RECORDS_ROW_BY_ROW);

    private final String title;
    private final Kind kind;

    Baseline(String title, Kind kind) {
      this.title = title;
      this.kind = kind;
    }
  }

  /**
   * @param records of a repeat; rounded up to whole trades of {@link RecordMix}
   * @param repeats of each side that count
   * @param heap of each side's process, as the JVM writes it
   * @param profile where recordings go; null for none
   * @param progress hears what goes on
   */
  public RecordsBench(
      int records, int repeats, String heap, Path profile, Alternation.Progress progress) {
    this.records = records;
    this.repeats = repeats;
    this.heap = heap;
    this.profile = profile;
    this.progress = progress;
  }

  /** Measures against baselines. */
  public List<Result> run(List<Baseline> baselines) throws Exception {
    Path directory = Temporary.directory();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"))) {
      Migrations.migrate(database.url(), database.user(), database.password());
      Path file = directory.resolve("database.properties");
      DatabaseFile.write(
          file, new DatabaseAddress(database.url(), database.user(), database.password()));
      List<Result> results = new ArrayList<>();
      for (Baseline baseline : baselines) {
        results.add(compare(baseline, file));
      }
      return results;
    } finally {
      Temporary.delete(directory);
    }
  }

  private Comparison compare(Baseline baseline, Path file) throws IOException {
    Alternation.Outcome outcome;
    try (Worker writer = worker("1", baseline, Kind.RECORDS_BATCHED, file);
        Worker single = worker("2", baseline, baseline.kind, file)) {
      outcome =
          new Alternation(repeats, progress)
              .measure(WRITER, writer::run, baseline.title, single::run);
    }
    return new Comparison(
        ROW,
        WRITER + " ÷ " + baseline.title,
        "rows/s",
        WRITER,
        outcome.firstValues(),
        baseline.title,
        outcome.secondValues(),
        Target.atLeast(TARGET),
        outcome.othersCpu(),
        List.of(
            "the same records on both sides: of 20 are 12 minute bars, 6 states of orders, 1"
                + " signal, 1 fill; they make 27 rows",
            "decoding is in it; tables are empty at first; the server writes through to disk (fsync,"
                + " synchronous_commit)",
            "the processors are shared by the side, the server, and whoever else is on the"
                + " machine"));
  }

  private Worker worker(String side, Baseline baseline, Kind kind, Path file) throws IOException {
    String name = ROW + "-" + baseline.name().toLowerCase(java.util.Locale.ROOT) + "-" + side;
    return Worker.start(
        name,
        heap,
        Recording.options(profile, name),
        new SideSpec(kind, null, records, file.toAbsolutePath().toString()));
  }
}
