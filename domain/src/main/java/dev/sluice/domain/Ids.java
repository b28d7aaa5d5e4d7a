package dev.sluice.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids that derive from lineage, so that the same events give the same ids on every run.
 *
 * <p>Name-based UUIDs, version 5 (RFC 9562, section 5.5). Parts are joined by the unit separator
 * U+001F, which no symbol, account or instant contains, so that ("a", "bc") and ("ab", "c") differ.
 */
public final class Ids {
  /** Namespace of all ids of Sluice; chosen once, never changed. */
  private static final UUID NAMESPACE = UUID.fromString("6f1c7c52-3a0e-5b6d-9d55-51a1ce000001");

  private Ids() {}

  /**
   * The id of a thing of this kind with this lineage.
   *
   * @param kind what it is an id of, for example {@code "order"}
   * @param lineage what the thing derives from, in order; a null part counts as empty
   * @return a UUID in its 36-character text form
   */
  public static String of(String kind, Object... lineage) {
    StringBuilder name = new StringBuilder(kind);
    for (Object part : lineage) {
      name.append('\u001f').append(part == null ? "" : part);
    }
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array());
    ByteBuffer hash =
        ByteBuffer.wrap(sha1.digest(name.toString().getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
