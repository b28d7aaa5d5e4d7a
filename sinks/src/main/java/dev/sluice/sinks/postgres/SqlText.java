package dev.sluice.sinks.postgres;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Values as PostgreSQL reads them from text (its documentation, chapter 8), whatever the session's
 * settings.
 */
final class SqlText {
  private static final int LAST_OF_FOUR_DIGITS = 9999;

  /** A year of an era: PostgreSQL knows no year 0 and no signs. */
  private static final DateTimeFormatter FAR_DATE =
      DateTimeFormatter.ofPattern("yyyyyy-MM-dd", Locale.ROOT);

  private static final DateTimeFormatter FAR_TIME =
      DateTimeFormatter.ofPattern("yyyyyy-MM-dd HH:mm:ss.SSSSSSSSS'+00'", Locale.ROOT);

  private SqlText() {}

  /**
   * A value of a {@link Row}.
   *
   * @return null for null
   * @throws IllegalArgumentException for a value of a type that no row has
   */
  static String of(Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Instant instant) {
      return of(instant);
    }
    if (value instanceof LocalDate date) {
      return of(date);
    }
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    throw new IllegalArgumentException(
        "value: was a "
            + value.getClass().getName()
            + ", expected text, a number, a truth value, a time, a date or bytes");
  }

  private static String of(Instant instant) {
    OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
    return isFar(utc.getYear()) ? FAR_TIME.format(utc) + era(utc.getYear()) : instant.toString();
  }

  private static String of(LocalDate date) {
    return isFar(date.getYear()) ? FAR_DATE.format(date) + era(date.getYear()) : date.toString();
  }

  private static boolean isFar(int year) {
    return year < 1 || year > LAST_OF_FOUR_DIGITS;
  }

  private static String era(int year) {
    return year < 1 ? " BC" : "";
  }
}
