package dev.sluice.jobs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No process outlives the one that started it, whatever becomes of that. */
@Timeout(300)
class ChildProcessITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  /** The parent that is killed: says the numbers of what it has started. */
  static final class Parent {
    public static void main(String[] args) throws Exception {
      Path home = Path.of(args[0]);
      ChildProcess postgres = postgres(home);
      postgres.awaitReady(PATIENCE);
      long server =
          Long.parseLong(Files.readAllLines(home.resolve("pg/data/postmaster.pid")).get(0).strip());
      Files.writeString(home.resolve("writing"), postgres.pid() + "\n" + server + "\n");
      Files.move(home.resolve("writing"), home.resolve("pids"));
      Thread.currentThread().join();
    }
  }

  private static ChildProcess postgres(Path home) throws Exception {
    return ChildProcess.start(
            "postgres",
            home,
            List.of("-Xmx64m"),
            List.of("postgres", home.resolve("pg").toString()),
            Map.of())
        .withServer(home.resolve("pg/data/postmaster.pid"));
  }

  @Test
  void childrenGoWithAParentThatIsKilled() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Parent.class.getName(),
            directory.toString()));
    Process parent =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("parent.out").toFile())
            .start();
    try {
      while (!Files.exists(directory.resolve("pids"))) {
        assertThat(parent.waitFor(50, TimeUnit.MILLISECONDS))
            .as(Files.readString(directory.resolve("parent.out")))
            .isFalse();
      }
    } finally {
      parent.destroyForcibly().waitFor();
    }
    for (String pid : Files.readAllLines(directory.resolve("pids"))) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(left -> left.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }
  }

  @Test
  void aKilledDatabaseIsGoneWithItsServerAndComesBackWithItsData() throws Exception {
    ChildProcess postgres = postgres(directory);
    postgres.awaitReady(PATIENCE);
    Path pidFile = directory.resolve("pg/data/postmaster.pid");
    long server = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    postgres.kill();
    assertThat(postgres.isAlive()).isFalse();
    assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
    ChildProcess again = postgres(directory);
    try {
      assertThat(again.awaitReady(PATIENCE)).containsKeys("url", "user", "password");
    } finally {
      again.kill();
    }
  }
}
