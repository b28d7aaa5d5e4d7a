package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job graphs are kept in blob stores: no secret may be in one. */
class JobSecretsTest {
  @Test
  void noSecretIsPartOfAJob(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("sluice.properties");
    Files.write(
        file,
        List.of(
            "sluice.analyst.api-key=marked-0001",
            "sluice.postgres.password=marked-0002",
            "sluice.postgres.user=plain-0003",
            "sluice.s3.access-key=marked-0004",
            "sluice.s3.secret-key=marked-0005"));
    Map<String, StreamGraph> graphs =
        SubmittedJobs.graphs("--config", file.toString(), "--sluice.analyst.model", "plain-0006");
    for (StreamGraph graph : graphs.values()) {
      assertThat(bytes(graph.getJobGraph())).as(graph.getJobName()).doesNotContain("marked-");
    }
    // The search finds what is there.
    assertThat(bytes(graphs.get("sluice-analysis").getJobGraph())).contains("plain-0006");
    assertThat(bytes(graphs.get("sluice-records").getJobGraph())).contains("plain-0003");
  }

  private static String bytes(Object graph) throws Exception {
    return new String(InstantiationUtil.serializeObject(graph), StandardCharsets.ISO_8859_1);
  }
}
