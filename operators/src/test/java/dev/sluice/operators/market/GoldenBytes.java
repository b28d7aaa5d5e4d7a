package dev.sluice.operators.market;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Bytes of states as a release wrote them, in {@code src/test/resources/state}. */
final class GoldenBytes {
  private GoldenBytes() {}

  static byte[] read(String name) throws IOException {
    try (InputStream in = GoldenBytes.class.getResourceAsStream("/state/" + name)) {
      if (in == null) {
        throw new IOException("src/test/resources/state/" + name + " is missing");
      }
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
  }

  static <T> byte[] of(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(512);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  static <T> T decode(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    T value = serializer.deserialize(in);
    if (in.available() != 0) {
      throw new IOException(in.available() + " bytes were left");
    }
    return value;
  }
}
