package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Tick;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** The hand-written reader and writer against Avro's own. */
class TickReaderTest {
  private static final Tick TRADE = Tick.trade("SPY", 7, 1_600_000_000_000L, 334.25, 3, "t", true);
  private static final Tick QUOTE =
      Tick.quote("QQQ", 8, 1_600_000_000_001L, 1, 2, 3, Double.NaN, "a feed", false);

  private final TickReader reader = new TickReader();
  private final TickWriter writer = new TickWriter();

  @Property(tries = 500)
  void readsAndWritesWhatAvroDoes(
      @ForAll @StringLength(max = 40) String symbol,
      @ForAll long sequence,
      @ForAll long time,
      @ForAll double price,
      @ForAll double size,
      @ForAll boolean simulated) {
    Tick trade =
        Tick.trade(
            wellFormed(symbol), sequence, time, price, size, "s" + symbol.length(), simulated);
    byte[] avro = AvroCodec.TICK.encode(trade);
    assertThat(writer.write(trade)).isEqualTo(avro);
    assertThat(reader.readOne(avro)).isEqualTo(trade).isEqualTo(AvroCodec.TICK.decode(avro));
  }

  /** Avro writes a question mark for half a pair of surrogates. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Test
  void quotesAndSplitsToo() {
    for (Tick tick : List.of(QUOTE, Tick.split("NVDA", 8, 1_600_000_000_000L, 1.5, "t", false))) {
      assertThat(writer.write(tick)).isEqualTo(AvroCodec.TICK.encode(tick));
      assertThat(reader.readOne(AvroCodec.TICK.encode(tick))).isEqualTo(tick);
      assertThat(reader.readOne(JsonCodec.TICK.encode(tick))).isEqualTo(tick);
    }
  }

  @Property(tries = 50)
  void manyInARecordAreReadByAvroAndByUs(@ForAll @IntRange(max = 300) int count)
      throws IOException {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ticks.add(Tick.trade("S" + i % 7, i, 1_600_000_000_000L + i, 10 + i, i, "test", false));
    }
    byte[] record = writer.write(ticks);
    assertThat(read(record).ticks).isEqualTo(ticks);
    GenericRecord generic =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), TickWriter.BATCH).decode(record);
    assertThat((List<?>) generic.get("ticks")).hasSize(count);

    ByteBuffer theirs =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), TickWriter.BATCH)
            .encode(generic);
    byte[] bytes = new byte[theirs.remaining()];
    theirs.get(bytes);
    assertThat(read(bytes).ticks).isEqualTo(ticks);
  }

  @Test
  void anArrayOfJsonIsReadAndAnElementThatCannotBeLosesNoOther() {
    String array =
        "["
            + new String(JsonCodec.TICK.encode(TRADE), StandardCharsets.UTF_8)
            + ",{\"kind\":\"AUCTION\"},7,"
            + new String(JsonCodec.TICK.encode(QUOTE), StandardCharsets.UTF_8)
            + "]";
    Collected read = read(array.getBytes(StandardCharsets.UTF_8));
    assertThat(read.ticks).containsExactly(TRADE, QUOTE);
    assertThat(read.problems).hasSize(2);
  }

  /** A line a tick is what many write; a second one that is passed over would be lost unseen. */
  @Test
  void whatStandsBehindTheJsonOfARecordIsNotLostUnseen() {
    String tick = new String(JsonCodec.TICK.encode(TRADE), StandardCharsets.UTF_8);
    for (String record : List.of(tick + "\n" + tick, "[" + tick + "][" + tick + "]", tick + ",")) {
      Collected read = read(record.getBytes(StandardCharsets.UTF_8));
      assertThat(read.ticks).isEmpty();
      assertThat(read.problems).singleElement().asString().containsIgnoringCase("tick");
    }
    assertThat(read((tick + " \r\n").getBytes(StandardCharsets.UTF_8)).ticks)
        .containsExactly(TRADE);
  }

  @Test
  void whatIsCutOffIsNamedAndWhatCameBeforeIsNotLost() {
    byte[] record = writer.write(List.of(TRADE, QUOTE, TRADE));
    Collected read = read(Arrays.copyOf(record, record.length - 20));
    assertThat(read.ticks).containsExactly(TRADE, QUOTE);
    assertThat(read.problems).singleElement().asString().contains("ends within a tick");
  }

  @Test
  void aSchemaThatNobodyKnowsIsNamed() {
    byte[] record = writer.write(TRADE);
    record[4] ^= 1;
    assertThatThrownBy(() -> reader.readOne(record))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("fingerprint");
    assertThatThrownBy(() -> reader.readOne(writer.write(List.of(TRADE, TRADE))))
        .hasMessageContaining("holds 2 ticks");
  }

  @Property(tries = 2000)
  void noBytesBreakIt(@ForAll Random random, @ForAll @IntRange(max = 120) int length) {
    byte[] record = writer.write(List.of(TRADE, QUOTE));
    for (int i = 0; i < 3; i++) {
      record[10 + random.nextInt(record.length - 10)] = (byte) random.nextInt();
    }
    byte[] cut = Arrays.copyOf(record, Math.min(length, record.length));
    assertThatCode(() -> read(cut)).doesNotThrowAnyException();
    assertThatCode(() -> read(record)).doesNotThrowAnyException();
  }

  @Test
  void theSchemaOfManyIsTheSchemaOfOne() {
    Schema items = TickWriter.BATCH.getField("ticks").schema().getElementType();
    assertThat(items).isEqualTo(AvroCodec.TICK.schema());
  }

  private static final class Collected implements TickReader.Ticks {
    private final List<Tick> ticks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    @Override
    public void tick(Tick tick) {
      ticks.add(tick);
    }

    @Override
    public void malformed(MalformedRecordException why) {
      problems.add(why.getMessage());
    }
  }

  private Collected read(byte[] record) {
    Collected collected = new Collected();
    reader.read(record, collected);
    return collected;
  }
}
