package dev.sluice.domain.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The dated list of days on which an exchange kept other hours than its rules say: lines {@code
 * date,open,close,reason}, the exchange's local time, with {@code closed} for both hours where
 * there was no session.
 */
final class SpecialDays {
  private static final String CLOSED = "closed";

  private SpecialDays() {}

  /**
   * Reads a list from a resource beside this class.
   *
   * @throws IllegalStateException naming the resource, the line and what is wrong with it
   */
  static Map<LocalDate, Optional<TradingHours>> read(String resource) {
    Map<LocalDate, Optional<TradingHours>> days = new HashMap<>();
    try (InputStream in = SpecialDays.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          add(days, line, resource + ":" + number);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
    return Map.copyOf(days);
  }

  /** Adds the day of a line; {@code where} names the line in errors. */
  static void add(Map<LocalDate, Optional<TradingHours>> days, String line, String where) {
    String[] fields = line.split(",", 4);
    if (fields.length != 4 || fields[3].isBlank()) {
      throw new IllegalStateException(where + ": expected date,open,close,reason: " + line);
    }
    try {
      LocalDate date = LocalDate.parse(fields[0]);
      if (days.put(date, hours(fields[1], fields[2])) != null) {
        throw new IllegalStateException(where + ": date " + date + " is there twice");
      }
    } catch (DateTimeParseException e) {
      throw new IllegalStateException(where + ": not a date or time: " + line, e);
    }
  }

  private static Optional<TradingHours> hours(String open, String close) {
    if (open.equals(CLOSED) && close.equals(CLOSED)) {
      return Optional.empty();
    }
    return Optional.of(new TradingHours(LocalTime.parse(open), LocalTime.parse(close)));
  }
}
