package dev.sluice.connectors.llm;

import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * Where a language model is and how it is asked.
 *
 * @param baseUrl base URL of an endpoint that speaks the chat-completions protocol, with its
 *     version, for example {@code https://api.openai.com/v1}
 * @param apiKey key; null where the endpoint needs none. Never shown
 * @param model name of the model
 * @param deadline for one question, retries included
 * @param maxConcurrency calls at the same time, at least 1
 * @param maxRetries tries after the first where the endpoint is busy, broken or away
 * @param pricePerMillionTokens US dollars for a million tokens; null where it is not known
 */
public record AnalystConfig(
    String baseUrl,
    String apiKey,
    String model,
    Duration deadline,
    int maxConcurrency,
    int maxRetries,
    BigDecimal pricePerMillionTokens)
    implements Serializable {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the value that cannot be
   */
  public AnalystConfig {
    Objects.requireNonNull(baseUrl, "baseUrl");
    String scheme = URI.create(baseUrl).getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException(
          "baseUrl: was '" + baseUrl + "', expected an http or https address");
    }
    if (model == null || model.isBlank()) {
      throw new IllegalArgumentException("model: was '" + model + "', expected a name");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: was " + deadline + ", expected more than 0");
    }
    if (maxConcurrency < 1) {
      throw new IllegalArgumentException(
          "maxConcurrency: was " + maxConcurrency + ", expected at least 1");
    }
    if (maxRetries < 0) {
      throw new IllegalArgumentException("maxRetries: was " + maxRetries + ", expected 0 or more");
    }
  }

  /**
   * A copy with a key.
   *
   * @param key null where the endpoint needs none
   */
  public AnalystConfig withApiKey(String key) {
    return new AnalystConfig(
        baseUrl, key, model, deadline, maxConcurrency, maxRetries, pricePerMillionTokens);
  }

  @Override
  public String toString() {
    return "AnalystConfig[baseUrl="
        + baseUrl
        + ", apiKey="
        + (apiKey == null ? "none" : "***")
        + ", model="
        + model
        + ", deadline="
        + deadline
        + ", maxConcurrency="
        + maxConcurrency
        + ", maxRetries="
        + maxRetries
        + ", pricePerMillionTokens="
        + pricePerMillionTokens
        + "]";
  }
}
