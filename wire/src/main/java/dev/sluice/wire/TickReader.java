package dev.sluice.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.SchemaNormalization;

/**
 * Reads the records of {@code ticks}: one tick or many, as Avro in the single-object encoding
 * ({@code tick-1}, {@code tick-batch-1}) or as JSON (an object or an array of objects).
 *
 * <p>Avro is read by hand, byte by byte of the specification, since decoding is a third of what a
 * tick costs; tests hold it to Avro's own reader. Not thread-safe.
 */
public final class TickReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private static final TickKind[] KINDS = {TickKind.TRADE, TickKind.QUOTE, TickKind.SPLIT};
  private static final int HEADER = 10;
  private static final long ONE = SchemaNormalization.parsingFingerprint64(AvroCodec.TICK.schema());
  private static final long MANY = SchemaNormalization.parsingFingerprint64(TickWriter.BATCH);

  private final Texts texts = new Texts();
  private byte[] bytes;
  private int at;

  /** What is told of each tick of a record. */
  public interface Ticks {
    /** A tick was read. */
    void tick(Tick tick);

    /** A tick, or all that was left of the record, could not be read. */
    void malformed(MalformedRecordException why);
  }

  /** Reads a record to its end. */
  public void read(byte[] record, Ticks ticks) {
    try {
      if (record == null || record.length == 0) {
        throw new MalformedRecordException("Tick: the record is empty");
      }
      if (record[0] == '{') {
        ticks.tick(JsonCodec.TICK.decode(record));
      } else if (record[0] == '[') {
        readArray(record, ticks);
      } else {
        readAvro(record, ticks);
      }
    } catch (MalformedRecordException e) {
      ticks.malformed(e);
    } catch (IndexOutOfBoundsException e) {
      ticks.malformed(new MalformedRecordException("Tick: the record ends within a tick", e));
    }
  }

  private static void readArray(byte[] record, Ticks ticks) {
    JsonNode array;
    try {
      array = JsonCodec.readTree(record);
    } catch (IOException e) {
      throw new MalformedRecordException(
          "Tick: no array of JSON that ends with the record: " + JsonCodec.firstLine(e), e);
    }
    for (JsonNode element : array) {
      try {
        ticks.tick(JsonCodec.TICK.decode(element));
      } catch (MalformedRecordException e) {
        ticks.malformed(e);
      }
    }
  }

  private void readAvro(byte[] record, Ticks ticks) {
    if (record.length < HEADER || record[0] != (byte) 0xC3 || record[1] != 1) {
      throw new MalformedRecordException("Tick: neither JSON nor Avro of a known schema");
    }
    long fingerprint = (long) LONG.get(record, 2);
    bytes = record;
    at = HEADER;
    if (fingerprint == ONE) {
      ticks.tick(tick());
    } else if (fingerprint == MANY) {
      // All or the rest: where one cannot be read nobody knows where the next begins.
      for (long left = count(); left != 0; left = count()) {
        for (; left > 0; left--) {
          ticks.tick(tick());
        }
      }
    } else {
      throw new MalformedRecordException(
          "Tick: schema fingerprint was %016x, expected that of tick-1 or tick-batch-1"
              .formatted(fingerprint));
    }
  }

  /** Number of items in the next block of an array; a negative one is followed by its size. */
  private long count() {
    long count = zigzag();
    if (count == Long.MIN_VALUE) {
      throw new MalformedRecordException("Tick: a block of " + count + " ticks");
    }
    if (count < 0) {
      zigzag();
      return -count;
    }
    return count;
  }

  private Tick tick() {
    long kind = zigzag();
    if (kind < 0 || kind >= KINDS.length) {
      throw new MalformedRecordException(
          "kind: was symbol " + kind + " of the enum, expected 0..2");
    }
    return new Tick(
        KINDS[(int) kind],
        text(),
        zigzag(),
        zigzag(),
        decimal(),
        decimal(),
        decimal(),
        decimal(),
        decimal(),
        decimal(),
        text(),
        bytes[at++] != 0);
  }

  private String text() {
    long length = zigzag();
    if (length < 0 || length > bytes.length - at) {
      throw new MalformedRecordException(
          "Tick: a text of " + length + " bytes where " + (bytes.length - at) + " are left");
    }
    String text = texts.of(bytes, at, (int) length);
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
    throw new MalformedRecordException("Tick: a number of more than ten bytes");
  }

  /**
   * Reads a record with one tick.
   *
   * @throws MalformedRecordException where it holds none, several, or cannot be read
   */
  public Tick readOne(byte[] record) {
    List<Tick> ticks = new ArrayList<>(1);
    read(
        record,
        new Ticks() {
          @Override
          public void tick(Tick tick) {
            ticks.add(tick);
          }

          @Override
          public void malformed(MalformedRecordException why) {
            throw why;
          }
        });
    if (ticks.size() != 1) {
      throw new MalformedRecordException(
          "Tick: the record holds " + ticks.size() + " ticks, expected one");
    }
    return ticks.get(0);
  }
}
