package dev.sluice.jobs.chaos;

import dev.sluice.embedded.EmbeddedDatabase;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.embedded.EmbeddedObjectStore;
import dev.sluice.embedded.OfflineAnalyst;
import dev.sluice.jobs.cli.SluiceCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** The main class of every child: the first argument says what it is. */
final class ServiceProcess {
  private ServiceProcess() {}

  public static void main(String[] args) throws Exception {
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    switch (args[0]) {
      case "kafka" -> kafka(Path.of(rest[0]), Integer.parseInt(rest[1]));
      case "postgres" -> postgres(Path.of(rest[0]));
      case "stores" -> stores(Path.of(rest[0]));
      case "jobmanager" -> {
        goWithTheParent(line -> {}, () -> {});
        StandaloneSessionClusterEntrypoint.main(rest);
      }
      case "taskmanager" -> {
        goWithTheParent(line -> {}, () -> {});
        TaskManagerRunner.main(rest);
      }
      case "feed" -> FeedProcess.run(rest);
      case "sluice" -> {
        goWithTheParent(line -> {}, () -> {});
        SluiceCommand.main(rest);
      }
      default -> throw new IllegalArgumentException("'" + args[0] + "' is no service");
    }
  }

  private static void kafka(Path directory, int port) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, port);
    ready("bootstrap=" + kafka.bootstrapServers());
    goWithTheParent(line -> {}, () -> {});
    Thread.currentThread().join();
  }

  private static void postgres(Path directory) throws Exception {
    EmbeddedDatabase database = EmbeddedDatabase.start(directory);
    // The parent alone reads this; it is not logged.
    ready(
        "url=" + database.url() + " user=" + database.user() + " password=" + database.password());
    goWithTheParent(line -> {}, () -> close(database));
    Thread.currentThread().join();
  }

  private static void stores(Path directory) throws Exception {
    EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
    OfflineAnalyst analyst = OfflineAnalyst.start();
    ready(
        "s3=%s access=%s secret=%s analyst=%s"
            .formatted(store.endpoint(), store.accessKey(), store.secretKey(), analyst.baseUrl()));
    goWithTheParent(line -> {}, () -> {});
    Thread.currentThread().join();
  }

  private static void close(AutoCloseable service) {
    try {
      service.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells the parent where this serves. */
  static void ready(String what) {
    System.out.println(ChildProcess.READY + " " + what);
    System.out.flush();
  }

  /**
   * Ends this process as soon as its parent is gone, however that ended.
   *
   * @param told is given each line that the parent says
   * @param last is done before the end: what would outlive this process
   */
  static void goWithTheParent(Consumer<String> told, Runnable last) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader parent =
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String line = parent.readLine(); line != null; line = parent.readLine()) {
                  told.accept(line);
                }
              } catch (IOException e) {
                // As good as its end.
              }
              try {
                last.run();
              } finally {
                Runtime.getRuntime().halt(3);
              }
            },
            "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }
}
