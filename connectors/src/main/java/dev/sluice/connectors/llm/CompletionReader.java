package dev.sluice.connectors.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.http.HttpResponse;
import dev.sluice.domain.analysis.AnalystAnswer;
import dev.sluice.domain.analysis.AnalystAnswer.Answered;
import dev.sluice.domain.analysis.AnalystAnswer.Failed;
import dev.sluice.domain.analysis.AnalystFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/**
 * Reads a chat completion off the wire. It looks at the few fields that are needed and takes
 * nothing for granted: an endpoint may leave out, or put anything into, any of them.
 */
final class CompletionReader {
  private static final JsonMapper JSON = new JsonMapper();

  private final AnalystConfig config;
  private final AnswerReader answers = new AnswerReader();

  CompletionReader(AnalystConfig config) {
    this.config = config;
  }

  /**
   * Reads a response with a good status, and closes it.
   *
   * @throws UncheckedIOException where the connection fails
   */
  AnalystAnswer read(HttpResponse response, long latencyMillis) {
    byte[] body;
    try (response) {
      body = response.body().readAllBytes();
    } catch (BoundedAnswers.TooLongException e) {
      return failed(AnalystFailure.NOT_JSON, e.getMessage(), null, null, latencyMillis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode completion;
    try {
      completion = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      String message = "completion is not JSON: " + e.getOriginalMessage();
      return failed(AnalystFailure.NOT_JSON, message, null, null, latencyMillis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(completion, latencyMillis);
  }

  private AnalystAnswer read(JsonNode completion, long latencyMillis) {
    JsonNode usage = completion.path("usage").path("total_tokens");
    Integer tokens = usage.canConvertToInt() && usage.intValue() >= 0 ? usage.intValue() : null;
    JsonNode choice = completion.path("choices").path(0);
    JsonNode message = choice.path("message");
    String refusal = message.path("refusal").asText("");
    String content = message.path("content").asText("");
    if (!refusal.isBlank() && !message.path("refusal").isNull()) {
      return failed(AnalystFailure.REFUSED, "the model declined", refusal, tokens, latencyMillis);
    }
    if (choice.path("finish_reason").asText("").equals("content_filter")) {
      return failed(
          AnalystFailure.REFUSED, "the content filter declined", content, tokens, latencyMillis);
    }
    if (content.isBlank() || message.path("content").isNull()) {
      return failed(
          AnalystFailure.EMPTY, "the completion has no content", null, tokens, latencyMillis);
    }
    AnswerReader.Outcome outcome = answers.read(content);
    if (outcome.failure() != null) {
      return failed(outcome.failure(), outcome.message(), content, tokens, latencyMillis);
    }
    String model = completion.path("model").asText("");
    return new Answered(
        model.isBlank() ? config.model() : model,
        content,
        outcome.reading(),
        tokens,
        latencyMillis,
        cost(tokens));
  }

  private Failed failed(
      AnalystFailure code, String message, String response, Integer tokens, long latencyMillis) {
    return new Failed(code, message, config.model(), response, tokens, latencyMillis, cost(tokens));
  }

  private BigDecimal cost(Integer tokens) {
    BigDecimal price = config.pricePerMillionTokens();
    return tokens == null || price == null
        ? null
        : price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
  }
}
