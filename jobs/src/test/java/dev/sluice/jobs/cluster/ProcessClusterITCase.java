package dev.sluice.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedListener;
import dev.sluice.connectors.feed.FeedProgress;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.embedded.EmbeddedObjectStore;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.desk.DeskFeed;
import dev.sluice.jobs.desk.DeskOptions;
import dev.sluice.jobs.market.MarketJob;
import dev.sluice.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar of the jobs on a cluster of processes, with the configuration that the images take:
 * checkpoints go to an object store through the S3 plugin.
 */
@Timeout(300)
class ProcessClusterITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final List<String> SYMBOLS = List.of("AAPL", "TSLA");
  private static final int PARTITIONS = 2;

  /** The second session takes some seconds, so that the end of a TaskManager comes in its midst. */
  private static final Pace PACED = new Pace(1200);

  private static final int MINUTES_BEFORE_THE_KILL = 60;

  @TempDir private static Path directory;

  private static EmbeddedKafka kafka;
  private static EmbeddedObjectStore objectStore;
  private static ProcessCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    objectStore = EmbeddedObjectStore.start(directory.resolve("s3"));
    kafka.createTopics(Topics.ALL, PARTITIONS);
    String bucket = "s3://" + objectStore.bucket();
    cluster =
        ProcessCluster.start(
            Files.createDirectories(directory.resolve("flink")),
            1,
            Map.of(
                "execution.checkpointing.dir", bucket + "/checkpoints",
                "execution.checkpointing.savepoint-dir", bucket + "/savepoints"),
            Map.of(
                "s3.endpoint", objectStore.endpoint().toString(),
                "s3.access-key", objectStore.accessKey(),
                "s3.secret-key", objectStore.secretKey()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    if (objectStore != null) {
      objectStore.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void theMarketJobGoesOnWithoutLossAfterATaskManagerWasKilled() throws Exception {
    String[] arguments = {
      "--sluice.kafka.bootstrap-servers", kafka.bootstrapServers(),
      "--sluice.kafka.partitions", Integer.toString(PARTITIONS),
      "--sluice.symbols", String.join(";", SYMBOLS),
      "--sluice.parallelism", "2",
      "--sluice.checkpoint.interval", "1 s"
    };
    SluiceConfig config = SluiceConfig.from(arguments, Map.of());
    String job = cluster.submit(MarketJob.class.getName(), arguments);
    try (MarketLog log = new MarketLog(kafka.bootstrapServers(), PARTITIONS)) {
      try (DeskFeed feed = feed(config, Pace.MAX)) {
        awaitAllBarsOf(feed, log, config);
      }
      assertThat(SYMBOLS)
          .allSatisfy(
              symbol -> {
                assertThat(log.count(symbol, Timeframe.MINUTE)).isBetween(300L, 390L);
                // The history that warms indicators comes first.
                assertThat(log.count(symbol, Timeframe.SESSION)).isGreaterThan(1000);
                assertThat(log.count(symbol, Timeframe.WEEK)).isGreaterThan(200);
              });
      assertLogIsAsTicksHaveIt(log);

      awaitJob(job, "/checkpoints", answer -> answer.at("/counts/completed").asInt() > 0);
      long before = log.count(SYMBOLS.get(0), Timeframe.MINUTE);
      try (DeskFeed feed = feed(config, PACED)) {
        log.await(
            "bars of the second session",
            PATIENCE,
            () -> log.count(SYMBOLS.get(0), Timeframe.MINUTE) > before + MINUTES_BEFORE_THE_KILL);
        assertThat(log.count(SYMBOLS.get(0), Timeframe.MINUTE))
            .as("bars at the kill, which comes within the session")
            .isLessThan(before + 300);
        cluster.killTaskManager();
        cluster.startTaskManager();
        awaitAllBarsOf(feed, log, config);
      }
      assertThat(log.count(SYMBOLS.get(0), Timeframe.MINUTE)).isGreaterThan(before + 300);
      assertLogIsAsTicksHaveIt(log);
    }
    JsonNode checkpoints = cluster.rest().get("/jobs/" + job + "/checkpoints");
    assertThat(checkpoints.at("/counts/restored").asInt()).isPositive();
    assertThat(checkpoints.at("/latest/restored/external_path").asText())
        .startsWith("s3://" + objectStore.bucket() + "/checkpoints/");
    assertThat(cluster.rest().jobState(job)).isEqualTo("RUNNING");
  }

  private static DeskFeed feed(SluiceConfig config, Pace pace) throws Exception {
    return DeskFeed.start(
        DeskFeed.open(DeskOptions.SIMULATED, SYMBOLS, 1), config, pace, 1, new FeedListener() {});
  }

  private static void awaitAllBarsOf(DeskFeed feed, MarketLog log, SluiceConfig config)
      throws Exception {
    log.await("the end of the feed", PATIENCE, () -> progress(feed).finished());
    Instant end = progress(feed).lastHeartbeat().minus(config.latenessBound()).minusMillis(1);
    log.await("bars up to " + end, PATIENCE, () -> log.hasPassed(end));
    log.readToEnd(PATIENCE);
  }

  private static FeedProgress progress(DeskFeed feed) {
    try {
      return feed.progress();
    } catch (FeedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each bar once, or again with the same content; none missing, none that no tick asks for. */
  private static void assertLogIsAsTicksHaveIt(MarketLog log) {
    assertThat(log.bars().values())
        .allSatisfy(editions -> assertThat(editions).containsOnly(editions.get(0)));
    var traded = new HashMap<MarketLog.Key, Bar>();
    log.bars()
        .forEach(
            (key, editions) -> {
              // The bars of the history come as bars: no trades.
              if (key.timeframe() != Timeframe.WEEK && editions.get(0).trades() > 0) {
                traded.put(key, editions.get(0));
              }
            });
    assertSame(traded, log.barsOfTicks(ExchangeCalendar.nyse()));
    assertThat(log.indicators().values())
        .allSatisfy(editions -> assertThat(editions).containsOnly(editions.get(0)));
    var indicated = new HashMap<MarketLog.Key, IndicatedBar>();
    log.indicators().forEach((key, editions) -> indicated.put(key, editions.get(0)));
    assertSame(indicated, log.indicatorsOfBars());
  }

  /** As equality of maps, but the message has the differences alone. */
  private static <T> void assertSame(Map<MarketLog.Key, T> actual, Map<MarketLog.Key, T> expected) {
    assertThat(without(expected, actual)).as("missing").isEmpty();
    assertThat(without(actual, expected)).as("unexpected").isEmpty();
    expected.forEach((key, value) -> assertThat(actual.get(key)).as("%s", key).isEqualTo(value));
  }

  private static Set<MarketLog.Key> without(
      Map<MarketLog.Key, ?> some, Map<MarketLog.Key, ?> others) {
    Set<MarketLog.Key> rest = new HashSet<>(some.keySet());
    rest.removeAll(others.keySet());
    return rest;
  }

  private static void awaitJob(String job, String path, Predicate<JsonNode> wanted)
      throws InterruptedException {
    cluster.rest().await("/jobs/" + job + path, PATIENCE, wanted);
  }

  @Test
  void obeysTheConfigurationOfTheRepository() throws Exception {
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
        .containsEntry("web.submit.enable", "false")
        .containsEntry("s3.endpoint", objectStore.endpoint().toString());
    assertThat(settings.toString()).doesNotContain(objectStore.secretKey());
    assertThat(cluster.rest().get("/overview").path("slots-total").asInt()).isEqualTo(4);
  }

  @Test
  void saysWhichClassIsMissing() {
    assertThatThrownBy(() -> cluster.submit("no.such.Job"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no.such.Job");
  }
}
