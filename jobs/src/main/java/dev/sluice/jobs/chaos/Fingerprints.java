package dev.sluice.jobs.chaos;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records by key and content. Of a topic with millions only 64 bits of either are kept: that two of
 * ten million differ and look alike has a chance of one in millions, that they all do none.
 */
final class Fingerprints {
  /** What a record is to those before it. */
  enum Seen {
    /** The first of its key. */
    FIRST,
    /** Another with the same content. */
    COPY,
    /** Another with another content. */
    CONTRADICTION
  }

  private static final int SHOWN = 5;

  /** Characters. */
  private static final int AROUND = 60;

  private final boolean compact;
  private final LongMap hashes = new LongMap();
  private final Map<String, String> contents = new HashMap<>();

  /**
   * Of no record yet.
   *
   * @param compact whether only hashes are kept, and a difference can be counted but not shown
   */
  Fingerprints(boolean compact) {
    this.compact = compact;
  }

  Seen add(String key, String content) {
    if (compact) {
      long hash = hash(content);
      long before = hashes.putIfAbsent(hash(key), hash);
      return before == 0 ? Seen.FIRST : before == hash ? Seen.COPY : Seen.CONTRADICTION;
    }
    String before = contents.putIfAbsent(key, content);
    return before == null ? Seen.FIRST : before.equals(content) ? Seen.COPY : Seen.CONTRADICTION;
  }

  int size() {
    return compact ? hashes.size() : contents.size();
  }

  /**
   * What differs from these, a line each: the first of them in full, the rest counted.
   *
   * @param expected those of the undisturbed run
   */
  Differences differences(String what, Fingerprints expected) {
    if (compact) {
      int[] counts = hashes.differences(expected.hashes);
      List<String> lines = new ArrayList<>();
      String[] names = {"missing", "unexpected", "different"};
      for (int i = 0; i < names.length; i++) {
        if (counts[i] > 0) {
          lines.add(what + ": " + counts[i] + " " + names[i]);
        }
      }
      return new Differences(counts[0] + counts[1] + counts[2], lines);
    }
    List<String> lines = new ArrayList<>();
    int count = 0;
    for (Map.Entry<String, String> one : expected.contents.entrySet()) {
      String here = contents.get(one.getKey());
      if (!one.getValue().equals(here) && count++ < SHOWN) {
        lines.add(different(what, one.getKey(), one.getValue(), here));
      }
    }
    for (Map.Entry<String, String> one : contents.entrySet()) {
      if (!expected.contents.containsKey(one.getKey()) && count++ < SHOWN) {
        lines.add(different(what, one.getKey(), null, one.getValue()));
      }
    }
    return new Differences(count, lines);
  }

  /** A line for people: of long contents what is about the first place where they differ. */
  private static String different(String what, String key, String expected, String actual) {
    int at = 0;
    if (expected != null && actual != null) {
      while (at < Math.min(expected.length(), actual.length())
          && expected.charAt(at) == actual.charAt(at)) {
        at++;
      }
    }
    int from = Math.max(0, at - AROUND);
    return "%s %s: expected %s, was %s"
        .formatted(what, key.strip(), part(expected, from), part(actual, from));
  }

  private static String part(String content, int from) {
    return content == null
        ? "none"
        : content.substring(from, Math.min(content.length(), from + 3 * AROUND));
  }

  /**
   * What differs.
   *
   * @param lines for people
   */
  record Differences(int count, List<String> lines) {}

  /** 64 bits of SHA-256, never zero. */
  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      long hash = ByteBuffer.wrap(digest).getLong();
      return hash == 0 ? 1 : hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An open-addressed map of numbers that are not zero: 32 bytes an entry at most. */
  static final class LongMap {
    private long[] keys = new long[1024];
    private long[] values = new long[1024];
    private int size;

    int size() {
      return size;
    }

    /** The value that was there before; 0 where there was none. */
    long putIfAbsent(long key, long value) {
      if (2 * (size + 1) > keys.length) {
        grow();
      }
      int at = find(key);
      if (keys[at] == key) {
        return values[at];
      }
      keys[at] = key;
      values[at] = value;
      size++;
      return 0;
    }

    private int find(long key) {
      int at = (int) (key & (keys.length - 1));
      while (keys[at] != 0 && keys[at] != key) {
        at = (at + 1) & (keys.length - 1);
      }
      return at;
    }

    private void grow() {
      long[] oldKeys = keys;
      long[] oldValues = values;
      keys = new long[2 * oldKeys.length];
      values = new long[2 * oldKeys.length];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0) {
          int at = find(oldKeys[i]);
          keys[at] = oldKeys[i];
          values[at] = oldValues[i];
        }
      }
    }

    /** How many of the other's are missing here, are only here, have another value here. */
    int[] differences(LongMap other) {
      int[] counts = new int[3];
      for (int i = 0; i < other.keys.length; i++) {
        if (other.keys[i] != 0) {
          int at = find(other.keys[i]);
          if (keys[at] == 0) {
            counts[0]++;
          } else if (values[at] != other.values[i]) {
            counts[2]++;
          }
        }
      }
      counts[1] = size - (other.size - counts[0]);
      return counts;
    }
  }
}
