package dev.sluice.jobs.desk;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * The directory that a desk lives in: data of its services, checkpoints, logs, what it was started
 * with ({@code desk.json}) and, while it runs, where it can be reached ({@code endpoints.json}, for
 * its owner's eyes only, since it holds passwords). One process at a time.
 */
public final class DeskHome implements AutoCloseable {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  private final Path directory;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DeskHome(Path directory, FileChannel lockFile, FileLock lock) {
    this.directory = directory;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Makes the directory and that of its logs where they do not exist; does not log.
   *
   * @return the directory of the logs, absolute
   * @throws DeskException where either cannot be made or written
   */
  public static Path prepareLogs(Path directory) {
    Path logs = directory.toAbsolutePath().normalize().resolve("logs");
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
    if (!Files.isWritable(logs) || !Files.isWritable(logs.getParent())) {
      throw notWritable(directory, null);
    }
    return logs;
  }

  private static DeskException notWritable(Path directory, IOException cause) {
    return new DeskException(
        "--home: '"
            + directory
            + "' cannot be written by "
            + System.getProperty("user.name")
            + ", expected a directory that can be made and written",
        cause);
  }

  /**
   * Opens, and makes where it does not exist.
   *
   * @throws DeskException where another process has it
   */
  public static DeskHome open(Path directory) throws IOException {
    Path home = directory.toAbsolutePath().normalize();
    Files.createDirectories(home);
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new DeskException(
          "--home: a desk is already running in '" + directory + "'; see ./sluice status");
    }
    Files.deleteIfExists(endpointsFile(home));
    return new DeskHome(home, channel, lock);
  }

  /** The directory, absolute. */
  public Path directory() {
    return directory;
  }

  /** Where a process finds out how to reach the desk. */
  public static Path endpointsFile(Path home) {
    return home.resolve("endpoints.json");
  }

  /** Checkpoints of the jobs. */
  Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  /** What the desk of this home was started with first; empty for a new home. */
  Optional<DeskBirth> birth() throws IOException {
    Path file = directory.resolve("desk.json");
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), DeskBirth.class))
        : Optional.empty();
  }

  /** Writes down what the desk is started with. */
  void born(DeskBirth birth) throws IOException {
    write(directory.resolve("desk.json"), JSON.writeValueAsBytes(birth));
  }

  /** Publishes where the desk can be reached. */
  void publish(Map<String, String> endpoints) throws IOException {
    write(
        endpointsFile(directory),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(endpoints));
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Path temporary = Files.createTempFile(directory, "writing", ".json");
    if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
    }
    Files.write(temporary, bytes);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(endpointsFile(directory));
    lock.release();
    lockFile.close();
  }
}
