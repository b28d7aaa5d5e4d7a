package dev.sluice.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.TopicFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class EncodeBarTest {
  private static final Bar BAR =
      new Bar(
          "SPY",
          Timeframe.HOUR,
          Instant.parse("2024-03-08T14:30:00Z"),
          Instant.parse("2024-03-08T15:30:00Z"),
          LocalDate.of(2024, 3, 8),
          100,
          102,
          99,
          101,
          1000,
          7,
          100.5,
          2,
          1,
          0,
          "t",
          true,
          false,
          Instant.parse("2024-03-08T14:30:01Z"),
          Instant.parse("2024-03-08T15:29:59Z"),
          true);

  @Test
  void aBarIsWrittenInTheFormatOfItsTopicAndReadInEither() throws Exception {
    byte[] avro = sent(new EncodeBar(TopicFormat.AVRO)).apply(BAR);
    byte[] json = sent(new EncodeBar(TopicFormat.JSON)).apply(BAR);
    assertThat(avro).startsWith(0xC3, 1).hasSizeLessThan(json.length / 3);
    assertThat(new String(json, StandardCharsets.UTF_8))
        .startsWith("{\"schema\":\"bar/1\",")
        .contains("\"timeframe\":\"HOUR\"");
    assertThat(BarReader.read(avro)).isEqualTo(BAR).isEqualTo(BarReader.read(json));
  }

  /** As the job sends it to where it runs. */
  private static EncodeBar sent(EncodeBar encode) throws Exception {
    return InstantiationUtil.clone(encode);
  }
}
