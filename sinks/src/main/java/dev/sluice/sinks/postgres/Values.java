package dev.sluice.sinks.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.domain.Ids;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;

/** What the mappers share: nulls, numbers and JSON as columns hold them. */
final class Values {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  private Values() {}

  /** The constant's name; null for null. */
  static String name(Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  /** The number; null where it is not known (NaN) or not finite. */
  static Double finite(double number) {
    return Double.isFinite(number) ? (Double) number : null;
  }

  /** JSON text; null for null. */
  static String json(Object value) {
    if (value == null) {
      return null;
    }
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value.getClass(), e);
    }
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
