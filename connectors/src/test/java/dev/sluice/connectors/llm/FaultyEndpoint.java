package dev.sluice.connectors.llm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint that does what it is told, one step a request; the last step is repeated. */
final class FaultyEndpoint implements AutoCloseable {
  /** Answers one request. */
  @FunctionalInterface
  interface Step {
    void answer(HttpExchange exchange, FaultyEndpoint endpoint) throws Exception;
  }

  final List<String> bodies = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();
  final AtomicInteger most = new AtomicInteger();

  private final AtomicInteger open = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final List<Step> steps;

  FaultyEndpoint(Step... steps) throws IOException {
    this.steps = List.of(steps);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private void handle(HttpExchange exchange) {
    most.accumulateAndGet(open.incrementAndGet(), Math::max);
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
      int number;
      synchronized (bodies) {
        number = bodies.size();
        bodies.add(body);
      }
      steps.get(Math.min(number, steps.size() - 1)).answer(exchange, this);
    } catch (Exception e) {
      // the client went away, which some tests are about
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  static Step status(int status, String body, String... headers) {
    return (exchange, endpoint) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** A completion whose content is this text. */
  static Step content(String text) {
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return status(
        200,
        "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m-2024\","
            + "\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":"
            + "\"assistant\",\"content\":\""
            + quoted
            + "\"}}],\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":100,"
            + "\"total_tokens\":1000}}");
  }

  /** Takes the request and never answers. */
  static Step hang() {
    return (exchange, endpoint) -> endpoint.closed.await();
  }

  /** Sends a head and half a body, then nothing. */
  static Step stall() {
    return (exchange, endpoint) -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("{\"choices\":".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      endpoint.closed.await();
    };
  }

  /** Ten megabytes of a completion's content. */
  static Step huge() {
    byte[] letters = new byte[1 << 16];
    Arrays.fill(letters, (byte) 'a');
    return (exchange, endpoint) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange
          .getResponseBody()
          .write("{\"choices\":[{\"message\":{\"content\":\"".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 160; i++) {
        exchange.getResponseBody().write(letters);
      }
      exchange.getResponseBody().write("\"}}]}".getBytes(StandardCharsets.UTF_8));
    };
  }
}
