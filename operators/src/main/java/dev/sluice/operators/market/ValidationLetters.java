package dev.sluice.operators.market;

import dev.sluice.domain.Ids;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The dead letters of what {@link ValidateMarketData} refuses. */
final class ValidationLetters {
  private ValidationLetters() {}

  static DeadLetter of(MarketInput input, Rejection rejection) {
    long time = input.eventTime();
    String reason =
        input.problem() == null
            ? rejection.message()
            : rejection.message() + " (" + input.problem() + ")";
    return new DeadLetter(
        letterId(input.topic(), input.partition(), input.offset(), input.index()),
        input.topic(),
        input.partition(),
        input.offset(),
        symbol(input),
        rejection.code(),
        reason,
        input.raw(),
        time == Long.MIN_VALUE ? null : Instant.ofEpochMilli(time));
  }

  /** The symbol that a record names; null where it names none. */
  static String symbol(MarketInput input) {
    if (input.tick() != null) {
      return input.tick().symbol();
    }
    if (input.bar() != null) {
      return input.bar().symbol();
    }
    if (input.action() != null) {
      return input.action().symbol();
    }
    boolean listing = input.universe() != null && input.universe().listing() != null;
    return listing ? input.universe().listing().symbol() : null;
  }

  /** The id of the dead letter of a tick; the first of a record has that of the record. */
  static String letterId(String topic, int partition, long offset, int index) {
    return index == 0
        ? Ids.of("dead-letter", topic, partition, offset)
        : Ids.of("dead-letter", topic, partition, offset, index);
  }

  /** The beginning of a record, for people. */
  static String excerpt(byte[] raw) {
    String text = new String(raw, 0, Math.min(raw.length, 80), StandardCharsets.UTF_8);
    return text.replaceAll("\\p{Cntrl}|\ufffd", "?") + (raw.length > 80 ? "…" : "");
  }
}
