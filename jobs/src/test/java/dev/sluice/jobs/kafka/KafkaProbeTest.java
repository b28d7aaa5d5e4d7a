package dev.sluice.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.desk.FreePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KafkaProbeTest {
  @Test
  void isContentWhereTheTopicsExistAndNamesThoseThatDoNot(@TempDir Path directory)
      throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      kafka.createTopics(List.of("ticks"), 1);
      assertThat(KafkaProbe.problem(kafka.bootstrapServers(), Set.of("ticks"))).isEmpty();
      assertThat(KafkaProbe.problem(kafka.bootstrapServers(), Set.of("ticks", "inputs")))
          .contains("there is no topic inputs");
    }
  }

  @Test
  void saysWhyThereIsNoKafka() throws Exception {
    assertThat(KafkaProbe.problem("127.0.0.1:" + FreePort.near(0), Set.of()))
        .contains("no broker answers");
    assertThat(KafkaProbe.problem("no port", Set.of()))
        .hasValueSatisfying(problem -> assertThat(problem).contains("bootstrap.servers"));
  }
}
