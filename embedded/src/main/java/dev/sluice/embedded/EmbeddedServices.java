package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka, PostgreSQL and the object store of one home directory, started side by side, each in a
 * directory of its own: {@code kafka}, {@code postgres}, {@code s3}.
 *
 * @param kafka the broker
 * @param database the PostgreSQL server
 * @param objectStore the S3 endpoint
 */
public record EmbeddedServices(
    EmbeddedKafka kafka, EmbeddedDatabase database, EmbeddedObjectStore objectStore)
    implements AutoCloseable {
  // Also binds the logging before several threads would do so at once.
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServices.class);

  /**
   * Starts all three on what the home holds and returns when all answer; when one fails the others
   * are stopped again.
   *
   * @param home made where absent
   * @throws IllegalStateException if a service's directory is in use or a service cannot start
   * @throws IOException if a directory cannot be read or written
   */
  public static EmbeddedServices start(Path home) throws IOException {
    CompletableFuture<EmbeddedKafka> kafka =
        launch("kafka", () -> EmbeddedKafka.start(home.resolve("kafka")));
    CompletableFuture<EmbeddedDatabase> database =
        launch("postgres", () -> EmbeddedDatabase.start(home.resolve("postgres")));
    CompletableFuture<EmbeddedObjectStore> objectStore = launch("s3", () -> startObjectStore(home));
    try {
      // All are awaited, even after a failure: what comes up late must be stopped too.
      CompletableFuture.allOf(kafka, database, objectStore).join();
      LOG.info("Kafka, PostgreSQL and the object store of {} are up", home);
      return new EmbeddedServices(kafka.join(), database.join(), objectStore.join());
    } catch (CompletionException e) {
      for (CompletableFuture<? extends AutoCloseable> service :
          List.of(kafka, database, objectStore)) {
        closeStarted(service, e);
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /**
   * Starts the object store of a home alone, on what it holds.
   *
   * @param home made where absent
   * @throws IllegalStateException if its directory is in use or it cannot start
   * @throws IOException if its directory cannot be read or written
   */
  public static EmbeddedObjectStore startObjectStore(Path home) throws IOException {
    return EmbeddedObjectStore.start(home.resolve("s3"));
  }

  private static <T> CompletableFuture<T> launch(String name, Callable<T> start) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(start.call());
              } catch (Throwable failure) {
                result.completeExceptionally(failure);
              }
            },
            "start-" + name);
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static void closeStarted(
      CompletableFuture<? extends AutoCloseable> service, Exception reason) {
    if (!service.isCompletedExceptionally()) {
      try {
        service.join().close();
      } catch (Exception e) {
        reason.addSuppressed(e);
      }
    }
  }

  /** Stops all three; each is tried, and the first failure is thrown with the others suppressed. */
  @Override
  public void close() throws IOException {
    List<Exception> failures = new ArrayList<>();
    for (AutoCloseable service : List.of(objectStore, kafka, database)) {
      try {
        service.close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      IOException failure = new IOException("a service did not stop", failures.get(0));
      failures.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }
}
