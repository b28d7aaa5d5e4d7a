package dev.sluice.jobs.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.connectors.venue.HttpVenue;
import dev.sluice.connectors.venue.Venue;
import dev.sluice.connectors.venue.VenueException;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.OrderType;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.TimeInForce;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.cli.CommandProcess;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The remote venue as a process of its own: killed, it is the same when it comes back. */
@Timeout(300)
class RemoteVenueITCase {
  private static final Instant OPEN = Instant.parse("2024-01-08T14:30:00Z");

  @TempDir private Path directory;

  @Test
  void isTheSameAfterEachKill() throws Exception {
    List<ExecutionReport> before = List.of();
    int orders = 0;
    for (int life = 0; life < 3; life++) {
      try (CommandProcess process = start(Map.of())) {
        URI address = address(process);
        HttpVenue venue = client(address);
        Venue.Events now = venue.since(null, Duration.ZERO);
        assertThat(now.reports()).as("life %d", life).isEqualTo(before);
        for (int i = 0; i < 10; i++) {
          venue.place(order("o" + orders, i % 2 == 0 ? Side.BUY : Side.SELL, 10 + i));
          orders++;
          post(address, "/v1/quotes", quote("SPY", orders));
        }
        Venue.Events told = venue.since(now.cursor(), Duration.ZERO);
        assertThat(told.reports()).hasSize(20);
        before = new ArrayList<>(before);
        before.addAll(told.reports());
        process.close();
        process.awaitEnd();
      }
    }
    assertThat(before.stream().map(ExecutionReport::id).distinct()).hasSize(60);
  }

  @Test
  void aVenueThatEndsBetweenJournalAndAnswerHasDoneIt() throws Exception {
    for (String fault : List.of("exit_before", "exit_in_write", "exit_after")) {
      Path faults = directory.resolve(fault + ".json");
      String operation = fault.equals("exit_in_write") ? "" : ",\"operation\":\"place\"";
      Files.writeString(
          faults, "{\"faults\":[{\"kind\":\"" + fault + "\",\"count\":1" + operation + "}]}");
      try (CommandProcess process = start(Map.of(), "--faults", faults.toString())) {
        HttpVenue venue = client(address(process));
        VenueException unknown =
            catchThrowableOfType(
                VenueException.class, () -> venue.place(order(fault, Side.BUY, 1)));
        assertThat(unknown.mayHaveArrived()).isTrue();
        assertThat(process.awaitEnd()).isEqualTo(137);
      }
      try (CommandProcess process = start(Map.of())) {
        boolean there = client(address(process)).order(fault).isPresent();
        assertThat(there).as(fault).isEqualTo(fault.equals("exit_after"));
      }
    }
  }

  @Test
  void takesItsMarketFromTheDesksQuotes() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"))) {
      kafka.createTopics(List.of(Topics.QUOTES), 2);
      Map<String, String> environment =
          Map.of("SLUICE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
      Venue.Events told;
      try (CommandProcess process = start(environment, "--quotes-from-kafka")) {
        HttpVenue venue = client(address(process));
        venue.place(order("a", Side.BUY, 5));
        publish(kafka, 1);
        told = venue.since("1", Duration.ofSeconds(60));
        assertThat(told.reports()).singleElement().returns("a", ExecutionReport::clientOrderId);
        process.close();
        process.awaitEnd();
      }
      publish(kafka, 2);
      try (CommandProcess process = start(environment, "--quotes-from-kafka")) {
        HttpVenue venue = client(address(process));
        assertThat(venue.since("1", Duration.ZERO)).isEqualTo(told);
        venue.place(order("b", Side.BUY, 5));
        publish(kafka, 3);
        Venue.Events next = venue.since("3", Duration.ofSeconds(60));
        assertThat(next.reports()).singleElement().returns("b", ExecutionReport::clientOrderId);
        process.terminate();
        assertThat(process.awaitEnd()).isZero();
      }
    }
  }

  private static void publish(EmbeddedKafka kafka, int second) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] tick = quote("SPY", second).getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topics.QUOTES, 0, null, tick));
      for (int partition = 0; partition < 2; partition++) {
        ProducerRecord<byte[], byte[]> mark =
            new ProducerRecord<>(Topics.QUOTES, partition, null, new byte[0]);
        mark.headers()
            .add(Headers.WATERMARK, Headers.encode(OPEN.toEpochMilli() + second * 1_000L));
        producer.send(mark);
      }
    }
  }

  private CommandProcess start(Map<String, String> environment, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("venue", "--port", "0", "--home", "venue"));
    arguments.addAll(List.of(more));
    return CommandProcess.start(directory, environment, arguments.toArray(String[]::new));
  }

  private static URI address(CommandProcess process) throws IOException {
    String line = process.nextMessage();
    assertThat(line).matches("venue  http://127\\.0\\.0\\.1:\\d+");
    return URI.create(line.replaceFirst("venue +", ""));
  }

  private static HttpVenue client(URI address) {
    return new HttpVenue("REMOTE", address, "paper", Duration.ofSeconds(20));
  }

  private static void post(URI address, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.ofString(body)).build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String quote(String symbol, int second) {
    long time = OPEN.toEpochMilli() + second * 1_000L;
    Tick tick = Tick.quote(symbol, second, time, 100, 90, 101, 90, "test", true);
    return new String(JsonCodec.TICK.encode(tick), StandardCharsets.UTF_8);
  }

  private static Order order(String id, Side side, int quantity) {
    return new Order(
        id,
        "paper",
        "signal",
        null,
        null,
        "ENTRY",
        "SPY",
        side,
        OrderType.MARKET,
        TimeInForce.GTC,
        BigDecimal.valueOf(quantity),
        BigDecimal.ZERO,
        null,
        null,
        null,
        OrderStatus.SUBMITTED,
        null,
        null,
        OPEN,
        OPEN,
        2,
        true);
  }
}
