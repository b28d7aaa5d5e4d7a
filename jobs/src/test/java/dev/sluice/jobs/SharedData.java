package dev.sluice.jobs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real data beside the repository; a test that asks for what is not there is skipped. */
public final class SharedData {
  private static final String EXPECTED =
      "shared/data is not beside the repository; set SLUICE_SHARED_DATA to it";

  private SharedData() {}

  /** Where it lies. */
  public static Path directory() {
    String set = System.getenv("SLUICE_SHARED_DATA");
    Path data = set == null ? null : Path.of(set);
    Path at = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (data == null && at != null) {
      Path beside = at.resolve("shared/data");
      data = Files.isDirectory(beside) ? beside : null;
      at = at.getParent();
    }
    assumeTrue(data != null && Files.isDirectory(data), EXPECTED);
    return data;
  }

  /** One of its files, for example {@code daily/x.csv.gz}. */
  public static Path file(String name) {
    Path file = directory().resolve(name);
    assumeTrue(Files.exists(file), () -> file + " is not there");
    return file;
  }
}
