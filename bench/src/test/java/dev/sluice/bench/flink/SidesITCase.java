package dev.sluice.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.process.KafkaTopics;
import dev.sluice.bench.ticks.TickFormat;
import dev.sluice.bench.ticks.TickLog;
import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every side runs on 20,000 ticks and puts out what it must; how fast says nothing here. */
class SidesITCase {
  private static final TickPlan PLAN = new TickPlan(50, 40, 20_000);

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    fill(kafka, TickFormat.AVRO);
  }

  private static void fill(EmbeddedKafka broker, TickFormat format) throws Exception {
    try (KafkaTopics topics = new KafkaTopics(broker.bootstrapServers(), 2)) {
      topics.recreate(List.of(Topics.TICKS, Topics.BARS_RAW));
    }
    TickLog.write(PLAN, broker.bootstrapServers(), Topics.TICKS, 2, format);
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  private static JobSpec spec() {
    return JobSpec.market(kafka.bootstrapServers(), 50, 40, 20_000, 1);
  }

  private static Sample run(Side side) throws Exception {
    try (side) {
      return side.run();
    }
  }

  @Test
  void theMarketJobPutsItsBarsOutAndAgain() throws Exception {
    try (MarketFromKafka side = new MarketFromKafka(spec())) {
      assertThat(side.run().value()).isPositive();
      // 10 minutes, a session and a week of each of 50 symbols.
      assertThat(side.run().facts()).containsEntry("bars", 600.0);
    }
    List<Bar> minutes = new ArrayList<>();
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), 2)) {
      topics.read(
          Topics.BARS,
          record -> {
            if (record.headers().lastHeader(Headers.WATERMARK) == null) {
              Bar bar = BarReader.read(record.value());
              if (bar.timeframe() == Timeframe.MINUTE) {
                minutes.add(bar);
              }
            }
          });
    }
    assertThat(minutes)
        .hasSize(500)
        .allSatisfy(bar -> assertThat(bar.trades()).isEqualTo(40))
        .doesNotHaveDuplicates();
    double volume = 0;
    for (long n = 0; n < PLAN.ticks(); n++) {
      volume += PLAN.tick(n).size();
    }
    assertThat(minutes.stream().mapToDouble(Bar::volume).sum()).isEqualTo(volume);
  }

  @Test
  void theMarketJobRunsWithGenericTypesWithCheckpointsAndWithNone() throws Exception {
    assertThat(run(new MarketFromKafka(spec().withGenericTypes())).facts())
        .containsEntry("bars", 600.0);
    assertThat(run(new MarketFromKafka(spec().withCheckpoints(100))).facts())
        .containsEntry("bars", 600.0);
    assertThat(run(new MarketFromKafka(spec().withCheckpoints(0))).facts())
        .containsEntry("bars", 600.0);
  }

  @Test
  void jsonTicksMakeTheSameBars() throws Exception {
    try (EmbeddedKafka other = EmbeddedKafka.start(directory.resolve("json"))) {
      fill(other, TickFormat.JSON);
      JobSpec json = JobSpec.market(other.bootstrapServers(), 50, 40, 20_000, 1);
      assertThat(run(new MarketFromKafka(json)).facts()).containsEntry("bars", 600.0);
    }
  }

  @Test
  void decodeAndDiscardReadsEverything() throws Exception {
    assertThat(run(new DiscardFromKafka(spec())).value()).isPositive();
  }

  @Test
  void flinkSqlMakesAsManyMinuteBars() throws Exception {
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), 2)) {
      topics.recreate(List.of(SqlTumble.TICKS));
    }
    TickLog.write(PLAN, kafka.bootstrapServers(), SqlTumble.TICKS, 2, TickFormat.PLAIN_AVRO);
    assertThat(run(new SqlTumble(spec())).facts()).containsEntry("bars", 500.0);
  }

  @Test
  void theMarketJobRunsFromMemoryInOneSlotAndInTwo() throws Exception {
    assertThat(run(new MarketFromMemory(spec().withParallelism(1))).facts())
        .containsEntry("bars", 600.0);
    assertThat(run(new MarketFromMemory(spec().withParallelism(2))).facts())
        .containsEntry("bars", 600.0);
  }

  @Test
  void aSavepointGrowsWithItsSymbols() throws Exception {
    try (EmbeddedKafka other = EmbeddedKafka.start(directory.resolve("state"))) {
      JobSpec few = JobSpec.market(other.bootstrapServers(), 10, 1, 1, 1);
      double small = run(new StateSize(few)).value();
      double large = run(new StateSize(few.withSymbols(60))).value();
      assertThat((large - small) / 50).as("bytes a symbol").isBetween(100.0, 100_000.0);
    }
  }

  @Test
  void latenciesAreOfEveryClosedBarAndOfEveryCopy() throws Exception {
    try (EmbeddedKafka other = EmbeddedKafka.start(directory.resolve("latency"))) {
      JobSpec job = JobSpec.market(other.bootstrapServers(), 50, 1, 1, 1);
      Sample bars = run(new LatencyRun(job, false, 2000, 6, 1));
      Sample copies = run(new LatencyRun(job, true, 2000, 6, 1));
      // 7 minutes are written and the last is closed by the log's end; one or two are warm-up.
      assertThat(bars.facts().get("measured")).isBetween(50.0 * 2, 50.0 * 6);
      assertThat(bars.value()).isNotNegative();
      assertThat(copies.facts().get("measured")).isBetween(2000.0 * 4, 2000.0 * 7);
      assertThat(copies.value()).isNotNegative();
    }
  }

  @Test
  void aRunWithOtherOutputDoesNotCount() {
    assertThatThrownBy(() -> MarketOutput.requireEqual("bars_closed", 600, 599))
        .hasMessage("bars_closed: was 599, expected 600; the run does not count");
  }
}
