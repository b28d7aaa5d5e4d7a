package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Timeout(300)
class EmbeddedObjectStoreTest {
  private static final String KEY = "charts/TSLA/1d.html";

  @TempDir private Path directory;

  @Test
  void aSecondStartHasTheObjectsOfTheFirstUnderTheSameKeys() throws Exception {
    String secretKey;
    try (EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
        S3Client client = S3Clients.of(store)) {
      client.putObject(
          request -> request.bucket(store.bucket()).key(KEY).contentType("text/html"),
          RequestBody.fromString("<p>first</p>"));
      secretKey = store.secretKey();
    }
    try (EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
        S3Client client = S3Clients.of(store)) {
      var object = client.getObjectAsBytes(request -> request.bucket(store.bucket()).key(KEY));
      assertThat(object.asUtf8String()).isEqualTo("<p>first</p>");
      assertThat(object.response().contentType()).isEqualTo("text/html");
      assertThat(client.listObjectsV2(request -> request.bucket(store.bucket())).contents())
          .singleElement()
          .satisfies(summary -> assertThat(summary.key()).isEqualTo(KEY));
      assertThat(store.secretKey()).isEqualTo(secretKey);
    }
  }

  @Test
  void refusesWhoDoesNotKnowTheKeysThatOnlyTheOwnerCanRead() throws Exception {
    try (EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
        S3Client owner = S3Clients.of(store);
        S3Client stranger = S3Clients.of(store, "not-the-key")) {
      assertThatThrownBy(() -> stranger.listObjectsV2(request -> request.bucket(store.bucket())))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
      owner.putObject(
          request -> request.bucket(store.bucket()).key(KEY), RequestBody.fromString("private"));
      for (String path : new String[] {"/sluice", "/sluice/" + KEY}) {
        var anonymous =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(store.endpoint().resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        assertThat(anonymous.statusCode()).as(path).isEqualTo(403);
      }
      for (String file : new String[] {"access-key", "secret-key"}) {
        var permissions = Files.getPosixFilePermissions(directory.resolve(file));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
      }
    }
  }

  @Test
  void aTakenPortGivesAnotherAndTwoStoresLiveSideBySide(@TempDir Path other) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        EmbeddedObjectStore one = EmbeddedObjectStore.start(directory, taken.getLocalPort());
        EmbeddedObjectStore two = EmbeddedObjectStore.start(other);
        S3Client client = S3Clients.of(two)) {
      assertThat(one.endpoint().getPort()).isNotEqualTo(taken.getLocalPort());
      assertThat(two.endpoint()).isNotEqualTo(one.endpoint());
      assertThat(client.listBuckets().buckets())
          .singleElement()
          .satisfies(bucket -> assertThat(bucket.name()).isEqualTo("sluice"));
      assertThatThrownBy(() -> EmbeddedObjectStore.start(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void sharesOneJettyWithTheConsolesWebServer() throws Exception {
    Javalin web =
        Javalin.create(config -> config.routes.get("/", context -> context.result("page")));
    try (EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
        S3Client client = S3Clients.of(store)) {
      web.start("127.0.0.1", 0);
      var page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(page.body()).isEqualTo("page");
      assertThat(client.listBuckets().buckets()).hasSize(1);
    } finally {
      web.stop();
    }
  }
}
