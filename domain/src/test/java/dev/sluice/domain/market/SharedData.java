package dev.sluice.domain.market;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the real data that lies beside the repository; a test without it is skipped. */
final class SharedData {
  private SharedData() {}

  static Path file(String name) {
    String configured = System.getenv("SLUICE_SHARED_DATA");
    if (configured != null) {
      return present(Path.of(configured, name));
    }
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      Path data = dir.resolve("shared").resolve("data");
      if (Files.isDirectory(data)) {
        return present(data.resolve(name));
      }
    }
    Assumptions.abort("no shared/data beside the repository: " + name + " is not compared");
    throw new AssertionError("aborted above");
  }

  private static Path present(Path file) {
    Assumptions.assumeTrue(Files.isRegularFile(file), () -> "not there, not compared: " + file);
    return file;
  }
}
