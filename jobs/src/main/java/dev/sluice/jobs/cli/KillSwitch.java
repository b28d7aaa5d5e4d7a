package dev.sluice.jobs.cli;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.console.ControlRequests;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.trading.Control;
import dev.sluice.jobs.desk.DeskException;
import dev.sluice.jobs.kafka.KafkaProbe;
import dev.sluice.operators.trading.TradeAccount;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * One request for a control, and the sight of its coming into force or of being refused.
 *
 * <p>A control of one account is in force when the trading job has written it to {@code controls}.
 * One of all accounts is said there by each of them, and in force for every one when the markers of
 * all partitions have passed its time: the trading job writes them behind what its accounts say.
 * One that an account refuses is a dead letter with its reason.
 */
final class KillSwitch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String ALL = "*";

  private final ControlRequests requests;
  private final Consumer<byte[], byte[]> controls;
  private final Control control;
  private final List<TopicPartition> partitions;

  /** Highest promise seen of each partition, epoch milliseconds. */
  private final Map<Integer, Long> promised = new HashMap<>();

  private Instant seen;
  private String refused;

  /**
   * What the desk has said by now.
   *
   * @param inForce event time from which it is in force for every account that it is for; null
   *     where that was not seen
   * @param refused why the account has refused it, or that its id was another's; null where not
   */
  record Answer(Instant inForce, String refused) {}

  private KillSwitch(ControlRequests requests, Consumer<byte[], byte[]> consumer, Control control) {
    this.requests = requests;
    this.controls = consumer;
    this.control = control;
    partitions = partitions(consumer, Topics.CONTROLS);
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(p -> new TopicPartition(p.topic(), p.partition()))
        .toList();
  }

  /**
   * Looks where the topic of controls ends.
   *
   * @param again true where the request may have been made before: then it may be in force already
   * @throws DeskException where the desk's Kafka does not answer or has no such topics
   */
  static KillSwitch open(DeskPlace desk, Control control, boolean again) {
    Optional<String> problem =
        KafkaProbe.problem(
            desk.kafka(), Set.of(Topics.REQUESTS, Topics.CONTROLS, Topics.DEAD_LETTERS));
    if (problem.isPresent()) {
      throw new DeskException(
          desk.name() + " cannot be asked at " + desk.kafka() + ": " + problem.get());
    }
    ControlRequests requests = ControlRequests.kafka(desk.kafka(), "sluice-kill");
    Consumer<byte[], byte[]> consumer = FeedClients.consumer(desk.kafka());
    KillSwitch kill = new KillSwitch(requests, consumer, control);
    List<TopicPartition> all = new ArrayList<>(kill.partitions);
    all.addAll(partitions(consumer, Topics.DEAD_LETTERS));
    consumer.assign(all);
    if (again) {
      consumer.seekToBeginning(all);
    } else {
      consumer.seekToEnd(all);
    }
    // Where it begins is fixed now, not with the first poll: that would be behind the answer.
    all.forEach(consumer::position);
    return kill;
  }

  /**
   * Writes the request.
   *
   * @throws ControlRequests.UnavailableException where Kafka did not store it
   */
  void request() {
    requests.send(control);
  }

  /** Waits until it is in force for every account that it is for, or refused by the one. */
  Answer await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    do {
      controls.poll(POLL).forEach(this::take);
      if (refused != null || inForce()) {
        return new Answer(refused == null ? seen : null, refused);
      }
    } while (System.nanoTime() < deadline);
    return new Answer(null, null);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Header promise = record.headers().lastHeader(Headers.WATERMARK);
    try {
      if (record.topic().equals(Topics.DEAD_LETTERS)) {
        takeLetter(promise == null ? record.value() : null);
      } else if (promise != null) {
        promised.merge(record.partition(), Headers.decode(promise.value()), Math::max);
      } else {
        Control said = JsonCodec.CONTROL.decode(record.value());
        if (control.id().equals(said.id())) {
          take(said);
        }
      }
    } catch (MalformedRecordException e) {
      // Another's, which is not waited for.
      return;
    }
  }

  /** The first request of an id is the one that is done. */
  private void take(Control said) {
    boolean same =
        said.action() == control.action()
            && Objects.equals(said.value(), control.value())
            && (control.account().equals(ALL) || said.account().equals(control.account()));
    if (same) {
      seen = said.effectiveAt();
    } else {
      refused =
          "the id is that of another request, %s of account %s by %s: nothing was done"
              .formatted(said.action(), said.account(), said.requestedBy());
    }
  }

  private void takeLetter(byte[] value) {
    if (value == null) {
      return;
    }
    DeadLetter letter = JsonCodec.DEAD_LETTER.decode(value);
    if (letter.id().equals(TradeAccount.refusalId(control.account(), control.id()))) {
      refused = letter.reason();
    }
  }

  private boolean inForce() {
    if (seen == null || !control.account().equals(ALL)) {
      return seen != null;
    }
    long time = seen.toEpochMilli();
    return partitions.stream()
        .allMatch(p -> promised.getOrDefault(p.partition(), Long.MIN_VALUE) >= time);
  }

  @Override
  public void close() {
    requests.close();
    controls.close(Duration.ofSeconds(2));
  }
}
