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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One side of a row in a process of its own, which stays for all its repeats: what the other side
 * has taught the JIT compiler does not count.
 */
public final class Worker implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUN = "run";
  private static final String END = "end";
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

  /** The process: runs once for each line that it is given, and ends with its parent. */
  public static void main(String[] args) throws Exception {
    SideSpec spec = JSON.readValue(args[0], SideSpec.class);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    AtomicBoolean running = new AtomicBoolean();
    Thread reader = new Thread(() -> read(lines, running), "parent");
    reader.setDaemon(true);
    reader.start();
    try (Side side = spec.open()) {
      while (lines.take().equals(RUN)) {
        running.set(true);
        String answer = runOnce(side);
        running.set(false);
        ForkedJvm.answer(answer);
      }
    }
    // Kafka's and Flink's threads must not keep the process alive.
    System.exit(0);
  }

  private static void read(BlockingQueue<String> lines, AtomicBoolean running) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String line;
      while ((line = in.readLine()) != null) {
        lines.add(line);
      }
    } catch (IOException e) {
      // As if it had ended.
      running.set(true);
    }
    if (running.get()) {
      // The parent was killed: nobody waits for this run any more.
      System.exit(1);
    }
    lines.add(END);
  }

  private static String runOnce(Side side) throws IOException {
    try {
      return JSON.writeValueAsString(side.run());
    } catch (Exception e) {
      return FAILED + e.toString().replaceAll("\\R", " | ");
    }
  }
}
