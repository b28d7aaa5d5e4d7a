package dev.sluice.operators.market;

import dev.sluice.wire.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Texts of events between tasks: a byte of length and ASCII as a rule, since tickers are; a source
 * may be any text. A reader keeps the texts that come again, and is not thread-safe.
 */
public final class EventTexts {
  private final Texts known = new Texts();
  private byte[] buffer = new byte[64];

  /** Writes a text. */
  public static void write(String text, DataOutput out) throws IOException {
    int length = text.length();
    if (length <= Byte.MAX_VALUE && isAscii(text)) {
      out.writeByte(length);
      for (int i = 0; i < length; i++) {
        out.writeByte(text.charAt(i));
      }
    } else {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.writeByte(-1);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** Reads a text that was written so. */
  public String read(DataInput in) throws IOException {
    int length = in.readByte();
    if (length < 0) {
      length = in.readInt();
    }
    if (length > buffer.length) {
      buffer = new byte[length];
    }
    in.readFully(buffer, 0, length);
    return known.of(buffer, 0, length);
  }
}
