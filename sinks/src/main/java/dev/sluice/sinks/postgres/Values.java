package dev.sluice.sinks.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.domain.Ids;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;

/** What the mappers share: nulls, numbers, texts and JSON as columns hold them. */
final class Values {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  private static final int REPLACEMENT = 0xFFFD;

  private Values() {}

  /** The constant's name; null for null. */
  static String name(Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  /** The number; null where it is not known (NaN) or not finite. */
  static Double finite(double number) {
    return Double.isFinite(number) ? (Double) number : null;
  }

  /**
   * The text as PostgreSQL can hold it: UTF-8 without NUL. What a model answers may contain NUL and
   * halves of surrogate pairs; each of them becomes U+FFFD, the replacement character.
   *
   * @param text null gives null
   */
  static String storable(String text) {
    if (text == null || text.chars().allMatch(c -> c != 0 && !Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    // A code point that is a surrogate is half a pair: whole pairs come as one code point.
    text.codePoints()
        .map(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF ? REPLACEMENT : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /**
   * JSON text; null for null. Texts and names within are made {@link #storable} before they are
   * written, because jsonb refuses the escape of NUL as well as NUL itself.
   */
  static String json(Object value) {
    if (value == null) {
      return null;
    }
    try {
      return JSON.writeValueAsString(storable(JSON.<JsonNode>valueToTree(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value.getClass(), e);
    }
  }

  private static JsonNode storable(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(storable(node.textValue()));
    }
    if (node.isArray()) {
      ArrayNode clean = JSON.createArrayNode();
      node.forEach(element -> clean.add(storable(element)));
      return clean;
    }
    if (node.isObject()) {
      ObjectNode clean = JSON.createObjectNode();
      node.properties()
          .forEach(field -> clean.set(storable(field.getKey()), storable(field.getValue())));
      return clean;
    }
    return node;
  }

  /** The id of a strategy of this name. */
  static String strategyId(String name) {
    return Ids.of("strategy", required("strategy", name));
  }

  /** The value, where an id is made of it. */
  static <T> T required(String field, T value) {
    if (value == null) {
      throw new MalformedRecordException(field + ": was null, expected a value");
    }
    return value;
  }
}
