package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Listing;
import dev.sluice.domain.market.ListingCategory;
import dev.sluice.domain.market.PartitionClock;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.UniverseChange;
import dev.sluice.operators.market.ValidateMarketData.ClockState;
import dev.sluice.operators.market.ValidateMarketData.UniverseState;
import dev.sluice.operators.stream.StreamTypes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/**
 * The three states of the market job that Flink's serializer of records writes. Their format is in
 * a snapshot beside them, which names the fields: all are kept here as a release wrote them.
 */
class FlinkStateTypesTest {
  private static final ClockState CLOCK =
      new ClockState("ticks", 1, 1_709_908_200_000L, 1_709_908_260_000L);
  private static final ClockState NEW_CLOCK =
      new ClockState("bars.raw", 0, PartitionClock.NONE, PartitionClock.NONE);

  /** Two listings and the end of their edition. */
  private static final UniverseState UNIVERSE =
      new UniverseState(
          "ticks",
          1,
          4_711,
          1_709_908_260_000L,
          List.of(
              UniverseChange.of(
                  1_709_908_260_000L,
                  new Listing(
                      "SHOP",
                      "TSX",
                      "CAD",
                      ListingCategory.CORE,
                      new BigDecimal("0.01"),
                      new BigDecimal("100"))),
              UniverseChange.of(
                  1_709_908_260_000L,
                  new Listing(
                      "XIU",
                      "TSX",
                      "CAD",
                      ListingCategory.ETF,
                      new BigDecimal("0.005"),
                      BigDecimal.ONE)),
              UniverseChange.complete(1_709_908_260_000L, 2)));

  private static final UniverseState NEW_UNIVERSE =
      new UniverseState("bars.raw", 0, -1, Long.MIN_VALUE, List.of());

  private static final RawBar GIVEN =
      new RawBar(
          "SPY",
          Timeframe.SESSION,
          Instant.parse("2024-03-05T14:30:00Z"),
          Instant.parse("2024-03-05T21:00:00.5Z"),
          LocalDate.of(2024, 3, 5),
          64,
          66,
          63,
          65,
          1024.5,
          2,
          0.25,
          "file",
          true,
          true);

  /** What a later version might have made of a clock: a number that was a text. */
  public record OtherClock(int topic, int partition, long highest, long heartbeat) {}

  private static <T> TypeSerializer<T> serializer(Class<T> type) {
    Configuration noKryo = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
    return StreamTypes.of(type).createSerializer(new SerializerConfigImpl(noKryo));
  }

  private static byte[] snapshot(TypeSerializer<?> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(512);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    return out.getCopyOfBuffer();
  }

  private static <T> TypeSerializerSnapshot<T> snapshot(byte[] bytes) throws IOException {
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(bytes), FlinkStateTypesTest.class.getClassLoader());
  }

  @SafeVarargs
  private static <T> void assertGolden(Class<T> type, String name, T... values) throws IOException {
    TypeSerializer<T> now = serializer(type);
    TypeSerializerSnapshot<T> old = snapshot(GoldenBytes.read(name + "-snapshot.hex"));
    assertThat(now.snapshotConfiguration().resolveSchemaCompatibility(old).isCompatibleAsIs())
        .isTrue();
    for (int i = 0; i < values.length; i++) {
      byte[] golden = GoldenBytes.read(name + "-" + i + ".hex");
      assertThat(GoldenBytes.decode(old.restoreSerializer(), golden)).isEqualTo(values[i]);
      assertThat(HexFormat.of().formatHex(GoldenBytes.of(now, values[i])))
          .isEqualTo(HexFormat.of().formatHex(golden));
    }
  }

  @Test
  void clocksOfPartitionsAreReadAsTheyWereWritten() throws IOException {
    assertGolden(ClockState.class, "partition-clock-v1", CLOCK, NEW_CLOCK);
  }

  @Test
  void universesOfPartitionsAreReadAsTheyWereWritten() throws IOException {
    assertGolden(UniverseState.class, "partition-universe-v1", UNIVERSE, NEW_UNIVERSE);
  }

  @Test
  void givenBarsAreReadAsTheyWereWritten() throws IOException {
    assertGolden(RawBar.class, "given-bar-v1", GIVEN);
  }

  @Test
  void aFieldThatHasBecomeAnotherThingIsRefusedBeforeAnythingIsRead() throws IOException {
    byte[] bytes = snapshot(serializer(OtherClock.class));
    TypeSerializerSnapshot<OtherClock> other = snapshot(bytes);
    assertThat(
            snapshot(snapshot(serializer(ClockState.class)))
                .resolveSchemaCompatibility(cast(other))
                .isIncompatible())
        .isTrue();
  }

  @SuppressWarnings("unchecked") // Flink, too, asks whatever it finds in a savepoint.
  private static TypeSerializerSnapshot<Object> cast(TypeSerializerSnapshot<?> snapshot) {
    return (TypeSerializerSnapshot<Object>) snapshot;
  }

  @Test
  void aSnapshotOfATypeThatIsGoneIsRefused() throws IOException {
    byte[] bytes = snapshot(serializer(ClockState.class));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] gone = text.replace("ClockState", "ClockGone!").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> snapshot(gone)).hasStackTraceContaining("ClockGone!");
  }
}
