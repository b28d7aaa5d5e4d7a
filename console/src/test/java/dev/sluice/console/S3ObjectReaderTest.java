package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reader against a store of two objects that speaks as much S3 as it needs. */
class S3ObjectReaderTest {
  private final AtomicReference<String> authorization = new AtomicReference<>();
  private HttpServer store;
  private S3ObjectReader reader;

  @BeforeEach
  void open() throws Exception {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
          boolean known = exchange.getRequestURI().getPath().equals("/charts/a/AAPL 1d.png");
          String body =
              known ? "picture" : "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>";
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    store.start();
    URI endpoint = URI.create("http://127.0.0.1:" + store.getAddress().getPort());
    reader = new S3ObjectReader(endpoint, "us-east-1", "who", "secret");
  }

  @AfterEach
  void close() {
    reader.close();
    store.stop(0);
  }

  @Test
  void readsByPathWithASignature() {
    assertThat(reader.get("charts", "a/AAPL 1d.png"))
        .hasValueSatisfying(
            bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("picture"));
    assertThat(authorization.get()).startsWith("AWS4-HMAC-SHA256 Credential=who/");
  }

  @Test
  void anObjectThatIsNotThereIsEmptyAndAStoreThatIsAwayIsAnError() {
    assertThat(reader.get("charts", "none")).isEmpty();
    store.stop(0);
    assertThatThrownBy(() -> reader.get("charts", "none")).isInstanceOf(RuntimeException.class);
  }
}
