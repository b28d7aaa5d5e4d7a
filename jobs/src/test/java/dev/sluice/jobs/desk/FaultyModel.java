package dev.sluice.jobs.desk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.embedded.OfflineAnalyst;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A language model's endpoint on a bad day. Each question meets one fault, however often it is
 * asked again; when every fault has been met, the rest is answered well.
 */
final class FaultyModel implements AutoCloseable {
  /** What can go wrong. */
  enum Fault {
    TOO_MANY_REQUESTS,
    SERVER_ERROR,
    NO_ANSWER,
    CONNECTION_CUT,
    NOT_HTTP_JSON,
    PROSE,
    WRONG_SCHEMA,
    NO_CONTENT,
    WRONG_KEY
  }

  private final OfflineAnalyst good = OfflineAnalyst.start();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<Fault> toCome = new ArrayDeque<>(Arrays.asList(Fault.values()));
  private final Map<String, Fault> met = new HashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FaultyModel() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private void handle(HttpExchange exchange) throws IOException {
    String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Fault fault;
    synchronized (met) {
      fault = met.computeIfAbsent(question, q -> toCome.poll());
    }
    if (fault == null) {
      answerWell(exchange, question);
      return;
    }
    switch (fault) {
      case TOO_MANY_REQUESTS -> send(exchange, 429, "{\"error\":{\"message\":\"slow down\"}}");
      case SERVER_ERROR -> send(exchange, 500, "{\"error\":{\"message\":\"oops\"}}");
      case NO_ANSWER -> hang();
      case CONNECTION_CUT -> exchange.close();
      case NOT_HTTP_JSON -> send(exchange, 200, "<html>\0 welcome to the proxy");
      case PROSE -> send(exchange, 200, completion("I would rather not say. \0"));
      case WRONG_SCHEMA -> send(exchange, 200, completion("{\"signal\":\"MAYBE\"}"));
      case NO_CONTENT -> send(exchange, 200, completion(""));
      case WRONG_KEY -> send(exchange, 401, "{\"error\":{\"message\":\"who are you\"}}");
    }
  }

  private void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerWell(HttpExchange exchange, String question) throws IOException {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(good.baseUrl() + "/chat/completions"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(question))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      send(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String completion(String content) throws IOException {
    return "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"bad-day\","
        + "\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"logprobs\":null,\"message\":"
        + "{\"role\":\"assistant\",\"refusal\":null,\"content\":"
        + JsonCodec.newMapper().writeValueAsString(content)
        + "}}]}";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
    good.close();
  }
}
