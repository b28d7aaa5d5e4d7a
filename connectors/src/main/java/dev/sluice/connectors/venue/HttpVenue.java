package dev.sluice.connectors.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderRole;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The remote paper venue as one account sees it, over HTTP; docs/remote-venue.md has the requests.
 *
 * <p>Nothing is sent twice by itself: a request that failed is the caller's to ask about. Only
 * where no connection came about does it say that nothing can have arrived; every other failure,
 * also a status of 500 and more and an answer that cannot be read, may have been carried out.
 */
public final class HttpVenue implements Venue {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  private final String name;
  private final String account;
  private final String base;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * A client for one account.
   *
   * @param name of the venue, as its reports carry it
   * @param address for example {@code http://127.0.0.1:41234}
   * @param account account name
   * @param timeout longest time from a request to the last byte of its answer, and to a connection
   */
  public HttpVenue(String name, URI address, String account, Duration timeout) {
    this.name = Objects.requireNonNull(name, "name");
    this.account = Objects.requireNonNull(account, "account");
    this.timeout = Objects.requireNonNull(timeout, "timeout");
    base = address.toString().replaceAll("/+$", "") + "/v1/accounts/" + encoded(account);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  private record Answer(int status, JsonNode body) {}

  /** Reads an answer; what it throws means that the answer cannot be read. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ExecutionReport place(Order order) throws VenueException {
    String what = "placing " + order.id();
    HttpRequest.Builder request =
        request("/orders")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(order).toString()));
    Answer answer = send(what, request, timeout);
    return readable(
        what,
        () ->
            switch (answer.status) {
              case 201, 422 -> report(answer.body.get("report"), order.id());
              case 409 -> known(report(answer.body.get("report"), order.id()));
              case 400 -> refused(order, Type.REJECTED, message(answer));
              default -> throw unexpected(answer);
            });
  }

  /** The venue has the order already: that it does not take it again is no rejection. */
  private static ExecutionReport known(ExecutionReport state) {
    if (state.type() == Type.REJECTED || state.type() == Type.ACCEPTED) {
      return state;
    }
    return new ExecutionReport(
        Ids.of("venue-known", state.venue(), state.account(), state.clientOrderId(), state.id()),
        state.account(),
        state.venue(),
        Type.ACCEPTED,
        state.clientOrderId(),
        state.venueOrderId(),
        null,
        null,
        state.cumulativeQuantity(),
        null,
        "the venue has had it, it is " + state.type(),
        state.transactTime(),
        null,
        0,
        state.simulated());
  }

  @Override
  public ExecutionReport cancel(Order order) throws VenueException {
    String what = "cancelling " + order.id();
    Answer answer = send(what, request("/orders/" + encoded(order.id())).DELETE(), timeout);
    return readable(
        what,
        () ->
            switch (answer.status) {
              case 200, 409 -> report(answer.body.get("report"), order.id());
              case 400, 404 -> {
                coded(answer);
                yield refused(order, Type.CANCEL_REJECTED, message(answer));
              }
              default -> throw unexpected(answer);
            });
  }

  @Override
  public Optional<ExecutionReport> order(String clientOrderId) throws VenueException {
    String what = "asking for " + clientOrderId;
    Answer answer = send(what, request("/orders/" + encoded(clientOrderId)).GET(), timeout);
    return readable(
        what,
        () -> {
          if (answer.status == 404 && coded(answer).equals("UNKNOWN_ORDER")) {
            return Optional.empty();
          }
          return Optional.of(report(ok(answer).get("report"), clientOrderId));
        });
  }

  @Override
  public List<String> openOrders() throws VenueException {
    String what = "asking for open orders";
    Answer answer = send(what, request("/orders").GET(), timeout);
    return readable(
        what,
        () -> {
          List<String> ids = new ArrayList<>();
          list(ok(answer), "client_order_ids").forEach(id -> ids.add(id.asText()));
          return ids;
        });
  }

  @Override
  public Events since(String cursor, Duration wait) throws VenueException {
    String from = cursor == null ? "0" : cursor;
    String what = "asking for events since " + from;
    String path = "/events?since=" + encoded(from) + "&wait_ms=" + wait.toMillis();
    Answer answer = send(what, request(path).GET(), timeout.plus(wait));
    return readable(
        what,
        () -> {
          List<ExecutionReport> reports = new ArrayList<>();
          for (JsonNode event : list(ok(answer), "events")) {
            reports.add(report(event, null));
          }
          return new Events(reports, cursor(answer));
        });
  }

  @Override
  public Positions positions() throws VenueException {
    String what = "asking for positions";
    Answer answer = send(what, request("/positions").GET(), timeout);
    return readable(
        what,
        () -> {
          JsonNode held = ok(answer).path("positions");
          if (!held.isObject()) {
            throw unexpected(answer);
          }
          Map<String, BigDecimal> quantities = new TreeMap<>();
          for (Map.Entry<String, JsonNode> one : held.properties()) {
            if (!one.getValue().isNumber()) {
              throw unexpected(answer);
            }
            quantities.put(one.getKey(), one.getValue().decimalValue());
          }
          return new Positions(quantities, cursor(answer));
        });
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  /**
   * Sends a request and reads all of its answer within a time. The client's own time-out ends with
   * the headers, and a body may hang as well.
   */
  private Answer send(String what, HttpRequest.Builder request, Duration longest)
      throws VenueException {
    var sent = client.sendAsync(request.timeout(longest).build(), BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = sent.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return readable(
          what, () -> new Answer(response.statusCode(), JSON.readTree(response.body())));
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new VenueException(what + ": no answer within " + longest, true, e);
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new VenueException(what + ": interrupted", true, e);
    } catch (ExecutionException e) {
      throw new VenueException(
          what + ": " + e.getCause(), !unconnected(e.getCause()), e.getCause());
    }
  }

  /** True where no byte of a request can have left. */
  private static boolean unconnected(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof UnresolvedAddressException;
  }

  private static <T> T readable(String what, Reading<T> reading) throws VenueException {
    try {
      return reading.read();
    } catch (IOException | IllegalArgumentException e) {
      throw new VenueException(what + ": " + e.getMessage(), true, e);
    }
  }

  private static JsonNode ok(Answer answer) throws IOException {
    if (answer.status != 200) {
      throw unexpected(answer);
    }
    return answer.body;
  }

  /** Code of an error; another server's 404 has none and says nothing about an order. */
  private static String coded(Answer answer) throws IOException {
    String code = answer.body.path("error").path("code").asText();
    if (code.isEmpty()) {
      throw unexpected(answer);
    }
    return code;
  }

  private static String message(Answer answer) throws IOException {
    coded(answer);
    return answer.body.path("error").path("message").asText();
  }

  private static IOException unexpected(Answer answer) {
    return new IOException(
        "the answer was " + answer.status + " " + answer.body + ", expected one of the interface");
  }

  private static JsonNode list(JsonNode body, String field) throws IOException {
    if (!body.path(field).isArray()) {
      throw new IOException(field + ": was " + body.get(field) + ", expected a list");
    }
    return body.get(field);
  }

  private static String cursor(Answer answer) throws IOException {
    if (!answer.body.path("cursor").isTextual()) {
      throw unexpected(answer);
    }
    return answer.body.get("cursor").textValue();
  }

  private ExecutionReport report(JsonNode json, String clientOrderId) throws IOException {
    if (json == null || !json.isObject()) {
      throw new IOException("report: was " + json + ", expected an execution report");
    }
    ExecutionReport report = JSON.treeToValue(json, ExecutionReport.class);
    report.check();
    boolean other = clientOrderId != null && !clientOrderId.equals(report.clientOrderId());
    if (other || !account.equals(report.account())) {
      throw new IOException(
          "report: was of order %s of %s, expected %s of %s"
              .formatted(report.clientOrderId(), report.account(), clientOrderId, account));
    }
    return report;
  }

  private ExecutionReport refused(Order order, Type type, String reason) {
    return new ExecutionReport(
        Ids.of("venue-refusal", name, account, order.id(), order.version(), type),
        account,
        name,
        type,
        order.id(),
        null,
        null,
        null,
        null,
        null,
        reason,
        Instant.EPOCH,
        null,
        0,
        order.simulated());
  }

  private static ObjectNode json(Order order) {
    ObjectNode json = JSON.createObjectNode();
    json.put("client_order_id", order.id())
        .put("symbol", order.symbol())
        .put("side", order.side().name())
        .put("type", order.type().name())
        .put("time_in_force", order.timeInForce().name())
        .put("quantity", text(order.quantity()))
        .put("limit_price", text(order.limitPrice()))
        .put("stop_price", text(trails(order) ? null : order.stopPrice()))
        .put("trailing_amount", text(order.trailingAmount()))
        .put("trailing_percent", text(order.trailingPercent()))
        .put("oco_group", order.ocoGroup());
    boolean closes = order.role() != null && OrderRole.valueOf(order.role()).reduces();
    return json.put("position_effect", closes ? "CLOSE" : "OPEN");
  }

  /** What a trailing stop has been at is the sender's belief; the venue keeps its own. */
  private static boolean trails(Order order) {
    return order.trailingAmount() != null || order.trailingPercent() != null;
  }

  private static String text(BigDecimal value) {
    return value == null ? null : value.toPlainString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    // The JDK's client has nothing to close before Java 21: its threads end with its connections.
  }
}
