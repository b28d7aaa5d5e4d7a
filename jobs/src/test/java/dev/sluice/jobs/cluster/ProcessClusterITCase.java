package dev.sluice.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ProcessClusterITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir private Path directory;

  @Test
  void runsAJobToItsEndAfterATaskManagerWasKilled() throws Exception {
    Path jar = jarOf(CountingJob.class);
    try (ProcessCluster cluster = ProcessCluster.start(directory, 1, Map.of())) {
      String first = cluster.submit(jar, CountingJob.class.getName(), "1000");
      cluster.rest().await("/jobs/" + first, PATIENCE, job -> isIn(job, "FINISHED"));

      String endless = cluster.submit(jar, CountingJob.class.getName(), "9000000000000");
      cluster.rest().await("/jobs/" + endless, PATIENCE, job -> allVerticesRun(job));
      cluster
          .rest()
          .await(
              "/jobs/" + endless + "/checkpoints",
              PATIENCE,
              checkpoints -> checkpoints.at("/counts/completed").asInt() > 0);
      cluster.killTaskManager();
      cluster.startTaskManager();

      var restored =
          cluster
              .rest()
              .await(
                  "/jobs/" + endless + "/checkpoints",
                  PATIENCE,
                  checkpoints -> checkpoints.at("/counts/restored").asInt() > 0);
      assertThat(restored.at("/latest/restored/external_path").asText())
          .startsWith("file:")
          .contains(directory.getFileName().toString());
      cluster.rest().await("/jobs/" + endless, PATIENCE, job -> allVerticesRun(job));
    }
  }

  @Test
  void obeysTheConfigurationOfTheRepository() throws Exception {
    try (ProcessCluster cluster = ProcessCluster.start(directory, 1, Map.of())) {
      Map<String, String> settings = new HashMap<>();
      cluster
          .rest()
          .get("/jobmanager/config")
          .forEach(entry -> settings.put(entry.get("key").asText(), entry.get("value").asText()));
      assertThat(settings)
          .containsEntry("pipeline.generic-types", "false")
          .containsEntry("pipeline.auto-generate-uids", "false")
          .containsEntry("pipeline.max-parallelism", "128")
          .containsEntry("restart-strategy.type", "exponential-delay")
          .containsEntry("state.backend.type", "hashmap")
          .containsEntry("web.submit.enable", "false");
      assertThat(cluster.rest().get("/overview").path("slots-total").asInt()).isEqualTo(4);
      assertThatThrownBy(() -> cluster.submit(jarOf(CountingJob.class), "no.such.Job"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no.such.Job");
    }
  }

  private static boolean isIn(JsonNode job, String state) {
    return job.path("state").asText().equals(state);
  }

  private static boolean allVerticesRun(JsonNode job) {
    for (var vertex : job.path("vertices")) {
      if (!vertex.path("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return isIn(job, "RUNNING") && !job.path("vertices").isEmpty();
  }

  private Path jarOf(Class<?> type) throws IOException {
    String entry = type.getName().replace('.', '/') + ".class";
    Path jar = directory.resolve(type.getSimpleName() + ".jar");
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
        InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
      output.putNextEntry(new JarEntry(entry));
      bytes.transferTo(output);
      output.closeEntry();
    }
    return jar;
  }
}
