package dev.sluice.connectors.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Reads dates and times as a mapping says they are written. */
final class StampReader {
  private final String format;
  private final ZoneId zone;

  /** Null for ISO and for epochs. */
  private final DateTimeFormatter pattern;

  StampReader(FileMapping mapping) {
    this.format = mapping.dateFormat();
    this.zone = mapping.zone();
    this.pattern = format == null || FileMapping.EPOCHS.contains(format) ? null : pattern(format);
  }

  /**
   * Checks a format.
   *
   * @throws IllegalArgumentException where it is neither a pattern nor an epoch
   */
  static void check(String format) {
    if (!FileMapping.EPOCHS.contains(format)) {
      pattern(format);
    }
  }

  /** What a date looks like, for messages. */
  String expectedDate() {
    return format == null ? "a date like 2024-01-31" : "a date in the format " + format;
  }

  /** What a time looks like, for messages. */
  String expectedTime() {
    if (format != null) {
      return "a time in the format " + format;
    }
    return zone == null
        ? "a time like 2024-01-31T14:30:00Z"
        : "a time like 2024-01-31T14:30:00Z or, in " + zone + ", 2024-01-31T09:30:00";
  }

  /**
   * The date that is written; a time or zone beside it does not move it.
   *
   * @throws DateTimeException where there is none
   */
  LocalDate date(String text) {
    if (format == null) {
      return LocalDate.parse(text);
    }
    if (pattern == null) {
      return LocalDate.ofInstant(epoch(text), zoneOrUtc());
    }
    return LocalDate.from(pattern.parse(text));
  }

  /**
   * The instant that is written. A date alone is its midnight in the zone; a local time that a
   * zone's change of clocks has twice is the earlier, one that it skips is moved by the change.
   *
   * @throws DateTimeException where there is none
   */
  Instant time(String text) {
    if (format == null) {
      return iso(text);
    }
    if (pattern == null) {
      return epoch(text);
    }
    TemporalAccessor parsed = pattern.parse(text);
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(parsed);
    }
    LocalDate date = LocalDate.from(parsed);
    return parsed.query(TemporalQueries.localTime()) == null
        ? date.atStartOfDay(zoneOrUtc()).toInstant()
        : LocalDateTime.from(parsed).atZone(zoneOrUtc()).toInstant();
  }

  private Instant iso(String text) {
    boolean local = zone != null && text.length() > 10 && !text.endsWith("Z") && !hasOffset(text);
    return local ? LocalDateTime.parse(text).atZone(zone).toInstant() : Instant.parse(text);
  }

  private static boolean hasOffset(String text) {
    return text.indexOf('+', 10) >= 0 || text.indexOf('-', 10) >= 0;
  }

  private Instant epoch(String text) {
    try {
      long number = Long.parseLong(text);
      return format.equals("epoch_s")
          ? Instant.ofEpochSecond(number)
          : Instant.ofEpochMilli(number);
    } catch (NumberFormatException e) {
      throw new DateTimeException("not a whole number: " + text, e);
    }
  }

  private ZoneId zoneOrUtc() {
    return zone == null ? ZoneOffset.UTC : zone;
  }

  /**
   * Strict, since otherwise 30 February would be read as the 28th. Strict wants the year as u: y is
   * a year of an era.
   */
  private static DateTimeFormatter pattern(String format) {
    try {
      return DateTimeFormatter.ofPattern(proleptic(format), Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--date-format: '%s', expected a pattern like yyyy-MM-dd HH:mm:ss, epoch_s or epoch_ms: %s"
              .formatted(format, e.getMessage()),
          e);
    }
  }

  private static String proleptic(String format) {
    StringBuilder pattern = new StringBuilder();
    boolean quoted = false;
    for (char c : format.toCharArray()) {
      quoted ^= c == '\'';
      pattern.append(c == 'y' && !quoted ? 'u' : c);
    }
    return pattern.toString();
  }
}
