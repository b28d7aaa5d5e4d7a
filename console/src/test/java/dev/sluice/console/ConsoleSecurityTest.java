package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and from where. */
class ConsoleSecurityTest {
  private static DeskFixture desk;

  @BeforeAll
  static void open(@TempDir Path home) throws Exception {
    desk = new DeskFixture(home);
  }

  @AfterAll
  static void close() throws Exception {
    desk.close();
  }

  /** A request byte by byte, since Java's client does not let a caller set Host. */
  private static String raw(String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket("127.0.0.1", desk.console.port())) {
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String status(String answer) {
    return answer.substring(9, 12);
  }

  @Test
  void theTokenFileIsItsOwnersAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.tokenFile)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(desk.tokenFile).strip())
        .isEqualTo(desk.console.token())
        .hasSizeGreaterThan(40);
  }

  @Test
  void withoutTheTokenNothingIsSaid() {
    assertThat(desk.send("GET", "/api/desk", null).statusCode()).isEqualTo(401);
    assertThat(desk.send("GET", "/api/desk", "wrong").statusCode()).isEqualTo(401);
    assertThat(desk.send("POST", "/api/controls", null).statusCode()).isEqualTo(401);
    assertThat(desk.send("GET", "/api/artifacts/ar-p-1/content", null).statusCode()).isEqualTo(401);
    assertThat(desk.send("GET", "/healthz", null).statusCode()).isEqualTo(200);
  }

  @Test
  void theAddressWithTheTokenSetsACookieAndTakesItOutOfTheAddress() throws Exception {
    HttpResponse<String> first = desk.send("GET", "/orders?token=" + desk.console.token(), null);
    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.headers().firstValue("Location")).hasValue("/orders");
    String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(desk.console.token());
    String pair = cookie.substring(0, cookie.indexOf(';'));
    assertThat(desk.send("GET", "/api/desk", null, "Cookie", pair).statusCode()).isEqualTo(200);
    assertThat(desk.send("GET", "/?token=wrong", null).statusCode()).isEqualTo(401);
    assertThat(desk.console.url())
        .isEqualTo(desk.console.address() + "/?token=" + desk.console.token());
  }

  @Test
  void aLoginWithTheTokenSetsTheCookieToo() {
    String form = "application/x-www-form-urlencoded";
    assertThat(
            desk.send(
                    "POST",
                    "/api/login",
                    null,
                    "Content-Type",
                    form,
                    "body",
                    "token=" + desk.console.token())
                .headers()
                .firstValue("Set-Cookie"))
        .isPresent();
    assertThat(
            desk.send("POST", "/api/login", null, "Content-Type", form, "body", "token=x")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void anotherNameOfThisMachineIsRefused() throws Exception {
    String bearer = "Authorization: Bearer " + desk.console.token();
    int port = desk.console.port();
    assertThat(status(raw("/api/desk", "Host: evil.example:" + port, bearer))).isEqualTo("403");
    assertThat(status(raw("/", "Host: evil.example"))).isEqualTo("403");
    assertThat(status(raw("/api/desk", "Host: desk.example:" + port, bearer)))
        .as("one of withAllowedHosts")
        .isEqualTo("200");
    assertThat(status(raw("/api/desk", "Host: localhost:" + port, bearer))).isEqualTo("200");
    assertThat(status(raw("/api/desk", "Host: 127.0.0.1:" + port, bearer))).isEqualTo("200");
  }

  @Test
  void anAllowedHostIsANameAlone() {
    ConsoleConfig config =
        ConsoleConfig.local(
            "jdbc:x", "u", "", "k:1", (bucket, key) -> Optional.empty(), Path.of("t"), true);
    assertThat(config.withAllowedHosts(Set.of("Desk.Example", "[fd00::1]")).allowedHosts())
        .containsExactlyInAnyOrder("desk.example", "[fd00::1]");
    for (String wrong : List.of("https://desk", "desk:8080", " ", "fd00::1")) {
      assertThatThrownBy(() -> config.withAllowedHosts(Set.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("allowedHosts", "'" + wrong + "'", "without scheme and port");
    }
  }

  @Test
  void anotherOriginIsRefused() {
    String token = desk.console.token();
    for (String origin : new String[] {"http://evil.example", "http://127.0.0.1:1", "null"}) {
      assertThat(desk.send("POST", "/api/controls", token, "Origin", origin).statusCode())
          .as(origin)
          .isEqualTo(403);
    }
    assertThat(desk.send("GET", "/api/desk", token, "Origin", desk.console.address()).statusCode())
        .isEqualTo(200);
  }

  private static int upgrade(String... headers) {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI push = URI.create(desk.console.address().replace("http:", "ws:") + "/api/push");
    try {
      builder.buildAsync(push, new WebSocket.Listener() {}).join().abort();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  @Test
  void theWebSocketAsksTheSame() {
    String bearer = "Bearer " + desk.console.token();
    assertThat(upgrade()).isEqualTo(401);
    assertThat(upgrade("Authorization", bearer)).isEqualTo(101);
    assertThat(upgrade("Authorization", bearer, "Origin", "http://evil.example")).isEqualTo(403);
    String cookie =
        desk.send("GET", "/?token=" + desk.console.token(), null)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .replaceFirst(";.*", "");
    assertThat(upgrade("Cookie", cookie)).as("a browser sends its Origin").isEqualTo(403);
    assertThat(upgrade("Cookie", cookie, "Origin", desk.console.address())).isEqualTo(101);
  }

  @Test
  void thePageRunsNoForeignScript() throws Exception {
    String answer = raw("/", "Host: localhost");
    assertThat(answer)
        .contains("script-src 'self'", "frame-ancestors 'none'", "X-Content-Type-Options: nosniff");
  }
}
