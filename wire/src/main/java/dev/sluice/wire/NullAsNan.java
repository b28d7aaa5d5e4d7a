package dev.sluice.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/** Reads a primitive double; null and a missing field mean "not known" and become NaN. */
final class NullAsNan extends StdDeserializer<Double> {
  private static final long serialVersionUID = 1L;

  NullAsNan() {
    super(double.class);
  }

  @Override
  public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return _parseDoublePrimitive(parser, context);
  }

  @Override
  public Double getNullValue(DeserializationContext context) {
    return Double.NaN;
  }

  @Override
  public Object getAbsentValue(DeserializationContext context) {
    return Double.NaN;
  }
}
