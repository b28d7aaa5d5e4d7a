package dev.sluice.bench.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that a run leaves nothing in. */
public final class Temporary {
  private Temporary() {}

  /** Makes a directory that goes with this process, where it is not deleted before. */
  public static Path directory() throws IOException {
    Path directory = Files.createTempDirectory("sluice-bench");
    // Logs are gigabytes: they go too where the run is broken off.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(directory), "clean up"));
    return directory;
  }

  private static void deleteQuietly(Path directory) {
    try {
      delete(directory);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("sluice: " + directory + " could not be deleted: " + e.getMessage());
    }
  }

  /** Deletes a directory with all that is in it; nothing where it is gone. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(directory)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
