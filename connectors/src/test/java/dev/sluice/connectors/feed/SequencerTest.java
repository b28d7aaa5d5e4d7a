package dev.sluice.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.SequencedInput;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SequencerTest {
  private static final int PARTITIONS = 2;
  private static final Instant OPEN = Instant.parse("2025-07-02T13:30:00Z");

  private final FakeKafka kafka = new FakeKafka();
  private final AtomicLong clock = new AtomicLong(OPEN.toEpochMilli());

  private Sequencer sequencer() throws FeedException {
    Sequencer sequencer = new Sequencer(kafka.producer(), kafka.consumer(), PARTITIONS, clock::get);
    sequencer.recover();
    return sequencer;
  }

  private void request(String id, String account) {
    Control control = new Control(id, account, ControlAction.PAUSE, "test", "me", null);
    request(JsonCodec.CONTROL.encode(control));
  }

  private void request(byte[] value) {
    kafka.append(new ProducerRecord<>(Topics.REQUESTS, 0, null, null, value));
  }

  private List<Control> controls(int partition) {
    return kafka.records(Topics.INPUTS, partition).stream()
        .filter(record -> FakeKafka.time(record, Headers.WATERMARK) == null)
        .map(record -> JsonCodec.CONTROL.decode(record.value()))
        .toList();
  }

  @Test
  void aRequestIsStampedBehindTheFeedsClock() throws FeedException {
    Sequencer sequencer = sequencer();
    request("1", "alpha");
    request("2", "alpha");
    sequencer.poll(Duration.ZERO);
    assertThat(controls(Topics.partition("alpha", PARTITIONS)))
        .extracting(Control::effectiveAt)
        .containsExactly(OPEN.plusMillis(1), OPEN.plusMillis(2));
    assertThat(kafka.records(Topics.INPUTS, Topics.partition("alpha", PARTITIONS)).get(0))
        .satisfies(
            record -> {
              assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("alpha");
              assertThat(record.timestamp()).isNull();
            });
  }

  @Test
  void theFirstCopyOfAnIdWinsAfterARestartToo() throws FeedException {
    request("1", "alpha");
    sequencer().poll(Duration.ZERO);
    clock.addAndGet(60_000);
    request("1", "alpha");
    sequencer().poll(Duration.ZERO);
    assertThat(controls(Topics.partition("alpha", PARTITIONS)))
        .extracting(Control::effectiveAt)
        .containsExactly(OPEN.plusMillis(1));
  }

  @Test
  void aControlForAllGoesToEveryPartitionWithOneStamp() throws FeedException {
    request("1", "*");
    sequencer().poll(Duration.ZERO);
    assertThat(controls(0)).hasSize(1).isEqualTo(controls(1));
  }

  @Test
  void whatAKillLeftHalfWrittenIsCompletedBeforeAnythingIsPromised() throws FeedException {
    FakeKafka whole = new FakeKafka();
    kafka.append(control("1", "*", OPEN.plusMillis(1), 0));
    clock.addAndGet(60_000);
    Sequencer sequencer = sequencer();
    sequencer.heartbeat(OPEN.plusSeconds(60));
    request("1", "*");
    sequencer.poll(Duration.ZERO);
    whole.append(control("1", "*", OPEN.plusMillis(1), 1));
    assertThat(kafka.records(Topics.INPUTS, 1).get(0).value())
        .isEqualTo(whole.records(Topics.INPUTS, 1).get(0).value());
    assertThat(controls(0)).hasSize(1);
    assertThat(controls(1)).hasSize(1);
  }

  private static ProducerRecord<byte[], byte[]> control(
      String id, String account, Instant at, int partition) {
    Control control = new Control(id, account, ControlAction.PAUSE, "test", "me", at);
    byte[] value = JsonCodec.CONTROL.encode(control);
    return new ProducerRecord<>(Topics.INPUTS, partition, null, null, value);
  }

  @Test
  void heartbeatsArePromisedOnEveryPartitionOnce() throws FeedException {
    sequencer().heartbeat(OPEN);
    Sequencer again = sequencer();
    again.heartbeat(OPEN);
    again.heartbeat(OPEN.plusSeconds(60));
    for (int p = 0; p < PARTITIONS; p++) {
      assertThat(kafka.records(Topics.INPUTS, p))
          .extracting(record -> FakeKafka.time(record, Headers.WATERMARK))
          .containsExactly(OPEN.toEpochMilli(), OPEN.plusSeconds(60).toEpochMilli());
    }
  }

  /** Each step is a heartbeat (0), a request for one (1) or all (2), a restart (3). */
  @Property(tries = 200)
  void noPromiseIsEverBroken(@ForAll @Size(max = 40) List<@IntRange(max = 3) Integer> steps)
      throws FeedException {
    FakeKafka topics = new FakeKafka();
    AtomicLong feedClock = new AtomicLong(Long.MIN_VALUE);
    Sequencer sequencer = restarted(topics, feedClock);
    int id = 0;
    for (int step : steps) {
      switch (step) {
        case 0 -> {
          feedClock.set(Math.max(0, feedClock.get()) + 1);
          sequencer.heartbeat(Instant.ofEpochMilli(feedClock.get()));
        }
        case 1, 2 -> {
          String account = step == 1 ? "account-" + id : "*";
          Control control = new Control("" + id++, account, ControlAction.HALT, "test", "me", null);
          topics.append(
              new ProducerRecord<>(
                  Topics.REQUESTS, 0, null, null, JsonCodec.CONTROL.encode(control)));
          sequencer.poll(Duration.ZERO);
        }
        default -> sequencer = restarted(topics, feedClock);
      }
    }
    int taken = 0;
    for (int p = 0; p < PARTITIONS; p++) {
      long promised = Long.MIN_VALUE;
      for (ProducerRecord<byte[], byte[]> record : topics.records(Topics.INPUTS, p)) {
        Long promise = FakeKafka.time(record, Headers.WATERMARK);
        if (promise != null) {
          assertThat(promise).isGreaterThan(promised);
          promised = promise;
        } else {
          Control control = JsonCodec.CONTROL.decode(record.value());
          assertThat(control.effectiveAt().toEpochMilli()).isGreaterThan(promised);
          taken += control.account().equals("*") ? 1 : PARTITIONS;
        }
      }
    }
    assertThat(taken).isEqualTo(PARTITIONS * id);
  }

  private static Sequencer restarted(FakeKafka topics, AtomicLong feedClock) throws FeedException {
    Sequencer sequencer =
        new Sequencer(topics.producer(), topics.consumer(), PARTITIONS, feedClock::get);
    sequencer.recover();
    return sequencer;
  }

  @Test
  void aLimitIsSequencedWithItsValueAndABadOneIsADeadLetter() throws FeedException {
    request(JsonCodec.CONTROL.encode(limit("good", "max_notional", "5000")));
    request(JsonCodec.CONTROL.encode(limit("bad value", "max_notional", "-1")));
    request(JsonCodec.CONTROL.encode(limit("bad name", "max_fun", "1")));
    request(JsonCodec.CONTROL.encode(limit("no value", "max_notional", null)));
    request(JsonCodec.CONTROL.encode(limit("fixed", "lot_size", "2")));
    sequencer().poll(Duration.ZERO);
    assertThat(controls(Topics.partition("alpha", PARTITIONS)))
        .singleElement()
        .isEqualTo(limit("good", "max_notional", "5000").at(OPEN.plusMillis(1)));
    List<String> reasons = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      kafka
          .records(Topics.DEAD_LETTERS, p)
          .forEach(record -> reasons.add(JsonCodec.DEAD_LETTER.decode(record.value()).reason()));
    }
    assertThat(reasons)
        .hasSize(4)
        .anyMatch(reason -> reason.contains("max_notional: was '-1', expected a decimal above 0"))
        .anyMatch(reason -> reason.contains("limit: was 'max_fun', expected one of"))
        .anyMatch(reason -> reason.contains("value: was 'null'"))
        .anyMatch(reason -> reason.contains("limit: was 'lot_size'"));
  }

  private static Control limit(String id, String limit, String value) {
    return new Control(id, "alpha", ControlAction.SET_LIMIT, "test", "me", null, limit, value);
  }

  @Test
  void whatIsNoControlBecomesADeadLetterWithItsOrigin() throws FeedException {
    request("{\"schema\":\"order/1\"}".getBytes(StandardCharsets.UTF_8));
    request(
        "{\"id\":\"7\",\"account\":\"a\",\"action\":\"DANCE\"}".getBytes(StandardCharsets.UTF_8));
    request("{\"id\":\"8\",\"action\":\"HALT\"}".getBytes(StandardCharsets.UTF_8));
    sequencer().poll(Duration.ZERO);
    List<DeadLetter> letters = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      kafka.records(Topics.DEAD_LETTERS, p).stream()
          .map(record -> JsonCodec.DEAD_LETTER.decode(record.value()))
          .forEach(letters::add);
    }
    assertThat(letters).extracting(DeadLetter::offset).containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(letters).extracting(DeadLetter::topic).containsOnly(Topics.REQUESTS);
    assertThat(letters)
        .extracting(DeadLetter::reason)
        .anyMatch(reason -> reason.contains("order/1"))
        .anyMatch(reason -> reason.contains("DANCE"))
        .anyMatch(reason -> reason.contains("account: was 'null'"));
    assertThat(kafka.records(Topics.INPUTS, 0)).isEmpty();
    assertThat(kafka.records(Topics.INPUTS, 1)).isEmpty();
  }

  @Test
  @Timeout(30)
  void itsOwnThreadTakesRequestsUntilItIsClosed() throws FeedException {
    Sequencer sequencer = new Sequencer(kafka.producer(), kafka.consumer(), PARTITIONS, clock::get);
    sequencer.start();
    request("1", "*");
    while (controls(0).isEmpty() || controls(1).isEmpty()) {
      Thread.onSpinWait();
    }
    sequencer.close();
    assertThat(controls(0)).hasSize(1);
  }

  private static ExecutionReport report(String id, String account) {
    return new ExecutionReport(
        id,
        account,
        "REMOTE",
        ExecutionReport.Type.ACCEPTED,
        "order",
        null,
        null,
        null,
        null,
        null,
        null,
        OPEN,
        null,
        0,
        true);
  }

  private void say(int partition, byte[] value) {
    kafka.append(new ProducerRecord<>(Topics.VENUE_REPORTS, partition, null, null, value));
  }

  private void say(String id) {
    int partition = Topics.partition("alpha", PARTITIONS);
    say(partition, JsonCodec.EXECUTION_REPORT.encode(report(id, "alpha")));
  }

  private List<SequencedInput> sequenced() {
    return kafka.records(Topics.INPUTS, Topics.partition("alpha", PARTITIONS)).stream()
        .filter(record -> FakeKafka.time(record, Headers.WATERMARK) == null)
        .map(record -> SequencedInput.decode(record.value()))
        .toList();
  }

  @Test
  void reportsShareATimeAndKeepTheirPlaces() throws FeedException {
    Sequencer sequencer = sequencer();
    say("a");
    say("b");
    sequencer.poll(Duration.ZERO);
    request("1", "alpha");
    sequencer.poll(Duration.ZERO);
    say("c");
    sequencer.poll(Duration.ZERO);
    assertThat(sequenced())
        .extracting(input -> input.effectiveAt().toEpochMilli() - OPEN.toEpochMilli())
        .as("a control is behind what came before it, and what follows not before it")
        .containsExactly(1L, 1L, 2L, 2L);
    assertThat(sequenced()).extracting(SequencedInput::sequence).containsExactly(0L, 1L, -1L, 2L);
  }

  @Test
  void aReportIsSequencedOnceWhateverDies() throws FeedException {
    say("a");
    sequencer().poll(Duration.ZERO);
    say("b");
    Sequencer again = sequencer();
    again.poll(Duration.ZERO);
    again.heartbeat(OPEN.plusSeconds(60));
    say("c");
    Sequencer third = sequencer();
    third.poll(Duration.ZERO);
    assertThat(sequenced())
        .extracting(input -> input.execution().id())
        .containsExactly("a", "b", "c");
    assertThat(sequenced().get(2).effectiveAt()).isAfter(OPEN.plusSeconds(60));
  }

  @Test
  void whatIsNoReportIsADeadLetterAndTheNextGoesOn() throws FeedException {
    int own = Topics.partition("alpha", PARTITIONS);
    say(own, "{".getBytes(StandardCharsets.UTF_8));
    say(
        own,
        JsonCodec.CONTROL.encode(new Control("1", "alpha", ControlAction.HALT, "r", "me", OPEN)));
    say(1 - own, JsonCodec.EXECUTION_REPORT.encode(report("elsewhere", "alpha")));
    say("a");
    sequencer().poll(Duration.ZERO);
    assertThat(sequenced()).extracting(input -> input.execution().id()).containsExactly("a");
    List<String> reasons = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      kafka.records(Topics.DEAD_LETTERS, p).stream()
          .map(record -> JsonCodec.DEAD_LETTER.decode(record.value()).reason())
          .forEach(reasons::add);
    }
    assertThat(reasons)
        .hasSize(3)
        .anyMatch(reason -> reason.contains("schema: was control/1"))
        .anyMatch(reason -> reason.contains("account: was 'alpha'"));
  }
}
