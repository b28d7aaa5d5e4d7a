package dev.sluice.wire;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.Timeframe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * High-rate records as Avro, in the single-object encoding of the Avro specification: two marker
 * bytes, the schema's fingerprint, the body. The fingerprint is the schema's version. JSON of the
 * same record is accepted too: a record whose first byte is an opening brace.
 *
 * <p>Instances are not thread-safe to build but safe to use: Avro's coders keep their buffers per
 * thread.
 */
public final class AvroCodec<T> {
  public static final AvroCodec<Tick> TICK =
      new AvroCodec<>("tick-1", JsonCodec.TICK, AvroCodec::record, AvroCodec::tick);
  public static final AvroCodec<RawBar> RAW_BAR =
      new AvroCodec<>("raw-bar-1", JsonCodec.RAW_BAR, AvroCodec::record, AvroCodec::rawBar);
  public static final AvroCodec<CorporateAction> CORPORATE_ACTION =
      new AvroCodec<>(
          "corporate-action-1",
          JsonCodec.CORPORATE_ACTION,
          AvroCodec::record,
          AvroCodec::corporateAction);

  private final Schema schema;
  private final byte[] header;
  private final JsonCodec<T> json;
  private final RecordWriter<T> toRecord;
  private final Function<GenericRecord, T> fromRecord;
  private final BinaryMessageEncoder<GenericRecord> encoder;
  private final BinaryMessageDecoder<GenericRecord> decoder;

  /** Fills a generic record. */
  private interface RecordWriter<T> {
    GenericRecord write(T value, Schema schema);
  }

  private AvroCodec(
      String name,
      JsonCodec<T> json,
      RecordWriter<T> toRecord,
      Function<GenericRecord, T> fromRecord) {
    this.schema = load(name);
    this.header = header(schema);
    this.json = json;
    this.toRecord = toRecord;
    this.fromRecord = fromRecord;
    this.encoder = new BinaryMessageEncoder<>(GenericData.get(), schema);
    this.decoder = new BinaryMessageDecoder<>(GenericData.get(), schema);
  }

  /** The Avro schema that is written. */
  public Schema schema() {
    return schema;
  }

  /** The value in Avro's single-object encoding. */
  public byte[] encode(T value) {
    try {
      ByteBuffer buffer = encoder.encode(toRecord.write(value, schema));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + schema.getName(), e);
    }
  }

  /** Whether bytes say that they are this record, as Avro of this schema or as JSON. */
  public boolean isNamedBy(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      return false;
    }
    if (bytes[0] == '{') {
      return json.isNamedBy(bytes);
    }
    return hasHeader(bytes);
  }

  private boolean hasHeader(byte[] bytes) {
    return bytes.length >= header.length
        && Arrays.equals(bytes, 0, header.length, header, 0, header.length);
  }

  /**
   * Reads Avro or JSON.
   *
   * @throws MalformedRecordException where the bytes are neither
   */
  public T decode(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      throw new MalformedRecordException(schema.getName() + ": the record is empty");
    }
    if (bytes[0] == '{') {
      return json.decode(bytes);
    }
    try {
      if (hasHeader(bytes)) {
        checkLengths(bytes);
      }
      return fromRecord.apply(decoder.decode(bytes));
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw new MalformedRecordException(
          schema.getName() + ": neither JSON nor Avro of a known schema: " + e.getMessage(), e);
    }
  }

  /**
   * Walks over a record. Avro's reader takes memory for as long a text as the bytes claim, so that
   * a dozen of them could end the job; skipping takes none and ends where they do.
   */
  private void checkLengths(byte[] bytes) throws IOException {
    GenericDatumReader.skip(
        schema,
        DecoderFactory.get()
            .binaryDecoder(bytes, header.length, bytes.length - header.length, null));
  }

  private static GenericRecord record(Tick tick, Schema schema) {
    GenericData.Record r = new GenericData.Record(schema);
    r.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), tick.kind().name()));
    r.put("symbol", tick.symbol());
    r.put("sequence", tick.sequence());
    r.put("event_time", tick.eventTime());
    r.put("price", tick.price());
    r.put("size", tick.size());
    r.put("bid", tick.bid());
    r.put("bid_size", tick.bidSize());
    r.put("ask", tick.ask());
    r.put("ask_size", tick.askSize());
    r.put("source", tick.source());
    r.put("simulated", tick.simulated());
    return r;
  }

  private static Tick tick(GenericRecord r) {
    return new Tick(
        TickKind.valueOf(r.get("kind").toString()),
        r.get("symbol").toString(),
        (long) r.get("sequence"),
        (long) r.get("event_time"),
        (double) r.get("price"),
        (double) r.get("size"),
        (double) r.get("bid"),
        (double) r.get("bid_size"),
        (double) r.get("ask"),
        (double) r.get("ask_size"),
        r.get("source").toString(),
        (boolean) r.get("simulated"));
  }

  private static GenericRecord record(CorporateAction action, Schema schema) {
    GenericData.Record r = new GenericData.Record(schema);
    r.put("symbol", action.symbol());
    r.put("ex_date", Math.toIntExact(action.exDate().toEpochDay()));
    r.put("split_factor", action.splitFactor());
    r.put("dividend", action.dividend());
    r.put("source", action.source());
    return r;
  }

  private static CorporateAction corporateAction(GenericRecord r) {
    return new CorporateAction(
        r.get("symbol").toString(),
        LocalDate.ofEpochDay((int) r.get("ex_date")),
        (double) r.get("split_factor"),
        (double) r.get("dividend"),
        r.get("source").toString());
  }

  private static GenericRecord record(RawBar bar, Schema schema) {
    GenericData.Record r = new GenericData.Record(schema);
    r.put("symbol", bar.symbol());
    r.put(
        "timeframe",
        new GenericData.EnumSymbol(schema.getField("timeframe").schema(), bar.timeframe().name()));
    r.put("start", bar.start().toEpochMilli());
    r.put("end", bar.end().toEpochMilli());
    r.put("session_date", Math.toIntExact(bar.sessionDate().toEpochDay()));
    r.put("open", bar.open());
    r.put("high", bar.high());
    r.put("low", bar.low());
    r.put("close", bar.close());
    r.put("volume", bar.volume());
    r.put("split_factor", bar.splitFactor());
    r.put("dividend", bar.dividend());
    r.put("source", bar.source());
    r.put("simulated", bar.simulated());
    r.put("history", bar.history());
    return r;
  }

  private static RawBar rawBar(GenericRecord r) {
    return new RawBar(
        r.get("symbol").toString(),
        Timeframe.valueOf(r.get("timeframe").toString()),
        Instant.ofEpochMilli((long) r.get("start")),
        Instant.ofEpochMilli((long) r.get("end")),
        LocalDate.ofEpochDay((int) r.get("session_date")),
        (double) r.get("open"),
        (double) r.get("high"),
        (double) r.get("low"),
        (double) r.get("close"),
        (double) r.get("volume"),
        (double) r.get("split_factor"),
        (double) r.get("dividend"),
        r.get("source").toString(),
        (boolean) r.get("simulated"),
        (boolean) r.get("history"));
  }

  /** The marker and the fingerprint that begin each record. */
  private static byte[] header(Schema schema) {
    return ByteBuffer.allocate(10)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0xC3)
        .put((byte) 1)
        .putLong(SchemaNormalization.parsingFingerprint64(schema))
        .array();
  }

  static Schema load(String name) {
    String path = "/schemas/" + name + ".avsc";
    try (InputStream in = AvroCodec.class.getResourceAsStream(path)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
