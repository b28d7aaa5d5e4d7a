package dev.sluice.connectors.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.domain.analysis.AnalystFailure;
import dev.sluice.domain.analysis.AnalystReading;
import dev.sluice.domain.analysis.AnswerSchema;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.analysis.Trend;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a model's text by {@link AnswerSchema}. Safe for use by several threads. */
final class AnswerReader {
  /** Digits on either side of the point that a price may have; more is no price. */
  private static final int MOST_DIGITS = 30;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(AnswerSchema.text(), InputFormat.JSON);

  /**
   * What reading came to: one of the two is null.
   *
   * @param reading what the text says
   * @param failure why it cannot be read
   * @param message the failure for people
   */
  record Outcome(AnalystReading reading, AnalystFailure failure, String message) {
    private static Outcome failed(AnalystFailure failure, String message) {
      return new Outcome(null, failure, message);
    }
  }

  /** Reads a text that is not blank. */
  Outcome read(String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Outcome.failed(
          AnalystFailure.NOT_JSON, "answer is not JSON: " + e.getOriginalMessage());
    }
    String wild = wildNumber(node);
    if (wild != null) {
      return Outcome.failed(AnalystFailure.WRONG_SCHEMA, wild);
    }
    List<Error> errors = schema.validate(node);
    if (!errors.isEmpty()) {
      return Outcome.failed(
          AnalystFailure.WRONG_SCHEMA,
          errors.stream()
              .limit(5)
              .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
              .collect(Collectors.joining("; ")));
    }
    return new Outcome(reading(node), null, null);
  }

  /**
   * A number such as 1e999999999 is short in JSON and fills the memory as a rounded decimal: it is
   * turned away before anybody calculates with it.
   */
  private static String wildNumber(JsonNode node) {
    if (node.isNumber()) {
      BigDecimal value = node.decimalValue();
      boolean wild =
          Math.abs((long) value.scale()) > MOST_DIGITS || value.precision() > 2 * MOST_DIGITS;
      return wild ? "a number has more than " + MOST_DIGITS + " digits, expected a price" : null;
    }
    for (JsonNode child : node) {
      String wild = wildNumber(child);
      if (wild != null) {
        return wild;
      }
    }
    return null;
  }

  private static AnalystReading reading(JsonNode node) {
    return new AnalystReading(
        Trend.valueOf(node.get("trend").textValue()),
        node.get("confidence").doubleValue(),
        prices(node.get("support")),
        prices(node.get("resistance")),
        texts(node.get("patterns")),
        SignalType.valueOf(node.get("signal").textValue()),
        price(node.get("entry")),
        price(node.get("stop")),
        price(node.get("target")),
        node.get("reason").textValue());
  }

  private static List<BigDecimal> prices(JsonNode array) {
    List<BigDecimal> prices = new ArrayList<>();
    array.forEach(node -> prices.add(node.decimalValue()));
    return prices;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.textValue()));
    return texts;
  }

  private static BigDecimal price(JsonNode node) {
    return node.isNull() ? null : node.decimalValue();
  }
}
