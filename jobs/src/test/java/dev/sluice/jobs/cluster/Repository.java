package dev.sluice.jobs.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository, wherever below it the test runs. */
public final class Repository {
  private Repository() {}

  /** The repository's root directory. */
  public static Path root() {
    Path directory = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (directory != null && !Files.exists(directory.resolve("docker-compose.yml"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException(
          "no docker-compose.yml in or above " + System.getProperty("user.dir"));
    }
    return directory;
  }

  /**
   * A file or directory by its path from the root.
   *
   * @throws IllegalStateException if it does not exist
   */
  public static Path file(String path) {
    Path file = root().resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          file + " does not exist; jobs/target is made by 'mvn package -pl jobs -am'");
    }
    return file;
  }
}
