package dev.sluice.jobs.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxiesTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void threeOfTenCallsAreRefusedAndTheOthersPass() throws Exception {
    List<Integer> stored = new CopyOnWriteArrayList<>();
    HttpServer store = store(stored);
    try (S3FaultProxy proxy = S3FaultProxy.start(store.getAddress().getPort(), 1)) {
      assertThat(put(proxy, 10)).isEqualTo(200);
      proxy.mode(S3FaultProxy.Mode.UNAVAILABLE);
      int refused = 0;
      for (int i = 0; i < 100; i++) {
        refused += put(proxy, 1000) == 503 ? 1 : 0;
      }
      assertThat(refused).isBetween(15, 45).isEqualTo(proxy.disturbed());
      assertThat(stored).hasSize(1 + 100 - refused).contains(10, 1000);
    } finally {
      store.stop(0);
    }
  }

  @Test
  void anObjectThatIsCutShortReachesTheStoreNotWhole() throws Exception {
    List<Integer> stored = new CopyOnWriteArrayList<>();
    HttpServer store = store(stored);
    try (S3FaultProxy proxy = S3FaultProxy.start(store.getAddress().getPort(), 1)) {
      proxy.mode(S3FaultProxy.Mode.TRUNCATED);
      int failed = 0;
      for (int i = 0; i < 20; i++) {
        try {
          put(proxy, 100_000);
        } catch (IOException cut) {
          failed++;
        }
      }
      assertThat(failed).isBetween(1, 19).isEqualTo(proxy.disturbed());
      assertThat(stored).hasSize(20 - failed).containsOnly(100_000);
    } finally {
      store.stop(0);
    }
  }

  private static HttpServer store(List<Integer> stored) throws IOException {
    HttpServer store =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          stored.add(exchange.getRequestBody().readAllBytes().length);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    store.start();
    return store;
  }

  private int put(S3FaultProxy proxy, int bytes) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/a"))
                .version(HttpClient.Version.HTTP_1_1)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void aCommitArrivesAndItsAnswerDoesNot() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        TcpProxy proxy = TcpProxy.start()) {
      proxy.to(server.getLocalPort());
      Thread answering = new Thread(() -> answer(server, heard));
      answering.setDaemon(true);
      answering.start();
      try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
        assertThat(ask(connection, "S_1 a")).isEqualTo("COMMIT");
        proxy.loseNextAcknowledgement();
        assertThat(ask(connection, "S_2 b")).isEqualTo("SELECT");
        assertThatThrownBy(() -> ask(connection, "S_1 c")).isInstanceOf(IOException.class);
      }
      assertThat(heard).containsExactly("S_1 a", "S_2 b", "S_1 c");
      assertThat(proxy.lost()).isOne();
      try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
        assertThat(ask(connection, "S_1 d")).isEqualTo("COMMIT");
      }
    }
  }

  private static void answer(ServerSocket server, List<String> heard) {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        byte[] buffer = new byte[100];
        InputStream in = connection.getInputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          String said = new String(buffer, 0, n, StandardCharsets.UTF_8);
          heard.add(said);
          // As PostgreSQL: the tag of the command, whatever it was called when it was asked.
          String tag = said.startsWith("S_1") ? "COMMIT" : "SELECT";
          connection.getOutputStream().write(tag.getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // The next connection.
      }
    }
  }

  private static String ask(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    byte[] answer = new byte[10];
    int n = connection.getInputStream().read(answer);
    if (n < 0) {
      throw new IOException("the line is dead");
    }
    return new String(answer, 0, n, StandardCharsets.UTF_8);
  }
}
