package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of a PostgreSQL server, seen through its data directory; ends one that outlived the
 * process which started it. To be called only while the directory's {@link DirectoryLock} is held:
 * then no other process can be its owner.
 */
final class Postmaster {
  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Postmaster() {}

  /**
   * Stops the server that {@code postmaster.pid} names, if it still runs, and removes the file.
   *
   * @param data PostgreSQL's data directory
   * @throws IllegalStateException if the server does not end
   * @throws IOException if the file cannot be read or removed
   */
  static void stopOrphan(Path data) throws IOException {
    Optional<ProcessHandle> orphan = find(data);
    if (orphan.isPresent()) {
      LOG.info("stopping PostgreSQL {} left behind on {}", orphan.get().pid(), data);
      // SIGINT: a fast shutdown. SIGQUIT: an immediate one, the next start then recovers.
      if (!signal(orphan.get(), "INT") && !signal(orphan.get(), "QUIT")) {
        throw new IllegalStateException(
            "PostgreSQL with process id " + orphan.get().pid() + " on " + data + " does not stop");
      }
    }
    // The number may have gone to an unrelated process since: PostgreSQL would refuse to start.
    Files.deleteIfExists(data.resolve("postmaster.pid"));
  }

  /** The server that runs on the data directory, if there is one. */
  static Optional<ProcessHandle> find(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    return Files.exists(pidFile) ? running(pidFile, data) : Optional.empty();
  }

  private static Optional<ProcessHandle> running(Path pidFile, Path data) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,10}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(ProcessHandle::isAlive)
        .filter(process -> isPostgres(process, data));
  }

  private static boolean isPostgres(ProcessHandle process, Path data) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains("postgres") && line.contains(data.toString()))
        .isPresent();
  }

  /** Sends the signal and waits; true if the process ended. */
  private static boolean signal(ProcessHandle process, String name) throws IOException {
    new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    return awaitExit(process);
  }

  /** Waits for the process; true if it ended in time. */
  static boolean awaitExit(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for PostgreSQL to end failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL was ending", e);
    }
  }
}
