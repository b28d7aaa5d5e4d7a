package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedDatabase;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's first start: nothing is unpacked yet. The libraries that unpack PostgreSQL come with the
 * class path of this module, where others ask for other versions of them than in {@code embedded}.
 */
@Timeout(180)
class FreshMachineTest {
  @Test
  void postgresIsUnpackedWhereTheUserHasNoCache(@TempDir Path directory) throws Exception {
    Path user = Files.createDirectory(directory.resolve("user"));
    File said = directory.resolve("said").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + user,
                "-Dsluice.log.file=" + directory.resolve("sluice.log"),
                "-cp",
                System.getProperty("java.class.path"),
                FirstStart.class.getName(),
                directory.resolve("home").toString())
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    try {
      assertThat(process.waitFor(150, TimeUnit.SECONDS)).as("ended in time").isTrue();
      assertThat(process.exitValue()).as(Files.readString(said.toPath())).isZero();
    } finally {
      process.destroyForcibly();
    }
    assertThat(user.resolve(".cache/sluice/postgres")).isNotEmptyDirectory();
  }

  /** Starts and stops the database. */
  static final class FirstStart {
    public static void main(String[] arguments) throws Exception {
      EmbeddedDatabase.start(Path.of(arguments[0])).close();
    }
  }
}
