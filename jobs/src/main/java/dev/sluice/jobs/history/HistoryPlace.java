package dev.sluice.jobs.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedded.EmbeddedObjectStore;
import dev.sluice.embedded.EmbeddedServices;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.desk.DeskException;
import dev.sluice.jobs.desk.DeskHome;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where a history is: on the S3 of a running desk, on that of a home where no desk runs, which is
 * then opened for as long as it is needed, or on the S3 of the configuration.
 */
public final class HistoryPlace implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private HistoryStore store;

  private HistoryPlace() {}

  /** The place that the configuration names. */
  public static HistoryPlace configured(SluiceConfig config) {
    HistoryPlace place = new HistoryPlace();
    place.connect(
        config.get(SluiceOptions.S3_ENDPOINT),
        config.get(SluiceOptions.S3_BUCKET),
        config.get(SluiceOptions.S3_ACCESS_KEY),
        config.get(SluiceOptions.S3_SECRET_KEY));
    return place;
  }

  /**
   * A desk's home, which is made where there is none.
   *
   * @throws DeskException where a desk is starting or stopping in it
   */
  public static HistoryPlace home(Path home) throws IOException {
    HistoryPlace place = new HistoryPlace();
    try {
      DeskHome resting = openWhereResting(home);
      if (resting == null) {
        place.connectToDesk(home.toAbsolutePath().normalize());
      } else {
        place.opened.push(resting);
        EmbeddedObjectStore objects = EmbeddedServices.startObjectStore(resting.directory());
        place.opened.push(objects);
        place.connect(
            objects.endpoint().toString(),
            objects.bucket(),
            objects.accessKey(),
            objects.secretKey());
      }
      return place;
    } catch (IOException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  /** Null where a desk has it. */
  private static DeskHome openWhereResting(Path home) throws IOException {
    try {
      return DeskHome.open(home);
    } catch (DeskException e) {
      return null;
    }
  }

  private void connectToDesk(Path home) throws IOException {
    Path file = DeskHome.endpointsFile(home);
    if (!Files.exists(file)) {
      throw new DeskException(
          "--home: a desk is starting or stopping in '" + home + "'; try again when it is up");
    }
    JsonNode endpoints = JsonCodec.newMapper().readTree(file.toFile());
    connect(
        endpoints.path("s3").asText(),
        endpoints.path("s3_bucket").asText(),
        endpoints.path("s3_access_key").asText(),
        endpoints.path("s3_secret_key").asText());
  }

  private void connect(String endpoint, String bucket, String accessKey, String secretKey) {
    store =
        HistoryStore.open(
            URI.create(endpoint), EmbeddedObjectStore.REGION, bucket, accessKey, secretKey);
    opened.push(store);
  }

  /** The history. */
  public HistoryStore store() {
    return store;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        // The rest is to be closed all the same.
        failure =
            failure == null ? new IOException("the history was not left cleanly", e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
