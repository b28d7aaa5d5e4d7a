package dev.sluice.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of {@code ./sluice} in a process of its own, which can be asked to end. */
public final class CommandProcess implements AutoCloseable {
  private final Process process;

  private CommandProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a command whose log stays in the directory, except where it chooses another itself.
   *
   * @param directory where it runs
   * @param environment beside the test's own
   */
  public static CommandProcess start(
      Path directory, Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dsluice.log.file=" + directory.resolve("sluice.log"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SluiceCommand.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
    builder.environment().putAll(environment);
    return new CommandProcess(builder.start());
  }

  /** The next line that it says to people; null at the end. */
  public String nextMessage() throws IOException {
    return process.errorReader(StandardCharsets.UTF_8).readLine();
  }

  /** All that it still says to people, until it ends. */
  public List<String> messages() throws IOException {
    return process.errorReader(StandardCharsets.UTF_8).lines().toList();
  }

  /** All that it prints, until it ends. */
  public List<String> output() {
    return process.inputReader(StandardCharsets.UTF_8).lines().toList();
  }

  /** Asks it to end, as a container's runtime does. */
  public void terminate() {
    process.destroy();
  }

  /** Its exit code; fails where it takes longer than half a minute. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the command did not end within 30 s");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
