package dev.sluice.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.connectors.simulated.SimulatedMarket;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MarketFeedTest {
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Duration LATENCY = Duration.ofSeconds(60);
  private static final int PARTITIONS = 2;

  private static FeedConfig config(Pace pace, int sessions) {
    return new FeedConfig(PARTITIONS, BOUND, LATENCY, pace, sessions);
  }

  private static FeedSource simulated(long seed) {
    return new SimulatedFeedSource(
        new SimulatedMarket(
            seed,
            List.of("SPY", "TLT", "TSLA"),
            ExchangeCalendar.nyse(),
            LocalDate.of(2025, 7, 2),
            4));
  }

  /** Two symbols, duplicates, unreadable lines, a night, a half day. */
  private static FeedSource file() {
    try {
      Path dir = Files.createTempDirectory("feed");
      Path file =
          Files.writeString(
              dir.resolve("minutes.csv"),
              """
              symbol,timestamp_utc,open,high,low,close,volume
              SPY,2024-07-02T13:30:00Z,1,2,1,2,10
              SPY,2024-07-02T13:30:00Z,1,2,1,2,11
              SPY,2024-07-02T13:30:00Z,nonsense,2,1,2,11
              TLT,2024-07-02T13:30:00Z,1,2,1,2,11
              TLT,2024-07-02T13:31:00Z,1,2,1,2,11
              SPY,2024-07-02T20:00:00Z,1,2,1,2,12
              SPY,2024-07-02T23:00:00Z,1,2,1,2,13
              SPY,2024-07-03T13:30:00Z,1,2,1,2,14
              TLT,2024-07-03T16:59:00Z,1,2,1,2,15
              TLT,2024-07-05T14:00:00Z,1,2,1,2,16
              """);
      FeedSource source = FileFeedSource.open(file, Set.of(), ExchangeCalendar.nyse());
      Files.delete(file);
      Files.delete(dir);
      return source;
    } catch (IOException | FeedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MarketFeed feed(
      FakeKafka kafka, FeedSource source, Pace pace, int sessions, FeedListener... listeners) {
    return new MarketFeed(
        source,
        config(pace, sessions),
        FeedEncoders.json(),
        kafka.producer(),
        kafka.consumer(),
        List.of(listeners));
  }

  @Test
  void everyPartitionIsInEventTimeOrderAndHeartbeatsReachTheTimeOfDecision() throws Exception {
    FakeKafka kafka = new FakeKafka();
    MarketFeed feed = feed(kafka, simulated(1), Pace.MAX, 2);
    feed.run();
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      for (int p = 0; p < PARTITIONS; p++) {
        long last = Long.MIN_VALUE;
        long beat = Long.MIN_VALUE;
        for (ProducerRecord<byte[], byte[]> record : kafka.records(topic, p)) {
          assertThat(record.timestamp()).isNull();
          Long heartbeat = FakeKafka.time(record, Headers.HEARTBEAT);
          long time = heartbeat != null ? heartbeat : eventTime(record);
          assertThat(time).isGreaterThanOrEqualTo(last);
          last = time;
          if (heartbeat != null) {
            assertThat(heartbeat).isGreaterThan(beat);
            beat = heartbeat;
          } else {
            String symbol = new String(record.key(), StandardCharsets.UTF_8);
            assertThat(Topics.partition(symbol, PARTITIONS)).isEqualTo(p);
          }
        }
        // The second session is the half day before Independence Day.
        long decision = Instant.parse("2025-07-03T17:01:00Z").toEpochMilli();
        assertThat(last - BOUND.toMillis() - 1).isBetween(decision, decision + 2000);
      }
    }
    assertThat(feed.progress().finished()).isTrue();
    assertThat(feed.progress().sessionsCompleted()).isEqualTo(2);
    assertThat(feed.progress().sessionsTotal()).isEqualTo(2);
    assertThat(feed.progress().bars()).isEqualTo(12);
    assertThat(feed.progress().ticks()).isBetween(15_000L, 40_000L);
  }

  @Test
  void onlyTheLastSessionOfTheHistoryHasHeartbeats() throws Exception {
    FakeKafka kafka = new FakeKafka();
    feed(kafka, simulated(1), Pace.MAX, 1).run();
    List<String> beats =
        kafka.records(Topics.BARS_RAW, 0).stream()
            .map(record -> FakeKafka.time(record, Headers.HEARTBEAT))
            .filter(time -> time != null)
            .map(time -> Instant.ofEpochMilli(time).toString())
            .toList();
    assertThat(beats)
        .startsWith(
            "2025-07-01T20:00:05.001Z",
            "2025-07-01T20:01:06.001Z",
            "2025-07-02T13:30:00Z",
            "2025-07-02T13:31:00Z")
        .endsWith("2025-07-02T20:00:00Z", "2025-07-02T20:00:05.001Z", "2025-07-02T20:01:06.001Z")
        .hasSize(2 + 391 + 2);
  }

  @Property(tries = 80, edgeCases = EdgeCasesMode.MIXIN)
  void aKilledFeedGoesOnWhereEachPartitionEnded(
      @ForAll @DoubleRange(max = 1) double a,
      @ForAll @DoubleRange(max = 1) double b,
      @ForAll @DoubleRange(max = 1) double c,
      @ForAll @DoubleRange(max = 1) double d)
      throws FeedException {
    FakeKafka whole = new FakeKafka();
    feed(whole, file(), Pace.MAX, FeedConfig.UNLIMITED).run();
    FakeKafka killed = new FakeKafka();
    double[] parts = {a, b, c, d};
    int part = 0;
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      for (int p = 0; p < PARTITIONS; p++) {
        List<ProducerRecord<byte[], byte[]>> records = whole.records(topic, p);
        int kept = (int) Math.round(parts[part++] * records.size());
        records.subList(0, kept).forEach(killed::append);
      }
    }
    MarketFeed again = feed(killed, file(), Pace.MAX, FeedConfig.UNLIMITED);
    again.run();
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      for (int p = 0; p < PARTITIONS; p++) {
        assertThat(text(killed.records(topic, p))).isEqualTo(text(whole.records(topic, p)));
      }
    }
    assertThat(again.progress().sessionsTotal()).isEqualTo(3);
    assertThat(again.progress().bars()).isEqualTo(10);
  }

  @Test
  void aFinishedRunIsFollowedByTheNextSession() throws Exception {
    FakeKafka inOne = new FakeKafka();
    feed(inOne, simulated(3), Pace.MAX, 3).run();
    FakeKafka inTwo = new FakeKafka();
    feed(inTwo, simulated(3), Pace.MAX, 1).run();
    List<Session> completed = new ArrayList<>();
    MarketFeed second =
        feed(
            inTwo,
            simulated(3),
            Pace.MAX,
            2,
            new FeedListener() {
              @Override
              public void sessionCompleted(Session session) {
                completed.add(session);
              }
            });
    second.run();
    assertThat(completed)
        .extracting(Session::date)
        .containsExactly(LocalDate.of(2025, 7, 3), LocalDate.of(2025, 7, 7));
    assertThat(second.progress().sessionsCompleted()).isEqualTo(2);
    assertThat(second.progress().sessionsTotal()).isEqualTo(3);
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      for (int p = 0; p < PARTITIONS; p++) {
        assertThat(text(inTwo.records(topic, p))).isEqualTo(text(inOne.records(topic, p)));
      }
    }
  }

  /** An offset without a record is the last one then, and no record ever comes behind it. */
  @Test
  void aFeedGoesOnBehindSomebodysTransaction() throws Exception {
    FakeKafka kafka = new FakeKafka();
    feed(kafka, file(), Pace.MAX, 1).run();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      kafka.endTransaction(Topics.BARS_RAW, partition);
    }
    int before = kafka.inOrder().size();
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> feed(kafka, file(), Pace.MAX, 1).run());
    assertThat(kafka.inOrder().size()).isGreaterThan(before);
  }

  @Test
  void anotherFeedOnTheSameLogIsRefused() throws Exception {
    FakeKafka kafka = new FakeKafka();
    feed(kafka, file(), Pace.MAX, 1).run();
    assertThatThrownBy(() -> feed(kafka, simulated(1), Pace.MAX, 1).run())
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("another feed")
        .hasMessageContaining("seed=1");
  }

  @Test
  void theFileFeedPublishesUnreadableLinesAsTheyAre() throws Exception {
    FakeKafka kafka = new FakeKafka();
    feed(kafka, file(), Pace.MAX, FeedConfig.UNLIMITED).run();
    assertThat(kafka.inOrder())
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .contains("SPY,2024-07-02T13:30:00Z,nonsense,2,1,2,11");
  }

  @Test
  @Timeout(30)
  void stopEndsAPacedFeedPromptly() throws Exception {
    FakeKafka kafka = new FakeKafka();
    CountDownLatch traded = new CountDownLatch(1);
    FeedListener listener =
        new FeedListener() {
          @Override
          public void heartbeat(Instant clock) {
            if (clock.equals(Instant.parse("2025-07-02T13:30:00Z"))) {
              traded.countDown();
            }
          }
        };
    MarketFeed feed = feed(kafka, simulated(5), new Pace(1), 1, listener);
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                feed.run();
              } catch (FeedException e) {
                failure.set(e);
              }
            });
    thread.start();
    assertThat(traded.await(20, TimeUnit.SECONDS)).isTrue();
    feed.stop();
    thread.join(TimeUnit.SECONDS.toMillis(10));
    assertThat(thread.isAlive()).isFalse();
    assertThat(failure.get()).isNull();
    assertThat(feed.progress().finished()).isFalse();
  }

  @Test
  void aListenerHoldsASessionBack() throws Exception {
    FakeKafka kafka = new FakeKafka();
    List<Session> asked = new ArrayList<>();
    feed(
            kafka,
            simulated(1),
            Pace.MAX,
            1,
            new FeedListener() {
              @Override
              public boolean mayBegin(Session session) {
                asked.add(session);
                assertThat(kafka.records(Topics.TICKS, 0))
                    .allMatch(record -> FakeKafka.time(record, Headers.HEARTBEAT) != null);
                return asked.size() == 3;
              }
            })
        .run();
    assertThat(asked).hasSize(3).allMatch(s -> s.date().equals(LocalDate.of(2025, 7, 2)));
  }

  private static long eventTime(ProducerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.BARS_RAW)) {
      return JsonCodec.RAW_BAR.decode(record.value()).start().toEpochMilli();
    }
    Tick tick = JsonCodec.TICK.decode(record.value());
    return tick.eventTime();
  }

  private static List<String> text(List<ProducerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(r -> new String(r.value(), StandardCharsets.UTF_8) + r.headers())
        .toList();
  }
}
