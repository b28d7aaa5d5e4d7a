package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

@Timeout(300)
class EmbeddedServicesTest {
  @TempDir private Path home;

  @Test
  void goOnAfterTheirProcessWasKilledWhilePostgresRunsOn() throws Exception {
    ProcessHandle orphan;
    try (ServicesProcess process = ServicesProcess.start(home)) {
      assertThatThrownBy(() -> EmbeddedServices.start(home))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
      orphan = postmaster();
      process.kill();
    }
    assertThat(orphan.isAlive()).isTrue();

    try (EmbeddedServices services = EmbeddedServices.start(home)) {
      assertThat(orphan.isAlive()).isFalse();
      assertHoldWhatWasWritten(services);
    }
  }

  @Test
  void goOnAfterEverythingWasKilledAtOnce() throws Exception {
    try (ServicesProcess process = ServicesProcess.start(home)) {
      ProcessHandle orphan = postmaster();
      List<ProcessHandle> all = Stream.concat(Stream.of(orphan), orphan.descendants()).toList();
      process.kill();
      for (ProcessHandle handle : all) {
        handle.destroyForcibly();
      }
      for (ProcessHandle handle : all) {
        handle.onExit().join();
      }
    }
    try (EmbeddedServices services = EmbeddedServices.start(home)) {
      assertHoldWhatWasWritten(services);
    }
  }

  @Test
  void leaveNoPostgresBehindWhenTheirProcessIsAskedToEnd() throws Exception {
    try (ServicesProcess process = ServicesProcess.start(home)) {
      ProcessHandle postmaster = postmaster();
      process.terminate();
      // Its parent is gone: the system may need a moment to take its end.
      postmaster.onExit().get(30, TimeUnit.SECONDS);
      assertThat(postmaster.isAlive()).isFalse();
    }
  }

  private static void assertHoldWhatWasWritten(EmbeddedServices services) throws Exception {
    assertThat(KafkaRecords.read(services.kafka().bootstrapServers(), "ticks"))
        .extracting(ConsumerRecord::value)
        .containsExactly("kept");
    KafkaRecords.write(services.kafka().bootstrapServers(), "ticks", "more");
    assertThat(EmbeddedDatabaseTest.queryOne(services.database(), "select value from kept"))
        .isEqualTo("42");
    try (S3Client client = S3Clients.of(services.objectStore())) {
      var object =
          client.getObjectAsBytes(
              request -> request.bucket(EmbeddedObjectStore.BUCKET).key("kept"));
      assertThat(object.asUtf8String()).isEqualTo("kept");
    }
  }

  private ProcessHandle postmaster() throws Exception {
    String pid = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }
}
