package dev.sluice.bench.process;

import dev.sluice.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A Kafka broker in a process of its own, so that its garbage and threads are not the job's. */
public final class Broker implements AutoCloseable {
  private final ForkedJvm jvm;
  private final String bootstrap;

  private Broker(ForkedJvm jvm, String bootstrap) {
    this.jvm = jvm;
    this.bootstrap = bootstrap;
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @param directory where it keeps everything
   * @throws IOException if it does not start
   */
  public static Broker start(Path directory) throws IOException {
    ForkedJvm jvm =
        ForkedJvm.start(
            "broker",
            List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"),
            Broker.class.getName(),
            List.of(directory.toString()));
    return new Broker(jvm, jvm.read());
  }

  /** Where clients connect, {@code host:port}. */
  public String bootstrap() {
    return bootstrap;
  }

  @Override
  public void close() {
    jvm.close();
  }

  /** The process: serves until its standard input ends, which it does with its parent. */
  public static void main(String[] args) throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      ForkedJvm.answer(kafka.bootstrapServers());
      while (in.readLine() != null) {
        // Nothing is said to a broker; its parent's end is what it waits for.
      }
    }
    System.exit(0);
  }
}
