package dev.sluice.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.domain.Ids;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local endpoint that speaks the chat-completions protocol and answers by written rules.
 *
 * <p>Its only model is {@value #MODEL}; it looks at the figures of the prompt, never at images, and
 * needs no key. Errors have the protocol's form.
 */
public final class OfflineAnalyst implements AutoCloseable {
  /** Name of the model, wherever it shows. */
  public static final String MODEL = "offline-rules";

  private static final Logger LOG = LoggerFactory.getLogger(OfflineAnalyst.class);
  private static final int MOST_REQUEST_BYTES = 16 << 20;
  private static final int THREADS = 4;
  private static final int CHARACTERS_A_TOKEN = 4;
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  static {
    // The JDK's server sends head and body apart; with Nagle's algorithm the second would wait for
    // the client's delayed acknowledgement, 40 ms a call.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private OfflineAnalyst(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts an endpoint on a free loopback port.
   *
   * @throws IOException where none can be had
   */
  public static OfflineAnalyst start() throws IOException {
    return start(InetAddress.getLoopbackAddress().getHostAddress(), 0);
  }

  /**
   * Starts an endpoint.
   *
   * @param host address to listen on; {@code 0.0.0.0} for all of this machine
   * @param port 1 to 65535, or 0 for any
   * @throws IllegalArgumentException if the port is out of range
   * @throws IOException where the host is not this machine's or the port is taken; the message
   *     names both
   */
  public static OfflineAnalyst start(String host, int port) throws IOException {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + ": expected 0 (any) to 65535");
    }
    HttpServer server = bind(host, port);
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "offline-analyst-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    OfflineAnalyst analyst = new OfflineAnalyst(server, threads);
    server.createContext("/", analyst::handle);
    server.start();
    LOG.info("Offline analyst ({}) at {}", MODEL, analyst.baseUrl());
    return analyst;
  }

  private static HttpServer bind(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("the offline analyst cannot listen on " + host + ": unknown host");
    }
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException(
          "the offline analyst cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  /** The base URL for a client, for example {@code http://127.0.0.1:41234/v1}. */
  public String baseUrl() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/v1";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      if (path.equals("/v1/models") && method.equals("GET")) {
        send(exchange, 200, models());
      } else if (path.equals("/v1/models/" + MODEL) && method.equals("GET")) {
        send(exchange, 200, model());
      } else if (path.equals("/v1/chat/completions") && method.equals("POST")) {
        complete(exchange);
      } else {
        send(exchange, 404, error("Unknown request: " + method + " " + path, null));
      }
    }
  }

  private void complete(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_REQUEST_BYTES + 1);
    if (body.length > MOST_REQUEST_BYTES) {
      send(exchange, 413, error("Request is above " + MOST_REQUEST_BYTES + " bytes", null));
      return;
    }
    JsonNode request;
    try {
      request = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      send(exchange, 400, error("Request is not JSON", null));
      return;
    }
    String model = request.path("model").asText();
    if (!model.equals(MODEL)) {
      send(
          exchange,
          404,
          error("The model '" + model + "' does not exist; there is " + MODEL, "model_not_found"));
      return;
    }
    if (!request.path("messages").isArray() || request.path("messages").isEmpty()) {
      send(exchange, 400, error("messages: expected at least one", null));
      return;
    }
    send(exchange, 200, completion(request));
  }

  private static ObjectNode completion(JsonNode request) throws IOException {
    StringBuilder all = new StringBuilder();
    StringBuilder user = new StringBuilder();
    for (JsonNode message : request.path("messages")) {
      String text = text(message.path("content"));
      all.append(text);
      if (message.path("role").asText().equals("user")) {
        user.append(text).append('\n');
      }
    }
    OfflineRules.Opinion opinion = OfflineRules.judge(OfflineRules.figures(user.toString()));
    String answer = JSON.writeValueAsString(opinion);
    ObjectNode completion = JSON.createObjectNode();
    completion.put("id", "chatcmpl-" + Ids.of("completion", all));
    completion.put("object", "chat.completion");
    completion.put("created", System.currentTimeMillis() / 1000);
    completion.put("model", MODEL);
    ObjectNode choice = completion.putArray("choices").addObject();
    choice.put("index", 0);
    ObjectNode message = choice.putObject("message");
    message.put("role", "assistant").put("content", answer).putNull("refusal");
    choice.putNull("logprobs").put("finish_reason", "stop");
    int asked = tokens(all.length());
    int answered = tokens(answer.length());
    completion
        .putObject("usage")
        .put("prompt_tokens", asked)
        .put("completion_tokens", answered)
        .put("total_tokens", asked + answered);
    return completion;
  }

  /** The text of a message's content: a string, or parts of which only text parts are read. */
  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (part.path("type").asText().equals("text")) {
        text.append(part.path("text").asText()).append('\n');
      }
    }
    return text.toString();
  }

  private static int tokens(int characters) {
    return (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
  }

  private static ObjectNode models() {
    ObjectNode list = JSON.createObjectNode().put("object", "list");
    list.putArray("data").add(model());
    return list;
  }

  private static ObjectNode model() {
    return JSON.createObjectNode()
        .put("id", MODEL)
        .put("object", "model")
        .put("created", 0)
        .put("owned_by", "sluice");
  }

  private static ObjectNode error(String message, String code) {
    ObjectNode error = JSON.createObjectNode();
    error
        .putObject("error")
        .put("message", message)
        .put("type", "invalid_request_error")
        .putNull("param")
        .put("code", code);
    return error;
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
