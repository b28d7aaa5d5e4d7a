package dev.sluice.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the records of a topic are written. Readers tell the formats apart by the bytes. */
public enum TopicFormat {
  /** Avro in the single-object encoding. */
  AVRO,
  /** JSON, one object a record. */
  JSON;

  /** The name in the configuration: avro, json. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format with this name.
   *
   * @throws IllegalArgumentException naming the formats that exist
   */
  public static TopicFormat of(String code) {
    for (TopicFormat format : values()) {
      if (format.code().equals(code.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "was '%s', expected %s"
            .formatted(
                code,
                Arrays.stream(values())
                    .map(TopicFormat::code)
                    .collect(Collectors.joining(" or "))));
  }
}
