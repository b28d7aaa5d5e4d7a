package dev.sluice.jobs.cli;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.console.ControlRequests;
import dev.sluice.domain.trading.Control;
import dev.sluice.jobs.desk.DeskException;
import dev.sluice.jobs.kafka.KafkaProbe;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * One request of the kill switch, and the sight of its coming into force.
 *
 * <p>A control of one account is in force when the trading job has written it to {@code controls}.
 * One of all accounts is said there by each of them, and in force for every one when the markers of
 * all partitions have passed its time: the trading job writes them behind what its accounts say.
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

  private KillSwitch(ControlRequests requests, Consumer<byte[], byte[]> consumer, Control control) {
    this.requests = requests;
    this.controls = consumer;
    this.control = control;
    partitions =
        consumer.partitionsFor(Topics.CONTROLS).stream()
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
        KafkaProbe.problem(desk.kafka(), Set.of(Topics.REQUESTS, Topics.CONTROLS));
    if (problem.isPresent()) {
      throw new DeskException(
          desk.name() + " cannot be asked at " + desk.kafka() + ": " + problem.get());
    }
    ControlRequests requests = ControlRequests.kafka(desk.kafka(), "sluice-kill");
    Consumer<byte[], byte[]> consumer = FeedClients.consumer(desk.kafka());
    KillSwitch kill = new KillSwitch(requests, consumer, control);
    consumer.assign(kill.partitions);
    if (again) {
      consumer.seekToBeginning(kill.partitions);
    } else {
      consumer.seekToEnd(kill.partitions);
    }
    // Where it begins is fixed now, not with the first poll: that would be behind the answer.
    kill.partitions.forEach(consumer::position);
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

  /**
   * Waits until it is in force for every account that it is for.
   *
   * @return event time from which it is; empty where it was not seen in time
   */
  Optional<Instant> await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    do {
      controls.poll(POLL).forEach(this::take);
      if (inForce()) {
        return Optional.of(seen);
      }
    } while (System.nanoTime() < deadline);
    return Optional.empty();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Header promise = record.headers().lastHeader(Headers.WATERMARK);
    if (promise != null) {
      promised.merge(record.partition(), Headers.decode(promise.value()), Math::max);
      return;
    }
    try {
      Control said = JsonCodec.CONTROL.decode(record.value());
      if (control.id().equals(said.id())) {
        seen = said.effectiveAt();
      }
    } catch (MalformedRecordException e) {
      // Another's, which is not waited for.
      return;
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
