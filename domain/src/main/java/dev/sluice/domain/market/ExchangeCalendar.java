package dev.sluice.domain.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The calendar of an exchange: its rules of holidays and short days, and the dated list of days on
 * which it kept other hours.
 *
 * <p>{@link #nyse()} has the right dates from 1971 (when the Uniform Monday Holiday Act took
 * effect) and the right hours from 1985-09-30 (when the open moved from 10:00 to 09:30); the rules
 * are those of NYSE Rule 7.2 and its predecessors. Days after this release follow the rules of
 * today: a later day of mourning is not known before it is added to the list.
 */
public final class ExchangeCalendar implements TradingCalendar {
  private static final ExchangeCalendar NYSE =
      new ExchangeCalendar(
          "NYSE", ZoneId.of("America/New_York"), specialDays("nyse-special-days.csv"));

  private final String name;
  private final ZoneId zone;
  private final Map<LocalDate, Optional<Hours>> special;

  private ExchangeCalendar(String name, ZoneId zone, Map<LocalDate, Optional<Hours>> special) {
    this.name = name;
    this.zone = zone;
    this.special = special;
  }

  /** The New York Stock Exchange: 09:30 to 16:00 America/New_York, 13:00 on its short days. */
  public static ExchangeCalendar nyse() {
    return NYSE;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Session> session(LocalDate date) {
    Optional<Hours> known = special.get(date);
    Optional<Hours> hours = known != null ? known : NyseRules.hours(date);
    return hours.map(h -> new Session(date, at(date, h.open()), at(date, h.close())));
  }

  @Override
  public LocalDate dateOf(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  private Instant at(LocalDate date, LocalTime time) {
    return date.atTime(time).atZone(zone).toInstant();
  }

  /** Opening and closing time of a session, the exchange's local time. */
  record Hours(LocalTime open, LocalTime close) {}

  private static Map<LocalDate, Optional<Hours>> specialDays(String resource) {
    Map<LocalDate, Optional<Hours>> days = new HashMap<>();
    try (InputStream in = ExchangeCalendar.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          addSpecialDay(days, line, resource + ":" + number);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
    return Map.copyOf(days);
  }

  private static void addSpecialDay(
      Map<LocalDate, Optional<Hours>> days, String line, String where) {
    String[] fields = line.split(",", 4);
    if (fields.length != 4) {
      throw new IllegalStateException(where + ": expected date,open,close,reason: " + line);
    }
    try {
      Optional<Hours> hours =
          fields[1].equals("closed")
              ? Optional.empty()
              : Optional.of(new Hours(LocalTime.parse(fields[1]), LocalTime.parse(fields[2])));
      days.put(LocalDate.parse(fields[0]), hours);
    } catch (DateTimeParseException e) {
      throw new IllegalStateException(where + ": not a date or time: " + line, e);
    }
  }
}
