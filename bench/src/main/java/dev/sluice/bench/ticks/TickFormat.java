package dev.sluice.bench.ticks;

import dev.sluice.domain.market.Tick;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.TickWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How the ticks of a log are written. */
public enum TickFormat {
  /** Avro's single-object encoding, one tick a record: what feeds write. */
  AVRO(1, ticks -> AvroCodec.TICK.encode(ticks.get(0))),
  /** JSON, one tick a record. */
  JSON(1, ticks -> JsonCodec.TICK.encode(ticks.get(0))),
  /** Avro, many ticks a record. */
  AVRO_BATCH(50, ticks -> new TickWriter().write(ticks)),
  /** Avro's body alone, for readers that are told the schema: Flink SQL. */
  PLAIN_AVRO(1, ticks -> body(AvroCodec.TICK.encode(ticks.get(0))));

  /** Two marker bytes and the fingerprint of the single-object encoding. */
  private static final int HEADER_BYTES = 10;

  private final int ticksPerRecord;
  private final Function<List<Tick>, byte[]> encode;

  TickFormat(int ticksPerRecord, Function<List<Tick>, byte[]> encode) {
    this.ticksPerRecord = ticksPerRecord;
    this.encode = encode;
  }

  /** The format that puts many ticks into a record; empty as long as {@code wire} has none. */
  public static Optional<TickFormat> manyARecord() {
    return Arrays.stream(values()).filter(format -> format.ticksPerRecord > 1).findFirst();
  }

  /** How many ticks a full record holds. */
  public int ticksPerRecord() {
    return ticksPerRecord;
  }

  /**
   * A record's value.
   *
   * @param ticks of one partition, rising in time, from 1 to {@link #ticksPerRecord()}
   */
  public byte[] encode(List<Tick> ticks) {
    return encode.apply(ticks);
  }

  private static byte[] body(byte[] singleObject) {
    return Arrays.copyOfRange(singleObject, HEADER_BYTES, singleObject.length);
  }
}
