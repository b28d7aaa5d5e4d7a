package dev.sluice.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Says that a service of this process owns a directory. The operating system drops the lock when
 * the process ends in whatever way, so that a lock that can be had proves that anything still
 * running on the directory is an orphan.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE_NAME = "in-use.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory, making it first where it is absent, and closes it to other users.
   *
   * @throws IllegalStateException if a service of this or of another process has the directory
   * @throws IOException if the directory cannot be made or written
   */
  static DirectoryLock acquire(Path directory) throws IOException {
    Files.createDirectories(directory);
    // Positions, keys and passwords: nobody else's business.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DirectoryLock(channel);
      }
    } catch (OverlappingFileLockException held) {
      channel.close();
      throw inUse(directory, held);
    }
    channel.close();
    throw inUse(directory, null);
  }

  private static IllegalStateException inUse(Path directory, Throwable cause) {
    return new IllegalStateException(
        "directory "
            + directory
            + " is in use by another running service; stop that first or choose another directory",
        cause);
  }

  @Override
  public void close() throws IOException {
    // Closing the channel releases the lock. The file stays: deleting it would let two processes
    // hold locks on two files of one name.
    channel.close();
  }
}
