package dev.sluice.bench.micro;

import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.SymbolBars;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityThresholds;
import dev.sluice.domain.quality.QualityVerdict;
import dev.sluice.domain.quality.TickQuality;
import dev.sluice.operators.market.MarketEvent;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.TickReader;
import dev.sluice.wire.TickWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The inner loops of the market job: one operation is one tick or one bar. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MarketBenchmark {
  private static final int TICKS = 4096;
  private static final int MASK = TICKS - 1;

  private final Tick[] ticks = new Tick[TICKS];
  private final byte[][] avro = new byte[TICKS][];
  private final byte[][] json = new byte[TICKS][];
  private final Bar[] sessions = new Bar[TICKS];
  private TypeSerializer<MarketEvent> eventSerializer;
  private TypeSerializer<Bar> barSerializer;
  private final DataOutputSerializer out = new DataOutputSerializer(1024);
  private final DataInputDeserializer in = new DataInputDeserializer();
  private SymbolBars bars;
  private SessionHours hours;
  private IndicatorState indicators;
  private TickQuality quality = new TickQuality();
  private QualityContext rules;
  private final IndicatedBar[] indicated = new IndicatedBar[TICKS];
  private int next;

  /** One symbol's ticks of a part of one session, and sessions made of their prices. */
  @Setup
  public void prepare() {
    TickPlan plan = new TickPlan(1, 100, TICKS);
    for (int i = 0; i < TICKS; i++) {
      ticks[i] = plan.tick(i);
      avro[i] = AvroCodec.TICK.encode(ticks[i]);
      json[i] = JsonCodec.TICK.encode(ticks[i]);
      sessions[i] = session(ticks[i], i);
    }
    eventSerializer =
        StreamTypes.of(MarketEvent.class).createSerializer(new SerializerConfigImpl());
    barSerializer = StreamTypes.of(Bar.class).createSerializer(new SerializerConfigImpl());
    TradingCalendar calendar = Calendars.of("NYSE");
    Instant first = Instant.ofEpochMilli(ticks[0].eventTime());
    hours = SessionHours.of(calendar.sessionAt(first).orElseThrow(), calendar);
    rules = new QualityContext(QualityThresholds.DEFAULTS, calendar, false);
    begin();
    for (int i = 0; i < TICKS; i++) {
      indicated[i] = new IndicatedBar(sessions[i], indicators.update(sessions[i]), Map.of());
    }
    begin();
  }

  private void begin() {
    bars =
        new SymbolBars(
            ticks[0].symbol(), EnumSet.of(Timeframe.MINUTE, Timeframe.SESSION, Timeframe.WEEK));
    indicators = new IndicatorState(Timeframe.SESSION);
  }

  private static Bar session(Tick tick, int number) {
    Instant end = Instant.EPOCH.plusSeconds(86_400L * (number + 1));
    double price = tick.price();
    return new Bar(
        tick.symbol(),
        Timeframe.SESSION,
        end.minusSeconds(23_400),
        end,
        LocalDate.ofEpochDay(number),
        price,
        price + 1,
        price - 1,
        price,
        tick.size(),
        1,
        price,
        0,
        1,
        0,
        tick.source(),
        true,
        false,
        end.minusSeconds(1),
        end.minusSeconds(1),
        true);
  }

  private final TickReader reader = new TickReader();
  private final TickWriter writer = new TickWriter();

  private int next() {
    next = (next + 1) & MASK;
    return next;
  }

  /** A tick from Avro, as the market job reads it. */
  @Benchmark
  public Tick decodeAvro() {
    return reader.readOne(avro[next()]);
  }

  /** A tick from Avro by Avro's own generic reader, which the market job does not use. */
  @Benchmark
  public Tick decodeAvroGeneric() {
    return AvroCodec.TICK.decode(avro[next()]);
  }

  /** A tick from JSON. */
  @Benchmark
  public Tick decodeJson() {
    return AvroCodec.TICK.decode(json[next()]);
  }

  /** A tick to Avro. */
  @Benchmark
  public byte[] encodeAvro() {
    return writer.write(ticks[next()]);
  }

  /** A trade into its bars, and the bars closed that it is beyond. */
  @Benchmark
  public void updateBars(Blackhole hole) {
    int i = next();
    if (i == 0) {
      begin();
    }
    Tick tick = ticks[i];
    List<Bar> closed = new ArrayList<>(0);
    bars.advance(tick.eventTime() - 5_001, tick.eventTime() - 65_001, closed::add);
    bars.add(tick, hours, Long.MIN_VALUE);
    hole.consume(closed);
  }

  /** What the rules of quality say of a trade that none of them holds up. */
  @Benchmark
  public QualityVerdict judgeTick() {
    int i = next();
    if (i == 0) {
      quality = new TickQuality();
    }
    return quality.judgeNew(ticks[i], rules);
  }

  /** A bar with its indicators as JSON, as it is published. */
  @Benchmark
  public byte[] encodeIndicated() {
    return JsonCodec.INDICATED_BAR.encode(indicated[next()]);
  }

  /** All indicators of a session bar. */
  @Benchmark
  public IndicatorSnapshot updateIndicators() {
    return indicators.update(sessions[next()]);
  }

  /** A valid tick between two stages, there and back. */
  @Benchmark
  public MarketEvent serializeEvent() throws IOException {
    int i = next();
    MarketEvent event = new MarketEvent(ticks[i].symbol(), ticks[i], null, Long.MIN_VALUE, 0, i, 0);
    out.clear();
    eventSerializer.serialize(event, out);
    in.setBuffer(out.getSharedBuffer(), 0, out.length());
    return eventSerializer.deserialize(in);
  }

  /** A bar between two stages, there and back. */
  @Benchmark
  public Bar serializeBar() throws IOException {
    out.clear();
    barSerializer.serialize(sessions[next()], out);
    in.setBuffer(out.getSharedBuffer(), 0, out.length());
    return barSerializer.deserialize(in);
  }
}
