package dev.sluice.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.embedded.EmbeddedObjectStore;
import dev.sluice.jobs.cli.SluiceCommand;
import dev.sluice.wire.JsonCodec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sluice backfill} in a process of its own, killed half-way and started again. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BackfillITCase {
  private static final int SYMBOLS = 30;
  private static final int FIRST_YEAR = 2000;
  private static final int YEARS = 20;

  @TempDir private Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aLoadThatWasKilledGoesOnAndComesToTheSame() throws Exception {
    Path file = writeFile();
    try (EmbeddedObjectStore killed = EmbeddedObjectStore.start(directory.resolve("killed"));
        EmbeddedObjectStore whole = EmbeddedObjectStore.start(directory.resolve("whole"))) {
      int total = SYMBOLS * YEARS;
      int before = killHalfWay(file, killed, total);

      JsonNode resumed = load(file, killed);
      assertThat(resumed.at("/objects_skipped").asInt()).isBetween(before, total - 1);
      assertThat(resumed.at("/objects_written").asInt())
          .isEqualTo(total - resumed.at("/objects_skipped").asInt());
      JsonNode undisturbed = load(file, whole);
      assertThat(undisturbed.at("/objects_written").asInt()).isEqualTo(total);
      assertThat(objects(killed)).isEqualTo(objects(whole)).hasSize(total);
      assertThat(load(file, killed).at("/objects_written").asInt()).isZero();
    }
  }

  /** Returns how many objects were there after the kill. */
  private int killHalfWay(Path file, EmbeddedObjectStore store, int total) throws Exception {
    Process process = backfill(file, store);
    try (S3Objects objects = objectsOf(store)) {
      while (objects.list(HistoryStore.PREFIX).size() < total / 10) {
        assertThat(process.isAlive()).as("a load in progress").isTrue();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      process.destroyForcibly().waitFor();
      int there = objects.list(HistoryStore.PREFIX).size();
      assertThat(there).as("objects at the kill").isBetween(total / 10, total - 1);
      return there;
    }
  }

  private JsonNode load(Path file, EmbeddedObjectStore store) throws Exception {
    Process process = backfill(file, store);
    assertThat(process.waitFor()).as("exit code, see %s", out(process)).isZero();
    return JsonCodec.newMapper().readTree(out(process).toFile());
  }

  private Process backfill(Path file, EmbeddedObjectStore store) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SluiceCommand.class.getName(), "backfill", file.toString(), "--json"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve(started.size() + ".out").toFile())
            .redirectError(directory.resolve(started.size() + ".err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE"));
    builder
        .environment()
        .putAll(
            Map.of(
                "SLUICE_S3_ENDPOINT", store.endpoint().toString(),
                "SLUICE_S3_BUCKET", store.bucket(),
                "SLUICE_S3_ACCESS_KEY", store.accessKey(),
                "SLUICE_S3_SECRET_KEY", store.secretKey()));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Path out(Process process) {
    return directory.resolve(started.indexOf(process) + ".out");
  }

  private static S3Objects objectsOf(EmbeddedObjectStore store) {
    return new S3Objects(
        store.endpoint(),
        EmbeddedObjectStore.REGION,
        store.bucket(),
        store.accessKey(),
        store.secretKey());
  }

  /** The bars of each object. */
  private static Map<String, List<HistoryBar>> objects(EmbeddedObjectStore store)
      throws IOException {
    Map<String, List<HistoryBar>> bars = new HashMap<>();
    try (S3Objects objects = objectsOf(store)) {
      for (String key : objects.list(HistoryStore.PREFIX)) {
        bars.put(key, ParquetBars.decode(objects.get(key).orElseThrow()));
      }
    }
    return bars;
  }

  private Path writeFile() throws IOException {
    ExchangeCalendar nyse = ExchangeCalendar.nyse();
    List<LocalDate> sessions =
        LocalDate.of(FIRST_YEAR, 1, 1)
            .datesUntil(LocalDate.of(FIRST_YEAR + YEARS, 1, 1))
            .filter(date -> date.getDayOfWeek() == DayOfWeek.FRIDAY)
            .filter(date -> nyse.session(date).isPresent())
            .toList();
    Path file = directory.resolve("history.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("symbol,date,open,high,low,close,volume\n");
      for (int s = 0; s < SYMBOLS; s++) {
        for (LocalDate date : sessions) {
          double price = 50 + s + 10 * Math.sin(date.toEpochDay() / 97.0 + s);
          out.write(
              "S%02d,%s,%.4f,%.4f,%.4f,%.4f,%d%n"
                  .formatted(s, date, price, price * 1.01, price * 0.99, price * 1.001, 1000 + s));
        }
      }
    }
    return file;
  }
}
