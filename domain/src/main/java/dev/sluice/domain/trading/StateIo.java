package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Strings, decimals and enums of an account's binary form; each may be null. */
final class StateIo {
  private StateIo() {}

  static void writeString(DataOutput out, String value) throws IOException {
    if (value == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readString(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** The scale is kept, so that what is read equals what was written. */
  static void writeDecimal(DataOutput out, BigDecimal value) throws IOException {
    if (value == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = value.unscaledValue().toByteArray();
    out.writeInt(bytes.length);
    out.write(bytes);
    out.writeInt(value.scale());
  }

  static BigDecimal readDecimal(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    return bytes == null ? null : new BigDecimal(new BigInteger(bytes), in.readInt());
  }

  /** By name, so that the order of the constants may change. */
  static void writeEnum(DataOutput out, Enum<?> value) throws IOException {
    writeString(out, value == null ? null : value.name());
  }

  static <T extends Enum<T>> T readEnum(DataInput in, Class<T> type) throws IOException {
    String name = readString(in);
    return name == null ? null : Enum.valueOf(type, name);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
