package dev.sluice.jobs.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.cli.SluiceCommand;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code ./sluice demo} in a process of its own, which can be interrupted and killed. */
final class DeskProcess {
  private static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration END_PATIENCE = Duration.ofMinutes(4);
  private static final List<DeskProcess> STARTED = new ArrayList<>();

  private final Path home;
  private final Path out;
  private final Path err;
  private final Process process;

  private DeskProcess(Path home, Path out, Path err, Process process) {
    this.home = home;
    this.out = out;
    this.err = err;
    this.process = process;
  }

  /**
   * How a desk ended.
   *
   * @param exitCode of the process
   * @param out standard output
   * @param err standard error
   */
  record End(int exitCode, String out, String err) {
    /** The summary, the only thing on standard output. */
    JsonNode summary() throws IOException {
      if (exitCode != 0 || out.lines().count() != 1) {
        throw new AssertionError("expected exit 0 and one line of JSON, was " + this);
      }
      return JSON.readTree(out);
    }
  }

  /** Starts {@code demo --json} with these arguments; what it prints is kept beside its home. */
  static DeskProcess start(Path home, String... arguments) throws IOException {
    return start(home, Map.of(), arguments);
  }

  /** The same with an environment that configures it. */
  static DeskProcess start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    // As ./sluice does: where Maven runs in the background of a script, Ctrl-C is ignored
    // otherwise.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx2g", "-Duser.timezone=UTC", "-Djava.awt.headless=true", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(
        List.of(SluiceCommand.class.getName(), "demo", "--json", "--home", home.toString()));
    command.addAll(List.of(arguments));
    Path out = home.resolveSibling(home.getFileName() + "-" + STARTED.size() + ".out");
    Path err = home.resolveSibling(home.getFileName() + "-" + STARTED.size() + ".err");
    // A desk that was killed leaves its own, which are not to be taken for the new one's.
    Files.deleteIfExists(DeskHome.endpointsFile(home));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    // Whatever the machine is set up for, this is the desk without a key.
    builder.environment().keySet().removeIf(n -> n.startsWith("OPENAI_") || n.startsWith("SLUICE"));
    builder.environment().putAll(environment);
    DeskProcess desk = new DeskProcess(home, out, err, builder.start());
    STARTED.add(desk);
    return desk;
  }

  /** Where the running desk can be reached. */
  JsonNode endpoints() throws Exception {
    Path file = DeskHome.endpointsFile(home);
    Await.until(
        "endpoints.json of " + home,
        START_PATIENCE,
        () -> {
          failWhereEnded();
          return Files.exists(file);
        });
    return JSON.readTree(file.toFile());
  }

  /** Its tables. */
  DeskRecords records() throws Exception {
    return new DeskRecords(endpoints().get("postgres").asText());
  }

  /** Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    signal(process.pid(), "INT");
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits until it has ended by itself or as it was asked to. */
  End awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(
          "the desk did not end within " + END_PATIENCE + ": " + Files.readString(err));
    }
    return new End(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void failWhereEnded() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the desk has ended with " + process.exitValue() + ", see " + err);
    }
  }

  private static void signal(long pid, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start().waitFor();
  }

  /** Ends what tests left: desks, and databases, which outlive a desk that was killed. */
  static void endAll() throws IOException, InterruptedException {
    for (DeskProcess desk : STARTED) {
      desk.kill();
      desk.endDatabase();
    }
    STARTED.clear();
  }

  private void endDatabase() throws IOException, InterruptedException {
    Path pidFile = home.resolve("postgres/data/postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> postmaster =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
            .filter(p -> p.info().commandLine().orElse("").contains(home.toString()));
    if (postmaster.isPresent()) {
      signal(postmaster.get().pid(), "QUIT");
      postmaster.get().onExit().join();
    }
  }
}
