package dev.sluice.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.files.FileMapping;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionsFeedSourceTest {
  private static final int PARTITIONS = 2;

  /** Tuesday, Wednesday and, after a holiday, Friday. */
  private static final String MINUTES =
      """
      symbol,timestamp_utc,open,high,low,close,volume
      A,2024-07-02T13:30:00Z,20,22,19,21,100
      B,2024-07-02T13:30:00Z,10,12,9,11,100
      A,2024-07-03T13:30:00Z,20,22,19,21,100
      A,2024-07-05T13:30:00Z,5,6,4,5,100
      B,2024-07-05T13:31:00Z,11,12,9,11,100
      """;

  @TempDir private Path dir;

  private FileFeedSource file(String text, FileMapping mapping, String... only) throws Exception {
    Path file = Files.writeString(dir.resolve("file.csv"), text);
    return FileFeedSource.open(file, mapping, Set.of(only), ExchangeCalendar.nyse());
  }

  private static CorporateAction action(String symbol, String exDate, double factor) {
    return new CorporateAction(symbol, LocalDate.parse(exDate), factor, 0, "list");
  }

  private static FakeKafka published(FeedSource source, FakeKafka kafka) throws FeedException {
    new MarketFeed(
            source,
            new FeedConfig(
                PARTITIONS,
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Pace.MAX,
                FeedConfig.UNLIMITED),
            FeedEncoders.json(),
            kafka.producer(),
            kafka.consumer(),
            List.of())
        .run();
    return kafka;
  }

  private static String text(ProducerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private static boolean isAction(ProducerRecord<byte[], byte[]> record) {
    return text(record).contains("corporate-action/1");
  }

  private static long time(ProducerRecord<byte[], byte[]> record) throws IOException {
    Long beat = FakeKafka.time(record, Headers.HEARTBEAT);
    return beat != null
        ? beat
        : Instant.parse(JsonCodec.newMapper().readTree(record.value()).at("/start").asText())
            .toEpochMilli();
  }

  @Test
  void anActionIsInItsSymbolsPartitionBeforeAnythingThereReachesTheOpen() throws Exception {
    List<CorporateAction> actions =
        List.of(
            action("A", "2024-07-04", 4),
            action("B", "2024-07-03", 2),
            action("A", "2024-07-02", 3),
            action("A", "2024-07-01", 7),
            action("A", "2024-07-08", 9),
            action("C", "2024-07-03", 5));
    FakeKafka kafka =
        published(new ActionsFeedSource(file(MINUTES, FileMapping.NONE), actions), new FakeKafka());
    int found = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<ProducerRecord<byte[], byte[]>> records = kafka.records(Topics.BARS_RAW, partition);
      for (int i = 0; i < records.size(); i++) {
        if (!isAction(records.get(i))) {
          continue;
        }
        found++;
        CorporateAction action = JsonCodec.CORPORATE_ACTION.decode(records.get(i).value());
        assertThat(actions.subList(0, 3)).contains(action);
        assertThat(partition).isEqualTo(Topics.partition(action.symbol(), PARTITIONS));
        assertThat(text(records.get(i))).contains(action.symbol());
        long open = action.exDate().atTime(13, 30).toInstant(ZoneOffset.UTC).toEpochMilli();
        for (ProducerRecord<byte[], byte[]> before : records.subList(0, i)) {
          if (!isAction(before)) {
            assertThat(time(before)).isLessThan(open);
          }
        }
      }
      assertThat(kafka.records(Topics.TICKS, partition)).noneMatch(ActionsFeedSourceTest::isAction);
    }
    assertThat(found).as("before the file, behind it and of others there are none").isEqualTo(3);
  }

  @Test
  void aFeedThatStartsAgainWritesNoActionTwice() throws Exception {
    List<CorporateAction> actions = List.of(action("A", "2024-07-05", 4));
    FakeKafka kafka =
        published(new ActionsFeedSource(file(MINUTES, FileMapping.NONE), actions), new FakeKafka());
    published(new ActionsFeedSource(file(MINUTES, FileMapping.NONE), actions), kafka);
    int partition = Topics.partition("A", PARTITIONS);
    assertThat(kafka.records(Topics.BARS_RAW, partition))
        .filteredOn(ActionsFeedSourceTest::isAction)
        .hasSize(1);
  }

  @Test
  void anotherListIsAnotherFeed() throws Exception {
    FeedSource file = file(MINUTES, FileMapping.NONE);
    String one = new ActionsFeedSource(file, List.of(action("A", "2024-07-05", 4))).identity();
    String other = new ActionsFeedSource(file, List.of(action("A", "2024-07-05", 2))).identity();
    assertThat(one).startsWith(file.identity()).isNotEqualTo(other);
  }

  @Test
  void aMappedFileGivesWhatItGivesInItsOwnColumns() throws Exception {
    FileFeedSource plain = file(MINUTES, FileMapping.NONE, "A");
    String mapped =
        """
        2024-07-02 09:30;20;22;19;21
        2024-07-03 09:30;20;22;19;21
        2024-07-05 09:30;5;6;4;broken
        2024-07-05 09:30;5;6;4;5
        """;
    FileMapping mapping =
        FileMapping.of(
            "timestamp_utc=1,open=2,high=3,low=4,close=5,volume=",
            "yyyy-MM-dd HH:mm",
            "America/New_York",
            "A",
            ";",
            false);
    FileFeedSource read = file(mapped, mapping, "A");
    assertThat(read.symbols()).containsExactly("A");
    assertThat(read.problems()).singleElement().asString().contains("broken");
    assertThat(read.identity())
        .contains("close=5", "America/New_York")
        .isNotEqualTo(plain.identity());
    assertThat(times(read)).isEqualTo(times(plain));
    // A symbol that the rows name themselves is no other way to read them.
    assertThat(file(MINUTES, FileMapping.NONE.withSymbol("A"), "A").identity())
        .isEqualTo(file(MINUTES, FileMapping.NONE, "A").identity());
  }

  private static List<Long> times(FeedSource source) {
    List<Long> times = new ArrayList<>();
    source
        .slices(null)
        .forEachRemaining(
            slice ->
                slice.events().stream()
                    .filter(FeedEvent.OfBar.class::isInstance)
                    .forEach(event -> times.add(event.time())));
    assertThat(times).isNotEmpty();
    return times;
  }

  @Test
  void whatFallsBetweenTwoFeedsIsAnnouncedByTheLaterOne() throws Exception {
    List<CorporateAction> between =
        List.of(action("A", "2024-06-28", 2), action("B", "2024-06-28", 5));
    FileFeedSource later = file(MINUTES, FileMapping.NONE);
    assertThat(announced(new ActionsFeedSource(later, between))).isEmpty();
    assertThat(
            announced(
                new ActionsFeedSource(later, between, Map.of("A", LocalDate.parse("2024-06-27")))))
        .containsExactly("A");
  }

  private static List<String> announced(FeedSource source) {
    List<String> symbols = new ArrayList<>();
    source
        .slices(null)
        .forEachRemaining(
            slice -> {
              for (FeedEvent event : slice.events()) {
                if (event instanceof FeedEvent.OfAction of) {
                  symbols.add(of.action().symbol());
                }
              }
            });
    return symbols;
  }
}
