package dev.sluice.wire;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads a record of {@code bars}: Avro in the single-object encoding ({@code bar-1}), or JSON
 * ({@code bar/1}), told apart by the first byte. {@link #read} is thread-safe.
 */
public final class BarReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  /** In the order of the schema's enum. */
  private static final Timeframe[] TIMEFRAMES = {
    Timeframe.SECOND,
    Timeframe.MINUTE,
    Timeframe.FIVE_MINUTES,
    Timeframe.FIFTEEN_MINUTES,
    Timeframe.HOUR,
    Timeframe.SESSION,
    Timeframe.WEEK
  };

  private static final int HEADER = 10;

  private final byte[] bytes;
  private int at = HEADER;

  private BarReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The bar of a record.
   *
   * @throws MalformedRecordException where the bytes are neither Avro nor JSON of a bar
   */
  public static Bar read(byte[] record) {
    if (record == null || record.length == 0) {
      throw new MalformedRecordException("Bar: the record is empty");
    }
    if (record[0] == '{') {
      return JsonCodec.BAR.decode(record);
    }
    if (record.length < HEADER || record[0] != (byte) 0xC3 || record[1] != 1) {
      throw new MalformedRecordException("Bar: neither JSON nor Avro of a known schema");
    }
    long fingerprint = (long) LONG.get(record, 2);
    if (fingerprint != BarWriter.FINGERPRINT) {
      throw new MalformedRecordException(
          "Bar: schema fingerprint was %016x, expected that of bar-1 (%016x)"
              .formatted(fingerprint, BarWriter.FINGERPRINT));
    }
    try {
      return new BarReader(record).bar();
    } catch (IndexOutOfBoundsException e) {
      throw new MalformedRecordException("Bar: the record ends within the bar", e);
    } catch (DateTimeException e) {
      throw new MalformedRecordException("Bar: " + e.getMessage(), e);
    }
  }

  private Bar bar() {
    return new Bar(
        text(),
        timeframe(),
        Instant.ofEpochMilli(zigzag()),
        Instant.ofEpochMilli(zigzag()),
        LocalDate.ofEpochDay(zigzag()),
        decimal(),
        decimal(),
        decimal(),
        decimal(),
        decimal(),
        zigzag(),
        decimal(),
        integer("revision"),
        decimal(),
        decimal(),
        text(),
        flag(),
        flag(),
        time("first_event"),
        time("last_event"),
        flag());
  }

  private Timeframe timeframe() {
    long symbol = zigzag();
    if (symbol < 0 || symbol >= TIMEFRAMES.length) {
      throw new MalformedRecordException(
          "timeframe: was symbol " + symbol + " of the enum, expected 0..6");
    }
    return TIMEFRAMES[(int) symbol];
  }

  private Instant time(String field) {
    long branch = zigzag();
    if (branch != 0 && branch != 1) {
      throw new MalformedRecordException(
          field + ": was branch " + branch + " of the union, expected 0 or 1");
    }
    return branch == 0 ? null : Instant.ofEpochMilli(zigzag());
  }

  private int integer(String field) {
    long value = zigzag();
    if (value != (int) value) {
      throw new MalformedRecordException(field + ": was " + value + ", expected an int");
    }
    return (int) value;
  }

  private boolean flag() {
    return bytes[at++] != 0;
  }

  private String text() {
    long length = zigzag();
    if (length < 0 || length > bytes.length - at) {
      throw new MalformedRecordException(
          "Bar: a text of " + length + " bytes where " + (bytes.length - at) + " are left");
    }
    String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
    at += (int) length;
    return text;
  }

  private double decimal() {
    double value = (double) DOUBLE.get(bytes, at);
    at += Double.BYTES;
    return value;
  }

  private long zigzag() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw new MalformedRecordException("Bar: a number of more than ten bytes");
  }
}
