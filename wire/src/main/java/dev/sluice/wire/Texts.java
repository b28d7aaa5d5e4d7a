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

  /** Texts of the same hash, so that two of them do not push each other out again and again. */
  private static final int WAYS = 4;

  /** Leaves as many bits of a hash as there are sets of ways. */
  private static final int SHIFT = Integer.numberOfLeadingZeros(SLOTS / WAYS) + 1;

  private static final int LONGEST = 32;

  private record Known(int hash, byte[] bytes, String text) {}

  private final Known[] table = new Known[SLOTS];
  private int next;

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
    // The golden ratio spreads what differs in the last letters only, as numbered symbols do.
    int first = (hash * 0x9E3779B9 >>> SHIFT) * WAYS;
    for (int slot = first; slot < first + WAYS; slot++) {
      Known known = table[slot];
      if (known == null) {
        return keep(slot, hash, bytes, from, length);
      }
      if (known.hash == hash
          && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, from + length)) {
        return known.text;
      }
    }
    next = (next + 1) % WAYS;
    return keep(first + next, hash, bytes, from, length);
  }

  private String keep(int slot, int hash, byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    table[slot] = new Known(hash, Arrays.copyOfRange(bytes, from, from + length), text);
    return text;
  }
}
