package dev.sluice.domain.market;

import java.time.Instant;
import java.util.Arrays;

/**
 * An input that could not be used, kept with its origin. What is too long is cut: a letter must fit
 * wherever the input itself did.
 *
 * @param id derives from topic, partition and offset
 * @param topic where it came from
 * @param partition Kafka partition
 * @param offset Kafka offset
 * @param symbol the symbol where it could be read, at most {@link #MAX_TEXT} characters; otherwise
 *     null
 * @param code see {@link Rejection#code()}
 * @param reason see {@link Rejection#message()}; at most {@link #MAX_TEXT} characters
 * @param raw the bytes as received, the first {@link #MAX_RAW} of them
 * @param eventTime the input's own time where it could be read, otherwise null
 */
public record DeadLetter(
    String id,
    String topic,
    int partition,
    long offset,
    String symbol,
    String code,
    String reason,
    byte[] raw,
    Instant eventTime) {
  /** Bytes of the input that are kept. */
  public static final int MAX_RAW = 64 * 1024;

  /** Characters of a text that are kept. */
  public static final int MAX_TEXT = 1_000;

  public DeadLetter {
    symbol = cut(symbol);
    reason = cut(reason);
    raw = raw == null || raw.length <= MAX_RAW ? raw : Arrays.copyOf(raw, MAX_RAW);
  }

  private static String cut(String text) {
    return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}
