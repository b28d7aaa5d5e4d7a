package dev.sluice.wire;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Writes bars as {@link BarReader} reads them: Avro ({@code bar-1}) in the single-object encoding.
 * By hand, as ticks are, since the market job writes a bar for few ticks where the timeframes are
 * short. Not thread-safe; a task has its own.
 */
public final class BarWriter {
  static final Schema SCHEMA = AvroCodec.load("bar-1");
  static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(SCHEMA);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  /** All but the texts: the header, 8 doubles, 3 flags, 11 numbers of at most ten bytes. */
  private static final int MOST = 10 + 8 * Double.BYTES + 3 + 11 * 10;

  private byte[] bytes = new byte[256];
  private int at;

  /**
   * The bar's record.
   *
   * @throws NullPointerException where anything but the time of its first and last event is null
   */
  public byte[] write(Bar bar) {
    byte[] symbol = bar.symbol().getBytes(StandardCharsets.UTF_8);
    byte[] source = bar.source().getBytes(StandardCharsets.UTF_8);
    if (bytes.length < MOST + symbol.length + source.length) {
      bytes = new byte[MOST + symbol.length + source.length];
    }
    bytes[0] = (byte) 0xC3;
    bytes[1] = 1;
    LONG.set(bytes, 2, FINGERPRINT);
    at = 10;
    text(symbol);
    zigzag(symbol(bar.timeframe()));
    zigzag(bar.start().toEpochMilli());
    zigzag(bar.end().toEpochMilli());
    zigzag(bar.sessionDate().toEpochDay());
    decimal(bar.open());
    decimal(bar.high());
    decimal(bar.low());
    decimal(bar.close());
    decimal(bar.volume());
    zigzag(bar.trades());
    decimal(bar.vwap());
    zigzag(bar.revision());
    decimal(bar.splitFactor());
    decimal(bar.dividend());
    text(source);
    flag(bar.simulated());
    flag(bar.history());
    time(bar.firstEvent());
    time(bar.lastEvent());
    flag(bar.complete());
    return Arrays.copyOf(bytes, at);
  }

  /** The timeframe's place in the schema's enum, whatever its place in ours. */
  private static int symbol(Timeframe timeframe) {
    return switch (timeframe) {
      case SECOND -> 0;
      case MINUTE -> 1;
      case FIVE_MINUTES -> 2;
      case FIFTEEN_MINUTES -> 3;
      case HOUR -> 4;
      case SESSION -> 5;
      case WEEK -> 6;
    };
  }

  private void text(byte[] utf8) {
    zigzag(utf8.length);
    System.arraycopy(utf8, 0, bytes, at, utf8.length);
    at += utf8.length;
  }

  /** A union of nothing and a time: which it is, and then the time. */
  private void time(Instant time) {
    flag(time != null, 2);
    if (time != null) {
      zigzag(time.toEpochMilli());
    }
  }

  private void flag(boolean flag) {
    flag(flag, 1);
  }

  private void flag(boolean flag, int value) {
    bytes[at++] = (byte) (flag ? value : 0);
  }

  private void decimal(double value) {
    DOUBLE.set(bytes, at, value);
    at += Double.BYTES;
  }

  private void zigzag(long number) {
    long rest = number << 1 ^ number >> 63;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }
}
