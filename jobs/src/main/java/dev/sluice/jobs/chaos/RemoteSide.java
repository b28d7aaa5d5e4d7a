package dev.sluice.jobs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The venue outside the job and the connector to it: {@code sluice venue}, {@code connect}. */
final class RemoteSide {
  private static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final Path directory;
  private final Map<String, String> environment;
  private final int port;
  private ChildProcess venue;
  private ChildProcess connector;

  private RemoteSide(Path directory, Map<String, String> environment, int port) {
    this.directory = directory;
    this.environment = environment;
    this.port = port;
  }

  /** Starts both; the venue comes back on the port that it had. */
  static RemoteSide start(Path directory, Map<String, String> environment) throws IOException {
    Map<String, String> all = new TreeMap<>(environment);
    int port = ChaosPorts.free(1).get(0);
    all.put("SLUICE_VENUE_NAME", DeskAccounts.VENUE);
    all.put("SLUICE_VENUE_URL", "http://127.0.0.1:" + port);
    RemoteSide side = new RemoteSide(directory, all, port);
    side.revive();
    return side;
  }

  /** Starts what has ended; returns how many. */
  int revive() throws IOException {
    int revived = 0;
    if (venue == null || !venue.isAlive()) {
      venue =
          child(
              "venue",
              "--port",
              Integer.toString(port),
              "--home",
              directory.resolve("venue").toString(),
              "--quotes-from-kafka");
      revived++;
    }
    if (connector == null || !connector.isAlive()) {
      connector = child("connect", "--account", DeskAccounts.REMOTE);
      revived++;
    }
    return revived;
  }

  private ChildProcess child(String command, String... arguments) throws IOException {
    List<String> all = new java.util.ArrayList<>(List.of("sluice", command));
    all.addAll(List.of(arguments));
    return ChildProcess.start(command, directory, List.of("-Xmx256m"), all, environment);
  }

  ChildProcess venue() {
    return venue;
  }

  ChildProcess connector() {
    return connector;
  }

  List<ChildProcess> processes() {
    return List.of(connector, venue);
  }

  /**
   * Lets something go wrong.
   *
   * @param fault as of {@code POST /v1/faults}
   * @return false where the venue does not answer
   */
  boolean arm(String fault) throws InterruptedException {
    return send(HttpRequest.newBuilder(uri("/v1/faults"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"faults\": [" + fault + "]}")))
        .isPresent();
  }

  /** Lets nothing go wrong any more. */
  void disarm() throws InterruptedException {
    var unused = send(HttpRequest.newBuilder(uri("/v1/faults")).DELETE());
  }

  /** How often each kind happened since the venue was started; empty where it does not answer. */
  Optional<JsonNode> happened() throws InterruptedException {
    return send(HttpRequest.newBuilder(uri("/v1/faults"))).map(answer -> answer.path("happened"));
  }

  /** All that the venue really did; empty where it does not answer. */
  Optional<JsonNode> ledger() throws InterruptedException {
    return send(HttpRequest.newBuilder(uri("/v1/ledger"))).map(answer -> answer.path("events"));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private Optional<JsonNode> send(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new ChaosException("the venue answered " + answer.statusCode() + answer.body());
      }
      return Optional.of(JSON.readTree(answer.body()));
    } catch (IOException away) {
      return Optional.empty();
    }
  }
}
