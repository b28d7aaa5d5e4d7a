package dev.sluice.jobs.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One process of the desk, on the class path of this one. Its standard input stays open for as long
 * as this process lives: a child that reads its end knows that it is an orphan, and goes.
 */
final class ChildProcess {
  /** What a child says before {@code key=value ...} when it serves; not written to its log. */
  static final String READY = "sluice-chaos ready";

  private static final Map<ChildProcess, Path> ALIVE = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::killAll, "kill-children"));
  }

  private final String name;
  private final Process process;
  private final Path log;
  private volatile Map<String, String> said;

  /** Names a server that has cut itself loose from the process; null where there is none. */
  private volatile Path pidFile;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Says where the number of a server is written down that is to be killed with the process. */
  ChildProcess withServer(Path file) {
    pidFile = file;
    return this;
  }

  /**
   * Starts a process.
   *
   * @param directory its logs are {@code NAME.log} and {@code NAME.out} there
   * @param options of the JVM, behind those that every process of the desk has
   * @param arguments of {@link ServiceProcess}
   * @param environment beside what is inherited, of which nothing configures a desk
   */
  static ChildProcess start(
      String name,
      Path directory,
      List<String> options,
      List<String> arguments,
      Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Duser.timezone=UTC",
            "-Djava.awt.headless=true",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=" + (name.startsWith("taskmanager") ? 4 : 1),
            "-Dsluice.log.file=" + directory.resolve(name + ".log")));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ServiceProcess.class.getName()));
    command.addAll(arguments);
    Path out = directory.resolve(name + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(out.toFile()));
    builder.environment().keySet().removeIf(n -> n.startsWith("OPENAI_") || n.startsWith("SLUICE"));
    builder.environment().putAll(environment);
    ChildProcess child = new ChildProcess(name, builder.start(), out);
    ALIVE.put(child, directory);
    Thread reader = new Thread(child::read, "out-of-" + name);
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Writer to =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          Map<String, String> values = new TreeMap<>();
          for (String pair : line.substring(READY.length()).strip().split(" ")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
              values.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
          }
          said = values;
        } else {
          to.write(line + "\n");
          to.flush();
        }
      }
    } catch (IOException e) {
      // Killed in the middle of a line.
    }
  }

  /** What it said last of where it serves; null where it has not yet. */
  Map<String, String> said() {
    return said;
  }

  /**
   * Waits until it serves.
   *
   * @throws ChaosException where it ends first or does not in time; the message names its log
   */
  Map<String, String> awaitReady(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (said == null) {
      if (!process.isAlive()) {
        throw new ChaosException(name + " ended with " + process.exitValue() + ", see " + log);
      }
      if (System.nanoTime() > end) {
        kill();
        throw new ChaosException(name + " did not serve within " + patience + ", see " + log);
      }
      Thread.sleep(10);
    }
    return said;
  }

  /** Waits until it serves or has ended, or the time is over; true where it serves. */
  boolean serves(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (said == null && process.isAlive() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    return said != null;
  }

  /** Sends it a line. */
  void tell(String line) throws IOException {
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(line + "\n");
    in.flush();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String name() {
    return name;
  }

  /** {@code kill -9}, and with it whatever it has started itself; returns when all are gone. */
  void kill() throws InterruptedException {
    List<ProcessHandle> tree = tree();
    tree.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    for (ProcessHandle one : tree) {
      one.onExit().join();
    }
    ALIVE.remove(this);
  }

  /** The process, those that it started, and its server with those that it started. */
  private List<ProcessHandle> tree() {
    List<ProcessHandle> tree = new ArrayList<>();
    tree.add(process.toHandle());
    server().ifPresent(tree::add);
    for (ProcessHandle root : List.copyOf(tree)) {
      try (Stream<ProcessHandle> started = root.descendants()) {
        started.forEach(tree::add);
      }
    }
    return tree;
  }

  private Optional<ProcessHandle> server() {
    Path file = pidFile;
    try {
      if (file == null || !Files.exists(file)) {
        return Optional.empty();
      }
      String home = file.getParent().toString();
      // The number may be an unrelated process' by now.
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
          .filter(server -> server.info().commandLine().orElse("").contains(home));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static void killAll() {
    for (ChildProcess child : ALIVE.keySet()) {
      try {
        child.kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
