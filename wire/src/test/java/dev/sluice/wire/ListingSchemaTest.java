package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.Listing;
import dev.sluice.domain.market.ListingCategory;
import dev.sluice.domain.market.UniverseChange;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema that is published for listings is that of what is written. */
class ListingSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Listing SHOP =
      new Listing(
          "SHOP",
          "TSX",
          "CAD",
          ListingCategory.CORE,
          new BigDecimal("0.010"),
          new BigDecimal("100"));

  /** The bytes of version 1: they are in people's topics and must be read for ever. */
  private static final String VERSION_ONE =
      "{\"schema\":\"listing/1\",\"edition\":7,\"listing\":{\"symbol\":\"SHOP\",\"exchange\":\"TSX\","
          + "\"currency\":\"CAD\",\"category\":\"CORE\",\"tick_size\":0.01,\"lot_size\":100},"
          + "\"listings\":0}";

  private static final String END_OF_VERSION_ONE =
      "{\"schema\":\"listing/1\",\"edition\":7,\"listing\":null,\"listings\":12}";

  @Test
  void goldenBytesOfVersionOne() {
    UniverseChange change = UniverseChange.of(7, SHOP);
    UniverseChange end = UniverseChange.complete(7, 12);
    assertThat(text(JsonCodec.UNIVERSE_CHANGE.encode(change))).isEqualTo(VERSION_ONE);
    assertThat(text(JsonCodec.UNIVERSE_CHANGE.encode(end))).isEqualTo(END_OF_VERSION_ONE);
    assertThat(JsonCodec.UNIVERSE_CHANGE.decode(bytes(VERSION_ONE))).isEqualTo(change);
    assertThat(JsonCodec.UNIVERSE_CHANGE.decode(bytes(END_OF_VERSION_ONE))).isEqualTo(end);
  }

  @Test
  void theSchemaHasTheFieldsThatAreWrittenAndNoOthers() throws Exception {
    JsonNode schema = schema();
    JsonNode written = JSON.readTree(VERSION_ONE);
    assertThat(names(schema.at("/properties"))).isEqualTo(names(written));
    assertThat(names(schema.at("/properties/listing/properties")))
        .isEqualTo(names(written.get("listing")));
    assertThat(values(schema.at("/properties/listing/required")))
        .isEqualTo(names(written.get("listing")));
    assertThat(schema.at("/properties/schema/const").asText())
        .isEqualTo(JsonCodec.UNIVERSE_CHANGE.schema());
  }

  @Test
  void theSchemaHasEveryExchangeAndCategory() throws Exception {
    assertThat(values(schema().at("/properties/listing/properties/exchange/enum")))
        .isEqualTo(Calendars.names());
    assertThat(values(schema().at("/properties/listing/properties/category/enum")))
        .isEqualTo(Arrays.stream(ListingCategory.values()).map(ListingCategory::name).toList());
  }

  @Test
  void aFieldOfALaterVersionIsPassedOverAndACategoryThatThereIsNotIsRefused() {
    String later = VERSION_ONE.replace("\"edition\"", "\"isin\":\"X\",\"edition\"");
    assertThat(JsonCodec.UNIVERSE_CHANGE.decode(bytes(later)))
        .isEqualTo(UniverseChange.of(7, SHOP));
    assertThatThrownBy(
            () -> JsonCodec.UNIVERSE_CHANGE.decode(bytes(VERSION_ONE.replace("CORE", "BOND"))))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("BOND");
  }

  private static JsonNode schema() throws Exception {
    try (InputStream in = ListingSchemaTest.class.getResourceAsStream("/schemas/listing-1.json")) {
      return JSON.readTree(in);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> values(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asText()));
    return values;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
