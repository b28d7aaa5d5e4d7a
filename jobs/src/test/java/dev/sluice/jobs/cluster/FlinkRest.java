package dev.sluice.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/** The REST endpoint of a JobManager. */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI address;

  FlinkRest(URI address) {
    this.address = address;
  }

  /**
   * The answer to a GET.
   *
   * @throws IOException if the endpoint does not answer, or not with 200
   */
  public JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(10)).build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** The state of a job, as Flink names it: RUNNING, FINISHED, FAILED, ... */
  public String jobState(String jobId) throws IOException, InterruptedException {
    return get("/jobs/" + jobId).path("state").asText();
  }

  /**
   * Waits until the answer to a GET is as wanted.
   *
   * @throws IllegalStateException if it is not in time; the message has the last answer
   */
  public JsonNode await(String path, Duration patience, Predicate<JsonNode> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    String last = "nothing";
    while (System.nanoTime() < end) {
      try {
        JsonNode answer = get(path);
        if (wanted.test(answer)) {
          return answer;
        }
        last = answer.toString();
      } catch (IOException notYet) {
        last = notYet.toString();
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    throw new IllegalStateException(
        "GET " + path + " was not as wanted within " + patience + "; the last answer: " + last);
  }
}
