package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every job's graph must have, so that its state outlives the next release. */
class TopologiesTest {
  /** Names that Flink gives where nobody did. */
  private static final Pattern UNNAMED =
      Pattern.compile(
          "(?i)(map|flat map|filter|process|keyedprocess|co-process.*|reduce|.*unnamed.*"
              + "|async wait operator|transform|.*lambda.*|.*\\$.*)");

  private static final String KRYO = KryoSerializer.class.getName();

  private static Map<String, StreamGraph> graphs;

  /** A type that Flink can serialize by Kryo only. */
  public record Opaque(String name, Object anything) {}

  @BeforeAll
  static void submit() throws Exception {
    graphs = SubmittedJobs.graphs("--sluice.parallelism", "2");
  }

  @Test
  void theJobsHaveTheirNames() {
    assertThat(graphs.keySet())
        .containsExactly("sluice-market", "sluice-analysis", "sluice-trading", "sluice-records");
  }

  @Test
  void everyOperatorKeepsItsUid() throws Exception {
    List<String> uids = new ArrayList<>();
    graphs.forEach(
        (job, graph) ->
            graph.getStreamNodes().stream()
                .map(node -> job + " " + node.getTransformationUID())
                .sorted()
                .forEach(uids::add));
    List<String> pinned;
    try (InputStream file = getClass().getResourceAsStream("/job-uids.txt")) {
      pinned =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#") && !line.isBlank())
              .toList();
    }
    assertThat(uids)
        .as(
            "uids of all operators. A uid that changes loses its operator's state, and a job that"
                + " lacks a uid of its checkpoint does not start: change job-uids.txt only for a"
                + " new operator, or together with a migration")
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(pinned);
  }

  @Test
  void everyOperatorHasANameForPeople() {
    graphs.forEach(
        (job, graph) ->
            assertThat(graph.getStreamNodes())
                .as(job)
                .isNotEmpty()
                .allSatisfy(
                    node ->
                        assertThat(node.getOperatorName())
                            .contains(" ")
                            .doesNotMatch(UNNAMED)
                            .isNotEqualTo(node.getTransformationUID())));
  }

  @Test
  void keyedStateIsDistributedOverTheSameNumberOfGroups() {
    graphs.forEach(
        (job, graph) -> {
          for (JobVertex vertex : graph.getJobGraph().getVertices()) {
            assertThat(vertex.getMaxParallelism())
                .as("%s: %s", job, vertex.getName())
                .isEqualTo(FlinkEnvironment.MAX_PARALLELISM);
            assertThat(vertex.getParallelism()).isBetween(1, 2);
          }
        });
  }

  @Test
  void nothingIsSerializedByKryo() throws Exception {
    assertThat(usesKryo(serializer(Opaque.class))).as("this test sees Kryo in a record").isTrue();
    for (StreamGraph graph : graphs.values()) {
      assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled())
          .isTrue();
      for (StreamNode node : graph.getStreamNodes()) {
        List<TypeSerializer<?>> serializers = new ArrayList<>(List.of(node.getTypeSerializersIn()));
        serializers.add(node.getTypeSerializerOut());
        serializers.add(node.getStateKeySerializer());
        for (StreamEdge edge : node.getOutEdges()) {
          if (edge.getOutputTag() != null) {
            serializers.add(
                edge.getOutputTag()
                    .getTypeInfo()
                    .createSerializer(graph.getExecutionConfig().getSerializerConfig()));
          }
        }
        for (TypeSerializer<?> serializer : serializers) {
          assertThat(serializer == null || !usesKryo(serializer))
              .as("%s: %s", node.getOperatorName(), serializer)
              .isTrue();
        }
      }
    }
  }

  private static TypeSerializer<?> serializer(Class<?> type) {
    return TypeInformation.of(type).createSerializer(new ExecutionConfig().getSerializerConfig());
  }

  /** A serializer's own bytes name the classes of all serializers within it. */
  private static boolean usesKryo(TypeSerializer<?> serializer) throws Exception {
    byte[] bytes = InstantiationUtil.serializeObject(serializer);
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(KRYO);
  }
}
