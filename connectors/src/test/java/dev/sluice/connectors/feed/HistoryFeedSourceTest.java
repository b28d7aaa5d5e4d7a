package dev.sluice.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class HistoryFeedSourceTest {
  private static final int PARTITIONS = 2;
  private static final List<String> SYMBOLS = List.of("IWM", "SPY", "TLT");
  private static final ExchangeCalendar NYSE = ExchangeCalendar.nyse();
  private static final LocalDate FIRST = LocalDate.of(2024, 6, 24);

  /** Two sessions of three symbols. */
  private static FeedSource file() {
    StringBuilder csv = new StringBuilder("symbol,date,open,high,low,close,volume\n");
    for (String date : List.of("2024-07-02", "2024-07-03")) {
      SYMBOLS.forEach(symbol -> csv.append(symbol + "," + date + ",10,12,9,11,100\n"));
    }
    try {
      Path dir = Files.createTempDirectory("feed");
      Path file = Files.writeString(dir.resolve("daily.csv"), csv);
      FeedSource source = FileFeedSource.open(file, Set.of(), NYSE);
      Files.delete(file);
      Files.delete(dir);
      return source;
    } catch (IOException | FeedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RawBar bar(String symbol, LocalDate date, boolean history) {
    Session session = NYSE.session(date).orElseThrow();
    return new RawBar(
        symbol,
        Timeframe.SESSION,
        session.open(),
        session.close(),
        date,
        10,
        12,
        9,
        11,
        100,
        1,
        0,
        "old.csv",
        false,
        history);
  }

  /** Six sessions up to the file's first, latest first, of which one symbol has not all. */
  private static List<RawBar> bars() {
    List<RawBar> bars = new ArrayList<>();
    for (LocalDate d = LocalDate.of(2024, 7, 1); !d.isBefore(FIRST); d = d.minusDays(1)) {
      for (String symbol : List.of("TLT", "SPY", "IWM")) {
        if (NYSE.session(d).isPresent() && !(symbol.equals("SPY") && d.equals(FIRST))) {
          bars.add(bar(symbol, d, true));
        }
      }
    }
    return bars;
  }

  private static void publish(FakeKafka kafka, List<RawBar> history) throws FeedException {
    publish(kafka, (symbols, time) -> history);
  }

  private static void publish(FakeKafka kafka, HistoryFeedSource.DailyHistory history)
      throws FeedException {
    new MarketFeed(
            new HistoryFeedSource(file(), history),
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
  }

  /** A record's time; of heartbeats too. */
  private static long time(ProducerRecord<byte[], byte[]> record) {
    Long heartbeat = FakeKafka.time(record, Headers.HEARTBEAT);
    return heartbeat != null ? heartbeat : decoded(record).start().toEpochMilli();
  }

  private static RawBar decoded(ProducerRecord<byte[], byte[]> record) {
    try {
      return JsonCodec.newMapper().readValue(record.value(), RawBar.class);
    } catch (IOException e) {
      throw new IllegalStateException(new String(record.value(), StandardCharsets.UTF_8), e);
    }
  }

  private static List<RawBar> published(FakeKafka kafka, int partition) {
    return kafka.records(Topics.BARS_RAW, partition).stream()
        .filter(record -> record.key() != null)
        .map(HistoryFeedSourceTest::decoded)
        .toList();
  }

  @Test
  void theHistoryComesFirstInTheOrderOfTimeAndWithoutHeartbeats() throws Exception {
    FakeKafka kafka = new FakeKafka();
    publish(kafka, bars());
    List<RawBar> all = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      List<Long> times =
          kafka.records(Topics.BARS_RAW, p).stream().map(HistoryFeedSourceTest::time).toList();
      assertThat(times).isSorted();
      List<RawBar> bars = published(kafka, p);
      assertThat(bars).isNotEmpty();
      int history = (int) bars.stream().filter(RawBar::history).count();
      // The history's bars are the partition's first records: no heartbeat is before or among them.
      assertThat(kafka.records(Topics.BARS_RAW, p).subList(0, history))
          .allMatch(record -> FakeKafka.time(record, Headers.HEARTBEAT) == null)
          .allMatch(record -> decoded(record).history());
      all.addAll(bars);
    }
    assertThat(all.stream().filter(RawBar::history)).containsExactlyInAnyOrderElementsOf(bars());
    assertThat(all.stream().filter(b -> !b.history())).hasSize(6);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.MIXIN)
  void aKilledFeedGoesOnWhereEachPartitionEnded(
      @ForAll @DoubleRange(max = 1) double a, @ForAll @DoubleRange(max = 1) double b)
      throws FeedException {
    FakeKafka whole = new FakeKafka();
    publish(whole, bars());
    FakeKafka killed = killed(whole, a, b);
    publish(killed, bars());
    for (int p = 0; p < PARTITIONS; p++) {
      assertThat(published(killed, p)).isEqualTo(published(whole, p));
    }
  }

  /** Bars that are loaded between a kill and the next start neither shift nor repeat others. */
  @Property(tries = 60, edgeCases = EdgeCasesMode.MIXIN)
  void aHistoryThatGrewMeanwhileLeavesTheLogInOrder(
      @ForAll @DoubleRange(max = 1) double a, @ForAll @DoubleRange(max = 1) double b)
      throws FeedException {
    FakeKafka whole = new FakeKafka();
    publish(whole, bars());
    FakeKafka killed = killed(whole, a, b);
    List<RawBar> grown = new ArrayList<>(bars());
    grown.add(bar("SPY", FIRST, true));
    publish(killed, grown);
    for (int p = 0; p < PARTITIONS; p++) {
      assertThat(
              killed.records(Topics.BARS_RAW, p).stream().map(HistoryFeedSourceTest::time).toList())
          .isSorted();
      assertThat(published(killed, p))
          .doesNotHaveDuplicates()
          .containsAll(published(whole, p))
          .allMatch(bar -> !bar.history() || grown.contains(bar));
    }
  }

  private static FakeKafka killed(FakeKafka whole, double... parts) {
    FakeKafka killed = new FakeKafka();
    for (int p = 0; p < PARTITIONS; p++) {
      List<ProducerRecord<byte[], byte[]>> records = whole.records(Topics.BARS_RAW, p);
      records.subList(0, (int) Math.round(parts[p] * records.size())).forEach(killed::append);
    }
    return killed;
  }

  @Test
  void aFeedThatHasBegunDoesNotAskForItsHistory() throws Exception {
    FakeKafka kafka = new FakeKafka();
    publish(kafka, bars());
    Map<Integer, List<RawBar>> before = new HashMap<>();
    for (int p = 0; p < PARTITIONS; p++) {
      before.put(p, published(kafka, p));
    }
    publish(
        kafka,
        (symbols, time) -> {
          throw new IOException("asked for " + symbols);
        });
    for (int p = 0; p < PARTITIONS; p++) {
      assertThat(published(kafka, p)).isEqualTo(before.get(p));
    }
  }

  @Test
  void isAskedForItsSymbolsBeforeItsFirstSession() throws Exception {
    Set<Object> asked = new HashSet<>();
    publish(
        new FakeKafka(),
        (symbols, time) -> {
          asked.add(symbols);
          asked.add(time);
          return bars();
        });
    assertThat(asked)
        .containsExactlyInAnyOrder(
            SYMBOLS, NYSE.session(LocalDate.of(2024, 7, 2)).orElseThrow().open());
  }

  @Test
  void aBarThatWouldWakeAnalystsOrIsNotBeforeTheFeedIsRefused() {
    LocalDate monday = LocalDate.of(2024, 7, 1);
    for (RawBar wrong :
        List.of(
            bar("SPY", monday, false),
            bar("SPY", LocalDate.of(2024, 7, 2), true),
            bar("QQQ", monday, true))) {
      assertThatThrownBy(() -> publish(new FakeKafka(), List.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bar of the history: was RawBar[symbol=" + wrong.symbol())
          .hasMessageContaining("expected a session bar before 2024-07-02T13:30:00Z of one of");
    }
  }

  @Test
  void aHistoryThatCannotBeReadSaysSo() {
    HistoryFeedSource.DailyHistory broken =
        (symbols, time) -> {
          throw new IOException("S3 is away");
        };
    assertThatThrownBy(() -> publish(new FakeKafka(), broken)).hasMessageContaining("S3 is away");
  }
}
