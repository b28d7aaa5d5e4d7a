package dev.sluice.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteMarkersBehindDataHarnessTest {
  private static final List<TopicSpec> TOPICS =
      List.of(TopicSpec.of("orders"), new TopicSpec("signals", Duration.ofSeconds(60)));

  @Test
  void aMarkerComesBehindTheDataItPromises() throws Exception {
    try (var harness = harness(1, 0, 1)) {
      harness.setProcessingTime(1_000);
      harness.processElement(data(0, "a"), 10);
      harness.processElement(data(0, "b"), 20);
      harness.processWatermark(20);
      harness.processElement(data(0, "c"), 30);
      assertThat(texts(harness)).containsExactly("a", "b", "orders/0@20", "signals/0@60020", "c");
    }
  }

  @Test
  void markersAreThinnedAndTheLastOneFollows() throws Exception {
    try (var harness = harness(1, 0, 1)) {
      harness.setProcessingTime(1_000);
      harness.processWatermark(10);
      harness.setProcessingTime(1_005);
      harness.processWatermark(11);
      harness.processElement(data(0, "a"), 12);
      harness.processWatermark(12);
      assertThat(texts(harness)).containsExactly("orders/0@10", "signals/0@60010", "a");
      harness.setProcessingTime(1_019);
      assertThat(texts(harness)).hasSize(3);
      harness.setProcessingTime(1_020);
      assertThat(texts(harness).subList(3, 5)).containsExactly("orders/0@12", "signals/0@60012");
      harness.setProcessingTime(2_000);
      assertThat(texts(harness)).hasSize(5);
    }
  }

  @Test
  void whatIsHeldBackGoesOutBeforeACheckpointAndAtTheEnd() throws Exception {
    try (var harness = harness(1, 0, 1)) {
      harness.setProcessingTime(1_000);
      harness.processWatermark(10);
      harness.processWatermark(11);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(texts(harness)).contains("orders/0@11");
      harness.processWatermark(12);
      harness.processWatermark(Long.MAX_VALUE);
      harness.endInput();
      assertThat(texts(harness)).hasSize(6).endsWith("orders/0@12", "signals/0@60012");
    }
  }

  @Test
  void aWatermarkThatDoesNotAdvanceIsNotWrittenAgain() throws Exception {
    try (var harness = harness(1, 0, 1)) {
      harness.setProcessingTime(1_000);
      harness.processWatermark(10);
      harness.setProcessingTime(2_000);
      harness.processWatermark(10);
      assertThat(texts(harness)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyPartitionHasExactlyOneWriter(int parallelism) throws Exception {
    List<String> all = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      try (var harness = harness(parallelism, subtask, 4)) {
        harness.setProcessingTime(1_000);
        harness.processWatermark(7);
        List<String> own = texts(harness);
        for (String marker : own) {
          int partition = Integer.parseInt(marker.replaceAll(".*/(\\d+)@.*", "$1"));
          assertThat(partition % parallelism).isEqualTo(subtask);
        }
        all.addAll(own);
      }
    }
    assertThat(all)
        .containsExactlyInAnyOrder(
            "orders/0@7",
            "orders/1@7",
            "orders/2@7",
            "orders/3@7",
            "signals/0@60007",
            "signals/1@60007",
            "signals/2@60007",
            "signals/3@60007");
  }

  private static OutboundRecord data(int partition, String text) {
    return OutboundRecord.data("orders", partition, null, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(
      OneInputStreamOperatorTestHarness<OutboundRecord, OutboundRecord> harness) {
    return harness.extractOutputValues().stream()
        .map(
            r ->
                r.watermark() == null
                    ? new String(r.value(), StandardCharsets.UTF_8)
                    : r.topic() + "/" + r.partition() + "@" + r.watermark())
        .toList();
  }

  private static OneInputStreamOperatorTestHarness<OutboundRecord, OutboundRecord> harness(
      int parallelism, int subtask, int partitions) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new WriteMarkersBehindData.Factory(TOPICS, partitions), 8, parallelism, subtask);
    harness.open();
    return harness;
  }
}
