package dev.sluice.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script of the compose file's service "jobs", with a flink command that writes down calls. */
@Timeout(120)
class SubmitJobsScriptTest {
  private static final String FLINK =
      """
      #!/usr/bin/env bash
      here=$(dirname "$0")
      if [ "$1" = list ]; then
        cat "$here/list"
      else
        echo "$*" >>"$here/calls"
      fi
      """;

  private static final String RUNNING = "21.11.2026 12:00:00 : 00000000000000000000000000000001 : ";

  @TempDir private Path directory;
  private Path bin;
  private Path checkpoints;

  @BeforeEach
  void makeFlink() throws IOException {
    bin = Files.createDirectories(directory.resolve("flink/bin"));
    Path flink = Files.writeString(bin.resolve("flink"), FLINK);
    assertThat(flink.toFile().setExecutable(true)).isTrue();
    Path conf = Files.createDirectories(directory.resolve("flink/conf"));
    for (String name : List.of("config.yaml", "log4j-cli.properties")) {
      Files.copy(Repository.file("flink-conf").resolve(name), conf.resolve(name));
    }
    Files.createDirectories(directory.resolve("flink/plugins"));
    checkpoints = Files.createDirectories(directory.resolve("checkpoints"));
  }

  @Test
  void submitsWhatDoesNotRunFromTheNewestCheckpoint() throws Exception {
    Files.writeString(bin.resolve("list"), RUNNING + "sluice-market (RUNNING)\n");
    Path complete = checkpoints.resolve("sluice-trading/0123/chk-7");
    Files.createFile(Files.createDirectories(complete).resolve("_metadata"));
    assertThat(run()).isZero();
    List<String> calls = Files.readAllLines(bin.resolve("calls"));
    assertThat(calls).hasSize(3);
    assertThat(calls.get(0))
        .startsWith("run -d -c dev.sluice.jobs.analysis.AnalysisJob ")
        .endsWith("--sluice.checkpoint.directory " + checkpoints.toUri() + "sluice-analysis");
    assertThat(calls.get(1))
        .contains(" -s file:", "sluice-trading/0123/chk-7", " --claimMode CLAIM ")
        .contains(" -c dev.sluice.jobs.trading.TradingJob ");
    assertThat(calls.get(2)).contains(" -c dev.sluice.jobs.records.RecordsJob ");
  }

  @Test
  void submitsNothingWhereItCannotSeeWhatRuns() throws Exception {
    assertThat(run()).isNotZero();
    assertThat(bin.resolve("calls")).doesNotExist();
  }

  private int run() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", Repository.file("flink-conf/submit-jobs.sh").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", java, (path, first) -> first + ":" + path);
    builder.environment().put("FLINK_HOME", directory.resolve("flink").toString());
    builder.environment().put("SLUICE_JOBS_JAR", System.getProperty("java.class.path"));
    builder
        .environment()
        .put("SLUICE_CHECKPOINTS", checkpoints.toUri().toString().replaceFirst("/$", ""));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
