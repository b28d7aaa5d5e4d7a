package dev.sluice.wire;

import dev.sluice.domain.market.Tick;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Writes ticks as {@link TickReader} reads them: one in a record ({@code tick-1}), or many, which
 * costs Kafka and the reader less. Ticks of a record go to one partition, so they are of symbols
 * that share one. Not thread-safe; a producer has its own.
 */
public final class TickWriter {
  static final Schema BATCH = batchSchema();

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONE = SchemaNormalization.parsingFingerprint64(AvroCodec.TICK.schema());
  private static final long MANY = SchemaNormalization.parsingFingerprint64(BATCH);

  /** All of a tick but its texts: six doubles, a flag, and four numbers of at most ten bytes. */
  private static final int MOST = 6 * Double.BYTES + 1 + 4 * 10;

  private byte[] bytes = new byte[256];
  private int at;

  /** A record with one tick. */
  public byte[] write(Tick tick) {
    header(ONE);
    add(tick);
    return Arrays.copyOf(bytes, at);
  }

  /** A record with many ticks, in their order. */
  public byte[] write(Collection<Tick> ticks) {
    header(MANY);
    if (!ticks.isEmpty()) {
      zigzag(ticks.size());
      ticks.forEach(this::add);
    }
    room(1);
    bytes[at++] = 0;
    return Arrays.copyOf(bytes, at);
  }

  private void header(long fingerprint) {
    bytes[0] = (byte) 0xC3;
    bytes[1] = 1;
    LONG.set(bytes, 2, fingerprint);
    at = 10;
  }

  private void add(Tick tick) {
    byte[] symbol = tick.symbol().getBytes(StandardCharsets.UTF_8);
    byte[] source = tick.source().getBytes(StandardCharsets.UTF_8);
    room(MOST + symbol.length + source.length);
    zigzag(
        switch (tick.kind()) {
          case TRADE -> 0;
          case QUOTE -> 1;
          case SPLIT -> 2;
        });
    text(symbol);
    zigzag(tick.sequence());
    zigzag(tick.eventTime());
    decimal(tick.price());
    decimal(tick.size());
    decimal(tick.bid());
    decimal(tick.bidSize());
    decimal(tick.ask());
    decimal(tick.askSize());
    text(source);
    bytes[at++] = (byte) (tick.simulated() ? 1 : 0);
  }

  private void text(byte[] utf8) {
    zigzag(utf8.length);
    System.arraycopy(utf8, 0, bytes, at, utf8.length);
    at += utf8.length;
  }

  private void decimal(double value) {
    DOUBLE.set(bytes, at, value);
    at += Double.BYTES;
  }

  private void zigzag(long number) {
    room(10);
    long rest = number << 1 ^ number >> 63;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  private void room(int more) {
    if (bytes.length - at < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
    }
  }

  private static Schema batchSchema() {
    String path = "/schemas/tick-batch-1.avsc";
    try (InputStream in = TickWriter.class.getResourceAsStream(path)) {
      Schema.Parser parser = new Schema.Parser();
      parser.addTypes(List.of(AvroCodec.TICK.schema()));
      return parser.parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
