package dev.sluice.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The three services in a process of their own, which the tests kill. */
final class ServicesProcess implements AutoCloseable {
  static final String READY = "READY";

  private final Process process;

  private ServicesProcess(Process process) {
    this.process = process;
  }

  /** Starts the process and returns when its services hold one record, one row and one object. */
  static ServicesProcess start(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ServicesProcess.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    if (!READY.equals(line)) {
      process.destroyForcibly();
      throw new IllegalStateException("the services' process said " + line);
    }
    return new ServicesProcess(process);
  }

  /** Ends the process as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to end, as {@code kill} does, without closing its services itself. */
  void terminate() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() throws Exception {
    kill();
  }

  public static void main(String[] arguments) throws Exception {
    EmbeddedServices services = EmbeddedServices.start(Path.of(arguments[0]));
    services.kafka().createTopics(List.of("ticks"), 1);
    KafkaRecords.write(services.kafka().bootstrapServers(), "ticks", "kept");
    EmbeddedDatabaseTest.execute(services.database(), "create table kept as select 42 as value");
    try (S3Client client = S3Clients.of(services.objectStore())) {
      client.putObject(
          request -> request.bucket(EmbeddedObjectStore.BUCKET).key("kept"),
          RequestBody.fromString("kept"));
    }
    System.out.println(READY);
    Thread.currentThread().join();
  }
}
