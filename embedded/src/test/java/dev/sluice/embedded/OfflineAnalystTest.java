package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OfflineAnalystTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIGURES = "BEGIN FIGURES\ndaily.close 100\nEND FIGURES\n";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private OfflineAnalyst analyst;

  @BeforeEach
  void start() throws Exception {
    analyst = OfflineAnalyst.start();
  }

  @AfterEach
  void stop() {
    analyst.close();
  }

  @Test
  void listensWhereItIsTold() throws Exception {
    int taken = URI.create(analyst.baseUrl()).getPort();
    assertThatThrownBy(() -> OfflineAnalyst.start("127.0.0.1", taken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + taken);
    assertThatThrownBy(() -> OfflineAnalyst.start("127.0.0.1", 65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536");
    assertThatThrownBy(() -> OfflineAnalyst.start("no-such-host.invalid", 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-host.invalid");
    int free;
    try (OfflineAnalyst other = OfflineAnalyst.start("127.0.0.1", 0)) {
      free = URI.create(other.baseUrl()).getPort();
    }
    try (OfflineAnalyst other = OfflineAnalyst.start("127.0.0.1", free)) {
      assertThat(other.baseUrl()).isEqualTo("http://127.0.0.1:" + free + "/v1");
    }
  }

  @Test
  void answersAsTheProtocolDoes() throws Exception {
    HttpResponse<String> response = post(request("offline-rules").toString());
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = JSON.readTree(response.body());
    assertThat(body.at("/id").asText()).startsWith("chatcmpl-");
    assertThat(body.at("/object").asText()).isEqualTo("chat.completion");
    assertThat(body.at("/model").asText()).isEqualTo("offline-rules");
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(body.at("/choices/0/message/role").asText()).isEqualTo("assistant");
    JsonNode answer = JSON.readTree(body.at("/choices/0/message/content").asText());
    assertThat(answer.at("/signal").asText()).isEqualTo("HOLD");
    assertThat(answer.at("/reason").asText()).contains("missing").contains("daily.sma_200");
    assertThat(body.at("/usage/total_tokens").asInt())
        .isEqualTo(
            body.at("/usage/prompt_tokens").asInt() + body.at("/usage/completion_tokens").asInt())
        .isPositive();
  }

  @Test
  void readsTextPartsAndPassesImagesOver() throws Exception {
    ObjectNode request = request("offline-rules");
    ObjectNode message = (ObjectNode) request.at("/messages/1");
    message
        .putArray("content")
        .add(JSON.createObjectNode().put("type", "text").put("text", FIGURES))
        .add(
            JSON.readTree(
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQ==\"}}"));
    JsonNode body = JSON.readTree(post(request.toString()).body());
    assertThat(body.at("/choices/0/message/content").asText())
        .doesNotContain("daily.close,")
        .contains("daily.sma_20");
  }

  @Test
  void listsItsOnlyModel() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(analyst.baseUrl() + "/models")).build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode body = JSON.readTree(response.body());
    assertThat(body.at("/data")).hasSize(1);
    assertThat(body.at("/data/0/id").asText()).isEqualTo("offline-rules");
  }

  @Test
  void refusesInTheProtocolsForm() throws Exception {
    HttpResponse<String> other = post(request("gpt-9").toString());
    assertThat(other.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(other.body()).at("/error/code").asText()).isEqualTo("model_not_found");
    assertThat(post("{").statusCode()).isEqualTo(400);
    assertThat(post("{\"model\":\"offline-rules\"}").statusCode()).isEqualTo(400);
  }

  /** As the analysis job asks it: many at once, again and again. */
  @Test
  void answersEveryCallOfABurst() throws Exception {
    String request = request("offline-rules").toString();
    for (int burst = 0; burst < 12; burst++) {
      List<CompletableFuture<HttpResponse<String>>> open = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        open.add(client.sendAsync(http(request), HttpResponse.BodyHandlers.ofString()));
      }
      open.forEach(response -> assertThat(response.join().statusCode()).isEqualTo(200));
    }
  }

  private HttpResponse<String> post(String body) throws Exception {
    return client.send(http(body), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest http(String body) {
    return HttpRequest.newBuilder(URI.create(analyst.baseUrl() + "/chat/completions"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static ObjectNode request(String model) {
    ObjectNode request = JSON.createObjectNode().put("model", model);
    request
        .putArray("messages")
        .add(JSON.createObjectNode().put("role", "system").put("content", "You are an analyst."))
        .add(JSON.createObjectNode().put("role", "user").put("content", FIGURES));
    return request;
  }
}
