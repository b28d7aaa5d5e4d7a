package dev.sluice.bench.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.rows.SideSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One side of a row in a process of its own, which stays for all its repeats: what the other side
 * has taught the JIT compiler does not count.
 */
public final class Worker implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUN = "run";
  private static final String FAILED = "failed: ";

  private final ForkedJvm jvm;

  private Worker(ForkedJvm jvm) {
    this.jvm = jvm;
  }

  /**
   * Starts the process.
   *
   * @param name for messages and the name of its log
   * @param heap size of its heap as the JVM writes it, for example 3g; all of it is touched first
   * @param moreOptions of its JVM
   * @param spec what it runs
   */
  public static Worker start(String name, String heap, List<String> moreOptions, SideSpec spec)
      throws IOException {
    List<String> options = new ArrayList<>();
    options.add("-Xms" + heap);
    options.add("-Xmx" + heap);
    options.add("-XX:+AlwaysPreTouch");
    options.addAll(moreOptions);
    return new Worker(
        ForkedJvm.start(
            name, options, Worker.class.getName(), List.of(JSON.writeValueAsString(spec))));
  }

  /**
   * Runs once.
   *
   * @throws IllegalStateException where the side says that it failed, and why
   * @throws IOException where the process has ended
   */
  public Sample run() throws IOException {
    jvm.say(RUN);
    String answer = jvm.read();
    if (answer.startsWith(FAILED)) {
      throw new IllegalStateException(answer.substring(FAILED.length()));
    }
    return JSON.readValue(answer, Sample.class);
  }

  @Override
  public void close() {
    jvm.close();
  }

  /** The process: runs once for each line that it is given. */
  public static void main(String[] args) throws Exception {
    SideSpec spec = JSON.readValue(args[0], SideSpec.class);
    try (Side side = spec.open();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (in.readLine() != null) {
        ForkedJvm.answer(runOnce(side));
      }
    }
    // Kafka's and Flink's threads must not keep the process alive.
    System.exit(0);
  }

  private static String runOnce(Side side) throws IOException {
    try {
      return JSON.writeValueAsString(side.run());
    } catch (Exception e) {
      return FAILED + e.toString().replaceAll("\\R", " | ");
    }
  }
}
