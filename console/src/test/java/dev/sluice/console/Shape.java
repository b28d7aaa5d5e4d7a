package dev.sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares an answer with its schema in openapi.yaml: the part of JSON Schema that it uses. */
final class Shape {
  private final JsonNode schemas;
  private final List<String> faults = new ArrayList<>();

  private Shape(JsonNode api) {
    schemas = api.at("/components/schemas");
  }

  /** What is wrong with the value, by path; empty where it fits. */
  static List<String> faults(JsonNode api, String schema, JsonNode value) {
    Shape shape = new Shape(api);
    if (!shape.schemas.has(schema)) {
      throw new IllegalArgumentException("no schema " + schema);
    }
    shape.check(shape.schemas.get(schema), value, "$");
    return shape.faults;
  }

  private void check(JsonNode schema, JsonNode value, String at) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asText().replace("#/components/schemas/", "");
      check(schemas.get(name), value, at);
    } else if (schema.has("oneOf")) {
      if (!value.isNull()) {
        check(schema.at("/oneOf/0"), value, at);
      }
    } else if (!types(schema).contains(type(value))
        && !(type(value).equals("integer") && types(schema).contains("number"))) {
      faults.add(at + ": is " + type(value) + ", expected " + types(schema));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.get("items"), value.get(i), at + "[" + i + "]");
      }
    } else if (value.isObject()) {
      fields(schema, value, at);
    }
  }

  private void fields(JsonNode schema, JsonNode value, String at) {
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.asText())) {
                faults.add(at + "." + name.asText() + ": is missing");
              }
            });
    JsonNode properties = schema.path("properties");
    value
        .fields()
        .forEachRemaining(
            field -> {
              if (properties.has(field.getKey())) {
                check(properties.get(field.getKey()), field.getValue(), at + "." + field.getKey());
              } else if (schema.has("additionalProperties")) {
                faults.add(at + "." + field.getKey() + ": is not in the document");
              }
            });
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new HashSet<>();
    JsonNode type = schema.get("type");
    if (type.isArray()) {
      type.forEach(t -> types.add(t.asText()));
    } else {
      types.add(type.asText());
    }
    return types;
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "null";
    };
  }
}
