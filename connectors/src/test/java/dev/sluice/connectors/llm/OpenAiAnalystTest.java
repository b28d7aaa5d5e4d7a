package dev.sluice.connectors.llm;

import static dev.sluice.connectors.llm.FaultyEndpoint.content;
import static dev.sluice.connectors.llm.FaultyEndpoint.hang;
import static dev.sluice.connectors.llm.FaultyEndpoint.huge;
import static dev.sluice.connectors.llm.FaultyEndpoint.stall;
import static dev.sluice.connectors.llm.FaultyEndpoint.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.domain.analysis.AnalystAnswer;
import dev.sluice.domain.analysis.AnalystAnswer.Answered;
import dev.sluice.domain.analysis.AnalystAnswer.Failed;
import dev.sluice.domain.analysis.AnalystFailure;
import dev.sluice.domain.analysis.AnalystPrompt;
import dev.sluice.domain.analysis.AnalystQuestion;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.embedded.OfflineAnalyst;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class OpenAiAnalystTest {
  private static final String KEY = "sk-very-secret-0123456789";
  private static final String GOOD =
      """
      {"trend":"BULLISH","confidence":0.8,"support":[95.5,90],"resistance":[120],
      "patterns":["flag"],"signal":"BUY","entry":100.25,"stop":95,"target":110.5,"reason":"up"}""";
  private static final String PROMPT =
      """
      BEGIN FIGURES
      symbol TSLA
      daily.close 100
      daily.sma_20 98
      daily.sma_50 95
      daily.sma_200 80
      daily.macd_histogram 0.5
      daily.rsi_14 55
      daily.bollinger_upper 104
      daily.bollinger_lower 92
      daily.atr_14 2
      weekly.close 100
      weekly.sma_20 90
      END FIGURES
      """;

  @Test
  void readsAGoodAnswerWithTokensCostAndModel() throws Exception {
    try (FaultyEndpoint endpoint = new FaultyEndpoint(content(GOOD))) {
      Answered answered = (Answered) ask(config(endpoint.baseUrl(), 5_000, 2));
      assertThat(answered.reading().signal()).isEqualTo(SignalType.BUY);
      assertThat(answered.reading().entry()).isEqualTo("100.25");
      assertThat(answered.reading().support())
          .containsExactly(new BigDecimal("95.5"), new BigDecimal("90"));
      assertThat(answered.model()).isEqualTo("m-2024");
      assertThat(answered.tokens()).isEqualTo(1000);
      assertThat(answered.cost()).isEqualByComparingTo("0.0025");
      assertThat(answered.response()).isEqualTo(GOOD);
      assertThat(answered.latencyMillis()).isBetween(0L, 5_000L);
    }
  }

  @Test
  void sendsTextBothImagesTheSchemaAndTheKey() throws Exception {
    try (FaultyEndpoint endpoint = new FaultyEndpoint(content(GOOD))) {
      ask(config(endpoint.baseUrl(), 5_000, 0));
      JsonNode request = new ObjectMapper().readTree(endpoint.bodies.get(0));
      assertThat(endpoint.authorizations).containsExactly("Bearer " + KEY);
      assertThat(request.at("/model").asText()).isEqualTo("m");
      assertThat(request.at("/messages/0/role").asText()).isEqualTo("system");
      assertThat(request.at("/messages/1/content/0/text").asText()).isEqualTo(PROMPT);
      assertThat(request.at("/messages/1/content/1/image_url/url").asText())
          .isEqualTo("data:image/png;base64,AQ==");
      assertThat(request.at("/messages/1/content/2/image_url/url").asText())
          .isEqualTo("data:image/png;base64,Ag==");
      assertThat(request.at("/response_format/type").asText()).isEqualTo("json_schema");
      assertThat(request.at("/response_format/json_schema/strict").asBoolean()).isTrue();
      assertThat(request.at("/response_format/json_schema/schema/required")).hasSize(10);
    }
  }

  @Test
  void tradesWordsWithTheOfflineAnalyst() throws Exception {
    try (OfflineAnalyst offline = OfflineAnalyst.start()) {
      AnalystConfig config =
          new AnalystConfig(
              offline.baseUrl(), null, OfflineAnalyst.MODEL, Duration.ofSeconds(10), 4, 0, null);
      Answered answered = (Answered) ask(config);
      assertThat(answered.model()).isEqualTo("offline-rules");
      assertThat(answered.reading().signal()).isEqualTo(SignalType.BUY);
      assertThat(answered.reading().stop()).isEqualByComparingTo("96");
      assertThat(answered.reading().target()).isEqualByComparingTo("106");
      assertThat(answered.tokens()).isPositive();
      assertThat(answered.cost()).isNull();
      Answered again = (Answered) ask(config);
      assertThat(again.response()).isEqualTo(answered.response());
    }
  }

  static Stream<Arguments> faults() {
    String error = "{\"error\":{\"message\":\"no\",\"type\":\"x\"}}";
    return Stream.of(
        Arguments.of("429", status(429, error), AnalystFailure.RATE_LIMITED),
        Arguments.of("500", status(500, error), AnalystFailure.SERVER_ERROR),
        Arguments.of("503 without a body", status(503, ""), AnalystFailure.SERVER_ERROR),
        Arguments.of("401", status(401, error), AnalystFailure.REFUSED),
        Arguments.of("404", status(404, "nowhere"), AnalystFailure.REFUSED),
        Arguments.of("no body", status(200, ""), AnalystFailure.EMPTY),
        Arguments.of("no choices", status(200, "{\"choices\":[]}"), AnalystFailure.EMPTY),
        Arguments.of("not even an object", status(200, "[1,2]"), AnalystFailure.EMPTY),
        Arguments.of("blank content", content("  "), AnalystFailure.EMPTY),
        Arguments.of("null content", nullContent(), AnalystFailure.EMPTY),
        Arguments.of("a page", status(200, "<html>hi</html>"), AnalystFailure.NOT_JSON),
        Arguments.of("prose", content("I would buy."), AnalystFailure.NOT_JSON),
        Arguments.of("half", content(GOOD.substring(0, 60)), AnalystFailure.NOT_JSON),
        Arguments.of("more behind it", content(GOOD + " ok?"), AnalystFailure.NOT_JSON),
        Arguments.of("10 MB", huge(), AnalystFailure.NOT_JSON),
        Arguments.of("another schema", content("{\"buy\":true}"), AnalystFailure.WRONG_SCHEMA),
        Arguments.of("a word for a price", with("100.25", "\"high\""), AnalystFailure.WRONG_SCHEMA),
        Arguments.of("a made-up signal", with("BUY", "YOLO"), AnalystFailure.WRONG_SCHEMA),
        Arguments.of("too sure", with("0.8", "80"), AnalystFailure.WRONG_SCHEMA),
        Arguments.of("a giant number", with("110.5", "1e999999999"), AnalystFailure.WRONG_SCHEMA),
        Arguments.of("a tiny number", with("95,", "1e-999999999,"), AnalystFailure.WRONG_SCHEMA),
        Arguments.of("a refusal", refusal(), AnalystFailure.REFUSED),
        Arguments.of("silence", hang(), AnalystFailure.TIMEOUT),
        Arguments.of("half a body", stall(), AnalystFailure.TIMEOUT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void everyFaultIsAValue(String name, FaultyEndpoint.Step step, AnalystFailure code)
      throws Exception {
    try (FaultyEndpoint endpoint = new FaultyEndpoint(step)) {
      long deadlineMillis = code == AnalystFailure.TIMEOUT ? 1_500 : 20_000;
      AnalystAnswer answer = ask(config(endpoint.baseUrl(), deadlineMillis, 1));
      assertThat(answer).isInstanceOf(Failed.class);
      Failed failed = (Failed) answer;
      assertThat(failed.code()).as(failed.message()).isEqualTo(code);
      assertThat(failed.message()).isNotBlank();
      assertThat(failed.model()).isEqualTo("m");
      assertThat(failed.latencyMillis()).isLessThan(20_000);
    }
  }

  @Test
  void keepsWhatItCouldNotReadWithItsTokens() throws Exception {
    try (FaultyEndpoint endpoint = new FaultyEndpoint(content("I would buy."))) {
      Failed failed = (Failed) ask(config(endpoint.baseUrl(), 5_000, 0));
      assertThat(failed.response()).isEqualTo("I would buy.");
      assertThat(failed.tokens()).isEqualTo(1000);
      assertThat(failed.cost()).isEqualByComparingTo("0.0025");
    }
  }

  @Test
  void asksAgainWhereTheEndpointIsBusyOrBroken() throws Exception {
    try (FaultyEndpoint endpoint =
        new FaultyEndpoint(
            status(429, "{}", "Retry-After", "0.05"), status(500, "oops"), content(GOOD))) {
      assertThat(ask(config(endpoint.baseUrl(), 10_000, 2))).isInstanceOf(Answered.class);
      assertThat(endpoint.bodies).hasSize(3);
    }
  }

  @Test
  void doesNotWaitLongerThanTheDeadlineAllows() throws Exception {
    try (FaultyEndpoint endpoint = new FaultyEndpoint(status(429, "{}", "Retry-After", "3600"))) {
      Failed failed = (Failed) ask(config(endpoint.baseUrl(), 10_000, 5));
      assertThat(failed.code()).isEqualTo(AnalystFailure.RATE_LIMITED);
      assertThat(failed.latencyMillis()).isLessThan(10_000);
      assertThat(endpoint.bodies).hasSize(1);
    }
  }

  @Test
  void doesNotAskAgainWhatWillNotChange() throws Exception {
    try (FaultyEndpoint endpoint = new FaultyEndpoint(status(401, "{}"))) {
      ask(config(endpoint.baseUrl(), 5_000, 5));
      assertThat(endpoint.bodies).hasSize(1);
    }
  }

  @Test
  void nobodyThereIsAValue() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Failed failed = (Failed) ask(config("http://127.0.0.1:" + port + "/v1", 5_000, 1));
    assertThat(failed.code()).isEqualTo(AnalystFailure.UNREACHABLE);
  }

  @Test
  void neverShowsTheKey() throws Exception {
    String echo = "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}";
    try (FaultyEndpoint endpoint = new FaultyEndpoint(status(401, echo))) {
      AnalystConfig config = config(endpoint.baseUrl(), 5_000, 0);
      Failed failed = (Failed) ask(config);
      assertThat(failed.message()).contains("Incorrect API key").doesNotContain(KEY);
      assertThat(config.toString()).doesNotContain(KEY);
    }
  }

  @Test
  void keepsToItsConcurrencyAndAnswersAll() throws Exception {
    try (FaultyEndpoint endpoint = new FaultyEndpoint(content(GOOD));
        OpenAiAnalyst analyst = new OpenAiAnalyst(config(endpoint.baseUrl(), 30_000, 0))) {
      List<CompletableFuture<AnalystAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(analyst.read(question()).toCompletableFuture());
      }
      for (CompletableFuture<AnalystAnswer> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
      }
      assertThat(endpoint.most.get()).isBetween(1, 4);
    }
  }

  @Test
  void aClosedAnalystStillAnswersWithAValue() throws Exception {
    try (FaultyEndpoint endpoint = new FaultyEndpoint(content(GOOD))) {
      OpenAiAnalyst analyst = new OpenAiAnalyst(config(endpoint.baseUrl(), 5_000, 0));
      analyst.close();
      CompletionStage<AnalystAnswer> answer = analyst.read(question());
      assertThat(answer.toCompletableFuture().get(5, TimeUnit.SECONDS)).isInstanceOf(Failed.class);
    }
  }

  @Test
  void namesAConfigurationThatCannotBe() {
    assertThatThrownBy(() -> config("localhost:1234", 5_000, 0))
        .hasMessageContaining("baseUrl")
        .hasMessageContaining("localhost:1234");
    assertThatThrownBy(() -> config("http://localhost", 0, 0)).hasMessageContaining("deadline");
  }

  private static FaultyEndpoint.Step with(String part, String other) {
    return content(GOOD.replace(part, other));
  }

  private static FaultyEndpoint.Step refusal() {
    return status(200, "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I cannot\"}}]}");
  }

  private static FaultyEndpoint.Step nullContent() {
    return status(200, "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":null}}]}");
  }

  private static AnalystAnswer ask(AnalystConfig config) throws Exception {
    try (OpenAiAnalyst analyst = new OpenAiAnalyst(config)) {
      return analyst.read(question()).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private static AnalystQuestion question() {
    return new AnalystQuestion(
        "TSLA", new AnalystPrompt("You are an analyst.", PROMPT), new byte[] {1}, new byte[] {2});
  }

  private static AnalystConfig config(String baseUrl, long deadlineMillis, int retries) {
    return new AnalystConfig(
        baseUrl, KEY, "m", Duration.ofMillis(deadlineMillis), 4, retries, new BigDecimal("2.50"));
  }
}
