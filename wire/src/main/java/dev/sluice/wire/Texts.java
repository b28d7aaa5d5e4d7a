package dev.sluice.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes texts of UTF-8 bytes, the same object for the same short text: symbols and sources come
 * millions of times, and a text that is known costs no allocation and has its hash. Bounded: a text
 * may push another out. Not thread-safe.
 */
public final class Texts {
  private static final int SLOTS = 1 << 15;
  private static final int LONGEST = 32;

  private record Known(byte[] bytes, String text) {}

  private final Known[] table = new Known[SLOTS];

  /**
   * The text of some bytes.
   *
   * @param bytes holds the text's UTF-8 bytes
   * @param from index of the first
   * @param length number of bytes
   */
  public String of(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
    Known known = table[slot];
    if (known != null
        && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, from + length)) {
      return known.text;
    }
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    table[slot] = new Known(Arrays.copyOfRange(bytes, from, from + length), text);
    return text;
  }
}
