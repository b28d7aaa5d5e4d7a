package dev.sluice.bench.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sinks.postgres.RecordRows;
import dev.sluice.sinks.postgres.TopicRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecordMixTest {
  @Test
  void aTradeIsWhatTheReportSaysOfIt() {
    List<TopicRecord> records = RecordMix.of(3);
    assertThat(records).hasSize(3 * RecordMix.RECORDS_A_TRADE);
    Map<String, Long> topics =
        records.stream().collect(Collectors.groupingBy(TopicRecord::topic, Collectors.counting()));
    assertThat(topics)
        .containsOnly(
            Map.entry("bars", 36L),
            Map.entry("orders", 18L),
            Map.entry("signals", 3L),
            Map.entry("executions", 3L));
    assertThat(RecordRows.of(records))
        .containsOnly(
            Map.entry("bars", 36L),
            Map.entry("orders", 18L),
            Map.entry("order_events", 18L),
            Map.entry("trading_signals", 3L),
            Map.entry("strategies", 3L),
            Map.entry("trades", 3L));
    assertThat(RecordRows.of(records).values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(3L * RecordMix.ROWS_A_TRADE);
  }

  @Test
  void theMixIsTheSameOnEveryCallWithOffsetsWithoutGaps() {
    List<TopicRecord> records = RecordMix.of(2);
    List<TopicRecord> again = RecordMix.of(2);
    for (int i = 0; i < records.size(); i++) {
      assertThat(again.get(i).value()).isEqualTo(records.get(i).value());
      assertThat(again.get(i).offset()).isEqualTo(records.get(i).offset());
    }
    Map<String, List<Long>> offsets =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    record -> record.topic() + record.partition(),
                    Collectors.mapping(TopicRecord::offset, Collectors.toList())));
    offsets
        .values()
        .forEach(of -> assertThat(of).isSorted().startsWith(0L).doesNotHaveDuplicates());
  }
}
