package dev.sluice.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.domain.analysis.Analysis;
import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.Execution;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.UniverseChange;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderTerms;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.PositionReport;
import dev.sluice.domain.trading.RiskSnapshot;
import dev.sluice.domain.trading.VenueRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A record as JSON: snake_case fields, ISO instants in UTC, plain decimals, null for NaN, and a
 * {@code schema} field that names the type and its version.
 *
 * <p>Unknown fields are ignored and missing ones are null, so that a reader and a writer of
 * neighbouring versions understand each other.
 */
public final class JsonCodec<T> {
  private static final ObjectMapper MAPPER = mapper();

  /** A second value behind the first would be lost unseen. */
  private static final ObjectReader WHOLE =
      MAPPER.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public static final JsonCodec<Tick> TICK = new JsonCodec<>("tick/1", Tick.class);
  public static final JsonCodec<RawBar> RAW_BAR = new JsonCodec<>("raw-bar/1", RawBar.class);
  public static final JsonCodec<UniverseChange> UNIVERSE_CHANGE =
      new JsonCodec<>("listing/1", UniverseChange.class);
  public static final JsonCodec<CorporateAction> CORPORATE_ACTION =
      new JsonCodec<>("corporate-action/1", CorporateAction.class);
  public static final JsonCodec<Bar> BAR = new JsonCodec<>("bar/1", Bar.class);
  public static final JsonCodec<IndicatedBar> INDICATED_BAR =
      new JsonCodec<>("indicated-bar/1", IndicatedBar.class);
  public static final JsonCodec<SessionQuality> SESSION_QUALITY =
      new JsonCodec<>("quality-tally/1", SessionQuality.class);
  public static final JsonCodec<Execution> EXECUTION =
      new JsonCodec<>("workflow-execution/1", Execution.class);
  public static final JsonCodec<Chart> CHART = new JsonCodec<>("chart/1", Chart.class);
  public static final JsonCodec<Analysis> ANALYSIS = new JsonCodec<>("analysis/1", Analysis.class);
  public static final JsonCodec<Signal> SIGNAL = new JsonCodec<>("signal/1", Signal.class);
  public static final JsonCodec<Artifact> ARTIFACT = new JsonCodec<>("artifact/1", Artifact.class);
  public static final JsonCodec<Order> ORDER = new JsonCodec<>("order/1", Order.class);
  public static final JsonCodec<Fill> FILL = new JsonCodec<>("execution/1", Fill.class);
  public static final JsonCodec<PortfolioSnapshot> PORTFOLIO =
      new JsonCodec<>("portfolio/1", PortfolioSnapshot.class);
  public static final JsonCodec<RiskSnapshot> RISK = new JsonCodec<>("risk/1", RiskSnapshot.class);
  public static final JsonCodec<Control> CONTROL = new JsonCodec<>("control/1", Control.class);
  public static final JsonCodec<VenueRequest> VENUE_REQUEST =
      new JsonCodec<>("venue-request/1", VenueRequest.class);
  public static final JsonCodec<ExecutionReport> EXECUTION_REPORT =
      new JsonCodec<>("execution-report/1", ExecutionReport.class);
  public static final JsonCodec<PositionReport> POSITION_REPORT =
      new JsonCodec<>("position-report/1", PositionReport.class);
  public static final JsonCodec<DeadLetter> DEAD_LETTER =
      new JsonCodec<>("dead-letter/1", DeadLetter.class);

  private final String schema;
  private final Class<T> type;
  private final ObjectWriter writer;
  private final byte[] start;

  private JsonCodec(String schema, Class<T> type) {
    this.schema = schema;
    this.type = type;
    this.writer = MAPPER.writerFor(type);
    this.start = ("{\"schema\":\"" + schema + "\",").getBytes(StandardCharsets.UTF_8);
  }

  /** Name and version of the schema, for example {@code order/1}. */
  public String schema() {
    return schema;
  }

  /** The value as UTF-8 JSON. */
  public byte[] encode(T value) {
    try {
      byte[] fields = writer.writeValueAsBytes(value);
      byte[] named = new byte[start.length + fields.length - 1];
      System.arraycopy(start, 0, named, 0, start.length);
      // Every record has a field, so what follows the brace follows the schema's name as well.
      System.arraycopy(fields, 1, named, start.length, fields.length - 1);
      return named;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + schema, e);
    }
  }

  /** Whether bytes are a JSON object that names this schema, in whatever version. */
  boolean isNamedBy(byte[] bytes) {
    try {
      JsonNode name = MAPPER.readTree(bytes).get("schema");
      return name != null && name.asText().startsWith(family());
    } catch (IOException e) {
      return false;
    }
  }

  private String family() {
    return schema.substring(0, schema.indexOf('/') + 1);
  }

  /**
   * Reads a value.
   *
   * @throws MalformedRecordException where the bytes are not JSON, or not of this schema's family
   */
  public T decode(byte[] bytes) {
    try {
      return decode(readTree(bytes));
    } catch (IOException e) {
      throw new MalformedRecordException(schema + ": " + firstLine(e), e);
    }
  }

  /**
   * Reads a value from a tree.
   *
   * @throws MalformedRecordException where it is not of this schema's family
   */
  T decode(JsonNode node) {
    try {
      if (node == null || !node.isObject()) {
        throw new MalformedRecordException(schema + ": not a JSON object");
      }
      JsonNode name = node.get("schema");
      if (name != null && !name.asText().startsWith(family())) {
        throw new MalformedRecordException(
            "schema: was '" + name.asText() + "', expected " + schema);
      }
      return MAPPER.treeToValue(node, type);
    } catch (IOException e) {
      throw new MalformedRecordException(schema + ": " + firstLine(e), e);
    }
  }

  /**
   * The one JSON value of a record.
   *
   * @throws IOException where there is none, or something stands behind it
   */
  static JsonNode readTree(byte[] bytes) throws IOException {
    return WHOLE.readTree(bytes);
  }

  /** A mapper with the same conventions, for what is not a topic's record. */
  public static ObjectMapper newMapper() {
    return MAPPER.copy();
  }

  static String firstLine(Exception e) {
    return firstLine(e.getMessage());
  }

  private static String firstLine(String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }

  /** A signal without terms is written as before there were any. */
  private interface SignalFields {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    OrderTerms terms();
  }

  private static ObjectMapper mapper() {
    SimpleModule finite = new SimpleModule("finite");
    StdSerializer<Double> nanAsNull =
        new StdSerializer<>(Double.class) {
          @Override
          public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            if (Double.isFinite(value)) {
              json.writeNumber(value);
            } else {
              json.writeNull();
            }
          }
        };
    finite.addSerializer(Double.class, nanAsNull);
    finite.addSerializer(double.class, nanAsNull);
    finite.addDeserializer(double.class, new NullAsNan());
    finite.addSerializer(new Instants());
    return JsonMapper.builder()
        .addMixIn(Signal.class, SignalFields.class)
        .addModule(new JavaTimeModule())
        .addModule(finite)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
        // The shortest text that reads as the same double, which older JDKs find slowly and not
        // always; an indicated bar has thirty of them.
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        // Money is exact: a decimal must not pass through a double on its way.
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
        .serializationInclusion(JsonInclude.Include.ALWAYS)
        .build();
  }
}
