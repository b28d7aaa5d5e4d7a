package dev.sluice.embedded.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.Tick;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The venue's interface as bare HTTP. */
final class VenueClient {
  static final Instant OPEN = Instant.parse("2024-01-08T14:30:00Z");
  static final ObjectMapper JSON = JsonCodec.newMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  VenueClient(RemoteVenue venue) {
    address = venue.address();
  }

  record Answer(int status, JsonNode body) {}

  static RemoteVenue.Settings settings(Path home) {
    return RemoteVenue.Settings.of(home, 0, Calendars.of("NYSE"));
  }

  static Tick quote(String symbol, long second, double bid, double ask, double size) {
    long time = OPEN.toEpochMilli() + second * 1_000;
    return Tick.quote(symbol, second, time, bid, size, ask, size, "test", true);
  }

  static String order(String id, String symbol, String side, int quantity, String limit) {
    return ("{\"client_order_id\":\"%s\",\"symbol\":\"%s\",\"side\":\"%s\",\"type\":\"%s\","
            + "\"time_in_force\":\"GTC\",\"quantity\":\"%d\",\"limit_price\":%s}")
        .formatted(id, symbol, side, limit == null ? "MARKET" : "LIMIT", quantity, limit);
  }

  Answer quotes(Tick... ticks) throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (Tick tick : ticks) {
      lines.append(new String(JsonCodec.TICK.encode(tick), StandardCharsets.UTF_8)).append('\n');
    }
    return post("/v1/quotes", lines.toString());
  }

  Answer place(String order) throws IOException, InterruptedException {
    return post("/v1/accounts/paper/orders", order);
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /** Type, cumulative quantity and id of each event. */
  List<String> events() throws IOException, InterruptedException {
    List<String> said = new ArrayList<>();
    for (JsonNode event : get("/v1/accounts/paper/events?since=0").body.get("events")) {
      said.add(
          event.get("client_order_id").asText()
              + " "
              + event.get("type").asText()
              + " "
              + event.get("cumulative_quantity").asText());
    }
    return said;
  }

  /** What a venue is, as far as its interface says. */
  String all() throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (String path :
        List.of(
            "/v1/ledger",
            "/v1/accounts/paper/events?since=0",
            "/v1/accounts/paper/orders",
            "/v1/accounts/paper/positions")) {
      all.append(get(path).body).append('\n');
    }
    return all.toString();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(20));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }
}
