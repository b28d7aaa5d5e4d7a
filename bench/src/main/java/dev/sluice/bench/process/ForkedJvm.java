package dev.sluice.bench.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that this one has started, and that talks with it in lines. It ends with its standard
 * input, so that none is left over when this process is killed.
 */
public final class ForkedJvm implements AutoCloseable {
  /** Marks the lines that are answers; libraries print what they like. */
  private static final String ANSWER = "@bench ";

  private final String name;
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private ForkedJvm(String name, Process process) {
    this.name = name;
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a JVM on this one's class path, with its access to the JDK's packages.
   *
   * @param name for messages and the name of its log
   */
  static ForkedJvm start(
      String name, List<String> jvmOptions, String mainClass, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(jvmOptions);
    command.add("-Duser.timezone=UTC");
    command.add("-Dsluice.log.file=" + log(name));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new ForkedJvm(name, process);
  }

  private static Path log(String name) {
    String directory =
        System.getProperty("sluice.bench.logs", System.getProperty("java.io.tmpdir"));
    return Path.of(directory, "sluice-bench-" + name + ".log");
  }

  /**
   * Runs a program that prints one number behind a word, and waits for its end.
   *
   * @param word what stands before the number
   * @throws IOException where it ends without the number
   */
  public static double runToEnd(
      String name, List<String> jvmOptions, String mainClass, List<String> arguments, String word)
      throws IOException {
    try (ForkedJvm jvm = start(name, jvmOptions, mainClass, arguments)) {
      String answer = jvm.out.lines().filter(l -> l.startsWith(word)).findFirst().orElse(null);
      if (answer == null) {
        throw new IOException("process '" + name + "' ended without its result");
      }
      return Double.parseDouble(answer.substring(word.length()));
    }
  }

  void say(String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
  }

  /**
   * Waits for the next answer.
   *
   * @throws IOException where the process ends without one
   */
  String read() throws IOException {
    String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith(ANSWER)) {
        return line.substring(ANSWER.length());
      }
    }
    throw new IOException(
        "process '" + name + "' ended without an answer; its log is " + log(name));
  }

  /** Says a line to the parent; called in the started JVM. */
  static void answer(String line) {
    System.out.println(ANSWER + line);
    System.out.flush();
  }

  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
