package dev.sluice.jobs.market;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Tick;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.kafka.Outbound;
import dev.sluice.jobs.kafka.Watermarks;
import dev.sluice.operators.market.CloseBars;
import dev.sluice.operators.market.ComputeIndicators;
import dev.sluice.operators.market.MarketEvent;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.operators.market.PassQuotes;
import dev.sluice.operators.market.QuoteGivenBars;
import dev.sluice.operators.market.ValidateMarketData;
import dev.sluice.operators.market.ValidationOperator;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.KafkaOutput;
import dev.sluice.sinks.kafka.OutboundRecord;
import dev.sluice.sinks.kafka.TopicSpec;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From ticks to bars and indicators.
 *
 * <pre>
 *           ┌→ dead-letters
 * ticks ────┤
 *           ├→ validated ─┬→ bars, closed and revised ─┬→ indicators ─→ indicators
 * bars.raw ─┘             │                            └→ bars
 *                         └→ ticks, paths of given bars ─→ quotes
 * </pre>
 */
public final class MarketTopology {
  private MarketTopology() {}

  /** Adds the topology to an environment. */
  public static void define(
      StreamExecutionEnvironment env,
      Source<MarketInput, ?, ?> ticks,
      Source<MarketInput, ?, ?> rawBars,
      Sink<OutboundRecord> sink,
      SluiceConfig config) {
    DataStream<MarketInput> inputs =
        read(env, ticks, Topics.TICKS, config).union(read(env, rawBars, Topics.BARS_RAW, config));
    SingleOutputStreamOperator<MarketEvent> valid = validate(inputs, config);
    DataStream<Tick> quotes = quote(valid, config);
    SingleOutputStreamOperator<Bar> bars = closeBars(valid, config);
    DataStream<IndicatedBar> indicators = computeIndicators(bars);
    DataStream<DeadLetter> refused =
        valid
            .getSideOutput(ValidateMarketData.DEAD_LETTERS)
            .union(bars.getSideOutput(CloseBars.DEAD_LETTERS));
    publish(quotes, bars, indicators, refused, sink, config);
  }

  private static DataStream<MarketInput> read(
      StreamExecutionEnvironment env,
      Source<MarketInput, ?, ?> source,
      String topic,
      SluiceConfig config) {
    return env.fromSource(source, Watermarks.ofFeeds(config), "Read " + topic).uid("read-" + topic);
  }

  private static SingleOutputStreamOperator<MarketEvent> validate(
      DataStream<MarketInput> inputs, SluiceConfig config) {
    return inputs
        .transform(
            "Validate market data",
            StreamTypes.of(MarketEvent.class),
            new ValidationOperator(
                new ValidateMarketData(
                    new HashSet<>(config.symbols()),
                    config.latenessBound().toMillis(),
                    config.get(SluiceOptions.ALLOWED_LATENESS).toMillis(),
                    config.get(SluiceOptions.MAX_AHEAD).toMillis())))
        .uid("validate-market-data");
  }

  private static DataStream<Tick> quote(DataStream<MarketEvent> valid, SluiceConfig config) {
    DataStream<Tick> ticks =
        valid
            .process(new PassQuotes(config.calendar()), StreamTypes.of(Tick.class))
            .uid("pass-quotes")
            .name("Pass on ticks of the session");
    DataStream<Tick> paths =
        valid
            .filter(event -> event.bar() != null)
            .uid("select-given-bars")
            .name("Select given bars")
            .keyBy(MarketEvent::symbol)
            .process(new QuoteGivenBars(config.calendar()), StreamTypes.of(Tick.class))
            .uid("quote-given-bars")
            .name("Quote given bars");
    return ticks.union(paths);
  }

  private static SingleOutputStreamOperator<Bar> closeBars(
      DataStream<MarketEvent> valid, SluiceConfig config) {
    return valid
        .filter(MarketEvent::isTradeOrBar)
        .uid("select-trades")
        .name("Select trades and given bars")
        .keyBy(MarketEvent::symbol)
        .process(
            new CloseBars(
                config.calendar(),
                config.timeframes(),
                config.get(SluiceOptions.ALLOWED_LATENESS).toMillis()),
            StreamTypes.of(Bar.class))
        .uid("close-bars")
        .name("Close bars");
  }

  private static DataStream<IndicatedBar> computeIndicators(DataStream<Bar> bars) {
    return bars.keyBy(Bar::symbol)
        .process(new ComputeIndicators(), StreamTypes.of(IndicatedBar.class))
        .uid("compute-indicators")
        .name("Compute indicators");
  }

  private static void publish(
      DataStream<Tick> quotes,
      DataStream<Bar> bars,
      DataStream<IndicatedBar> indicators,
      DataStream<DeadLetter> refused,
      Sink<OutboundRecord> sink,
      SluiceConfig config) {
    int partitions = config.partitions();
    DataStream<OutboundRecord> outbound =
        Outbound.to(
                quotes,
                Topics.QUOTES,
                partitions,
                tick -> tick.symbol(),
                tick -> AvroCodec.TICK.encode(tick))
            .union(
                Outbound.to(
                    bars, Topics.BARS, partitions, Bar::symbol, bar -> JsonCodec.BAR.encode(bar)),
                Outbound.to(
                    indicators,
                    Topics.INDICATORS,
                    partitions,
                    indicated -> indicated.bar().symbol(),
                    indicated -> JsonCodec.INDICATED_BAR.encode(indicated)),
                Outbound.deadLetters(refused, partitions));
    KafkaOutput.publish(
        outbound,
        List.of(
            TopicSpec.of(Topics.QUOTES),
            TopicSpec.of(Topics.BARS),
            TopicSpec.of(Topics.INDICATORS)),
        partitions,
        sink,
        "market",
        "market data");
  }
}
