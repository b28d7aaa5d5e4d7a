package dev.sluice.embedded.venue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.embedded.venue.VenueFault.Kind;
import dev.sluice.embedded.venue.VenueFeed.Entry;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The venue's interface: docs/remote-venue.md has its requests, answers and errors. */
final class VenueHttp {
  private static final Logger LOG = LoggerFactory.getLogger(VenueHttp.class);
  private static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_MARKET_BYTES = 1 << 24;
  private static final long LONGEST_WAIT = 60_000;
  private static final String ACCOUNTS = "/v1/accounts/";

  private final VenueCore core;
  private final VenueFaults faults;
  private final Runnable halt;

  VenueHttp(VenueCore core, VenueFaults faults, Runnable halt) {
    this.core = core;
    this.faults = faults;
    this.halt = halt;
  }

  private record Answer(int status, JsonNode body) {}

  /** What is asked: the operation, of which account, about which order. */
  private record Route(String operation, String account, String order) {}

  void handle(HttpExchange exchange) {
    try (exchange) {
      Route route = route(exchange);
      boolean ofAccount = VenueFaults.OPERATIONS.contains(route.operation);
      if (ofAccount && core.lost()) {
        return;
      }
      Optional<VenueFault> fault = faults.onRequest(route.operation, route.account);
      if (fault.isPresent() && before(exchange, fault.get())) {
        return;
      }
      Answer answer = answer(exchange, route);
      boolean unsaid = ofAccount && core.lost();
      if (!unsaid && (fault.isEmpty() || !after(exchange, fault.get(), answer))) {
        send(exchange, answer, false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.debug("A client of the venue has gone", e);
    }
  }

  /** True where the fault leaves nothing to be done. */
  private boolean before(HttpExchange exchange, VenueFault fault)
      throws IOException, InterruptedException {
    switch (fault.kind()) {
      case DROP_BEFORE:
        return true;
      case HANG_BEFORE:
        Thread.sleep(fault.time());
        return true;
      case ERROR_BEFORE:
        send(exchange, failure(fault), false);
        return true;
      case EXIT_BEFORE:
        halt.run();
        return true;
      case SLOW:
        Thread.sleep(fault.time());
        return false;
      default:
        return false;
    }
  }

  /** True where the fault has seen to the answer. */
  private boolean after(HttpExchange exchange, VenueFault fault, Answer answer)
      throws IOException, InterruptedException {
    switch (fault.kind()) {
      case DROP_AFTER:
        return true;
      case HANG_AFTER:
        Thread.sleep(fault.time());
        return true;
      case ERROR_AFTER:
        send(exchange, failure(fault), false);
        return true;
      case TRUNCATE:
        send(exchange, answer, true);
        return true;
      case EXIT_AFTER:
        halt.run();
        return true;
      default:
        return false;
    }
  }

  private static Answer failure(VenueFault fault) {
    int status = fault.status() == null ? 500 : fault.status();
    return error(status, "FAULT", "a fault on request: " + fault.kind().wire());
  }

  private static Route route(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath();
    if (path.startsWith(ACCOUNTS)) {
      String[] parts = path.substring(ACCOUNTS.length()).split("/", -1);
      String account = decoded(parts[0]);
      String what = parts.length < 2 ? "" : parts[1];
      String order = parts.length == 3 ? decoded(parts[2]) : null;
      return new Route(operation(method, what, parts.length), account, order);
    }
    return new Route(method + ' ' + path, null, null);
  }

  private static String operation(String method, String what, int parts) {
    return switch (method + ' ' + what + ' ' + parts) {
      case "POST orders 2" -> "place";
      case "DELETE orders 3" -> "cancel";
      case "GET orders 3" -> "order";
      case "GET orders 2" -> "open_orders";
      case "GET events 2" -> "events";
      case "GET positions 2" -> "positions";
      default -> "";
    };
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Answer answer(HttpExchange exchange, Route route)
      throws IOException, InterruptedException {
    try {
      return dispatch(exchange, route);
    } catch (BadRequest e) {
      Answer answer = error(400, "BAD_REQUEST", e.getMessage());
      ((ObjectNode) answer.body.get("error"))
          .put("field", e.field)
          .put("value", e.value)
          .put("expected", e.expected);
      return answer;
    } catch (IOException e) {
      LOG.error("The venue cannot go on", e);
      return error(500, "STOPPED", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("A request failed: {}", exchange.getRequestURI(), e);
      return error(500, "INTERNAL", e.toString());
    }
  }

  private Answer dispatch(HttpExchange exchange, Route route)
      throws IOException, InterruptedException {
    String account = route.account == null ? null : OrderJson.id("account", route.account);
    return switch (route.operation) {
      case "place" -> place(account, body(exchange));
      case "cancel" -> cancel(account, route.order);
      case "order" ->
          core.order(account, route.order)
              .map(report -> new Answer(200, report(report)))
              .orElseGet(() -> unknown(account, route.order));
      case "open_orders" -> {
        ObjectNode json = JSON.createObjectNode();
        core.open(account).forEach(json.putArray("client_order_ids")::add);
        yield new Answer(200, json);
      }
      case "events" -> events(account, query(exchange));
      case "positions" -> new Answer(200, core.positions(account));
      case "POST /v1/quotes" -> quotes(bytes(exchange, MOST_MARKET_BYTES));
      case "POST /v1/clock" -> clock(body(exchange));
      case "GET /v1/health" -> new Answer(200, core.health());
      case "GET /v1/ledger" -> new Answer(200, ledger());
      case "GET /v1/faults" -> new Answer(200, faults.toJson());
      case "POST /v1/faults" -> {
        faults.arm(body(exchange));
        yield new Answer(200, faults.toJson());
      }
      case "DELETE /v1/faults" -> {
        faults.disarm();
        yield new Answer(200, faults.toJson());
      }
      default ->
          error(
              404,
              "NOT_FOUND",
              exchange.getRequestMethod()
                  + ' '
                  + exchange.getRequestURI().getPath()
                  + ": there is no such request");
    };
  }

  private Answer place(String account, JsonNode body) throws IOException, InterruptedException {
    VenueCore.Placed placed = core.place(OrderJson.read(account, body));
    ExecutionReport report = placed.report();
    if (placed.duplicate()) {
      Answer answer =
          error(
              409,
              "DUPLICATE_CLIENT_ORDER_ID",
              "client_order_id: was '" + report.clientOrderId() + "', expected a new one");
      ((ObjectNode) answer.body).setAll((ObjectNode) report(report));
      return answer;
    }
    if (report.type() == Type.ACCEPTED && faults.happened(Kind.EXECUTION_BEFORE_ACCEPTED) > 0) {
      // Where the event is held back the answer is, too.
      core.awaitTold(
          account, report.clientOrderId(), Type.ACCEPTED, Duration.ofMillis(LONGEST_WAIT));
    }
    return new Answer(report.type() == Type.REJECTED ? 422 : 201, report(report));
  }

  private Answer cancel(String account, String order) throws IOException {
    return core.cancel(account, order)
        .map(report -> new Answer(report.type() == Type.CANCELLED ? 200 : 409, report(report)))
        .orElseGet(() -> unknown(account, order));
  }

  private static Answer unknown(String account, String order) {
    return error(404, "UNKNOWN_ORDER", account + " has no order '" + order + "'");
  }

  private Answer events(String account, Map<String, String> query)
      throws IOException, InterruptedException {
    int end = core.end(account);
    String since = query.getOrDefault("since", "0");
    long cursor = number("since", since, end);
    long wait = number("wait_ms", query.getOrDefault("wait_ms", "0"), LONGEST_WAIT);
    List<Entry> entries = core.awaitSince(account, (int) cursor, Duration.ofMillis(wait));
    ObjectNode json = JSON.createObjectNode();
    ArrayNode list = json.putArray("events");
    entries.forEach(e -> list.add(VenueJournal.tree(JsonCodec.EXECUTION_REPORT, e.report())));
    return new Answer(200, json.put("cursor", Long.toString(cursor + entries.size())));
  }

  private static long number(String field, String value, long most) {
    if (value.matches("\\d{1,12}") && Long.parseLong(value) <= most) {
      return Long.parseLong(value);
    }
    throw new BadRequest(field, value, "0 to " + most);
  }

  private Answer quotes(byte[] body) throws IOException {
    List<Tick> ticks = new ArrayList<>();
    int number = 0;
    for (String line : new String(body, StandardCharsets.UTF_8).split("\n")) {
      number++;
      if (!line.isBlank()) {
        ticks.add(tick(number, line));
      }
    }
    VenueCore.Market market = core.market(ticks, null);
    ObjectNode json = JSON.createObjectNode();
    return new Answer(200, json.put("taken", market.taken()).put("late", market.late()));
  }

  private static Tick tick(int number, String line) {
    try {
      Tick tick = JsonCodec.TICK.decode(line.getBytes(StandardCharsets.UTF_8));
      if (tick.kind() != null && tick.symbol() != null && tick.eventTime() > 0) {
        return tick;
      }
    } catch (MalformedRecordException e) {
      throw new BadRequest("line " + number, line, "a tick: " + e.getMessage());
    }
    throw new BadRequest("line " + number, line, "a tick with kind, symbol and event_time");
  }

  private Answer clock(JsonNode body) throws IOException {
    String time = body.path("time").asText();
    try {
      core.advance(Instant.parse(time));
    } catch (DateTimeException e) {
      throw new BadRequest("time", time, "an instant such as 2024-01-31T21:00:00Z");
    }
    return new Answer(200, core.health());
  }

  private ObjectNode ledger() throws IOException {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode list = json.putArray("events");
    for (Entry entry : core.ledger()) {
      ObjectNode event = list.addObject().put("sequence", entry.sequence());
      event.put("symbol", entry.symbol()).put("side", entry.side().name());
      event.set("report", VenueJournal.tree(JsonCodec.EXECUTION_REPORT, entry.report()));
    }
    return json;
  }

  private static JsonNode report(ExecutionReport report) {
    ObjectNode json = JSON.createObjectNode();
    json.set("report", VenueJournal.tree(JsonCodec.EXECUTION_REPORT, report));
    return json;
  }

  private static Answer error(int status, String code, String message) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("error").put("code", code).put("message", message);
    return new Answer(status, json);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = bytes(exchange, MOST_BYTES);
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new BadRequest("body", new String(bytes, StandardCharsets.UTF_8), "JSON");
    }
  }

  private static byte[] bytes(HttpExchange exchange, int most) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(most + 1);
    if (bytes.length > most) {
      throw new BadRequest("body", "more than " + most + " bytes", "at most " + most);
    }
    return bytes;
  }

  private static void send(HttpExchange exchange, Answer answer, boolean half) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer.body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status, bytes.length);
    exchange.getResponseBody().write(bytes, 0, half ? bytes.length / 2 : bytes.length);
    exchange.getResponseBody().flush();
  }
}
