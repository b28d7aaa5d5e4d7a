package dev.sluice.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes instants as {@link Instant#toString} does, ISO 8601 in UTC. A formatter takes about as
 * long for one instant as everything else of a bar takes together, and a bar has four.
 */
final class Instants extends StdSerializer<Instant> {
  private static final long serialVersionUID = 1L;
  private static final int SECONDS_OF_DAY = 86_400;
  private static final int NANOS_OF_MILLI = 1_000_000;
  private static final int LONGEST = "2024-01-02T14:30:00.123Z".length();

  Instants() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(text(value));
  }

  /** The text of an instant. */
  static String text(Instant instant) {
    long second = instant.getEpochSecond();
    int nanos = instant.getNano();
    long day = Math.floorDiv(second, SECONDS_OF_DAY);
    // Beyond four digits of a year, and below milliseconds, there is more to say than fits here.
    if (nanos % NANOS_OF_MILLI != 0 || Math.abs(day) > 700_000) {
      return instant.toString();
    }
    LocalDate date = LocalDate.ofEpochDay(day);
    int inDay = (int) Math.floorMod(second, (long) SECONDS_OF_DAY);
    char[] text = new char[LONGEST];
    put(text, 0, date.getYear(), 4);
    text[4] = '-';
    put(text, 5, date.getMonthValue(), 2);
    text[7] = '-';
    put(text, 8, date.getDayOfMonth(), 2);
    text[10] = 'T';
    put(text, 11, inDay / 3600, 2);
    text[13] = ':';
    put(text, 14, inDay / 60 % 60, 2);
    text[16] = ':';
    put(text, 17, inDay % 60, 2);
    int end = 19;
    if (nanos != 0) {
      text[end] = '.';
      put(text, end + 1, nanos / NANOS_OF_MILLI, 3);
      end += 4;
    }
    text[end] = 'Z';
    return new String(text, 0, end + 1);
  }

  private static void put(char[] text, int at, int number, int digits) {
    int rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
