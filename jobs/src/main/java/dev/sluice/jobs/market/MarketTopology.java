package dev.sluice.jobs.market;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.kafka.EncodeBar;
import dev.sluice.jobs.kafka.EncodeTick;
import dev.sluice.jobs.kafka.Outbound;
import dev.sluice.jobs.kafka.Watermarks;
import dev.sluice.operators.market.CloseBars;
import dev.sluice.operators.market.ComputeIndicators;
import dev.sluice.operators.market.ExchangeBar;
import dev.sluice.operators.market.ExchangeBarSerializer;
import dev.sluice.operators.market.JudgeQuality;
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
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From ticks to bars and indicators.
 *
 * <pre>
 *                                 ┌→ ticks of the session, paths of given bars ─→ quotes
 * ticks, bars.raw ─→ validated ─→ judged ─→ bars, closed and revised ─┬→ indicators ─→ indicators
 *                                           │ │                       └→ bars
 *                                           │ └→ what was found in a session ─→ data-quality
 *                                           └→ what was refused on the way ─→ dead-letters
 * </pre>
 */
public final class MarketTopology {
  private MarketTopology() {}

  /** Adds the topology to an environment. */
  public static void define(
      StreamExecutionEnvironment env,
      Source<MarketInput, ?, ?> marketData,
      Sink<OutboundRecord> sink,
      SluiceConfig config) {
    publish(streams(env, marketData, config), sink, config);
  }

  /** The same without the topics it is published to: what comes of market data. */
  public static MarketStreams streams(
      StreamExecutionEnvironment env, Source<MarketInput, ?, ?> marketData, SluiceConfig config) {
    SingleOutputStreamOperator<MarketEvent> valid = validate(read(env, marketData, config), config);
    SingleOutputStreamOperator<MarketEvent> judged = judge(bySymbol(valid), config);
    SingleOutputStreamOperator<ExchangeBar> bars = closeBars(judged, config);
    SingleOutputStreamOperator<IndicatedBar> indicators = computeIndicators(bars, config);
    return new MarketStreams(
        config.get(SluiceOptions.PUBLISH_QUOTES) ? quote(judged, config) : List.of(),
        bars,
        indicators,
        bars.getSideOutput(CloseBars.FOUND),
        bars.getSideOutput(CloseBars.DEAD_LETTERS)
            .union(indicators.getSideOutput(ComputeIndicators.DEAD_LETTERS)));
  }

  private static void publish(
      MarketStreams streams, Sink<OutboundRecord> sink, SluiceConfig config) {
    List<TopicSpec> topics = new ArrayList<>();
    DataStream<OutboundRecord> outbound =
        encodeBars(streams.bars(), topics, config)
            .union(
                encodeIndicators(streams.indicators(), topics, config),
                encodeQuality(streams.found(), config),
                Outbound.deadLetters(streams.refused(), config.partitions()));
    if (!streams.quotes().isEmpty()) {
      DataStream<Tick> quotes = streams.quotes().get(0).union(streams.quotes().get(1));
      outbound = outbound.union(encodeQuotes(quotes, topics, config));
    }
    KafkaOutput.publish(outbound, topics, config.partitions(), sink, "market", "market data");
  }

  private static DataStream<MarketInput> read(
      StreamExecutionEnvironment env, Source<MarketInput, ?, ?> source, SluiceConfig config) {
    return env.fromSource(source, Watermarks.ofFeeds(config), "Read market data")
        .uid("read-market-data");
  }

  private static SingleOutputStreamOperator<MarketEvent> validate(
      DataStream<MarketInput> inputs, SluiceConfig config) {
    return inputs
        .transform(
            "Validate market data",
            StreamTypes.of(MarketEvent.class),
            new ValidationOperator(
                new ValidateMarketData(
                    config.universe(),
                    config.latenessBound().toMillis(),
                    config.get(SluiceOptions.ALLOWED_LATENESS).toMillis(),
                    config.get(SluiceOptions.MAX_AHEAD).toMillis())))
        .uid("validate-market-data");
  }

  /**
   * The only shuffle: what follows stays in the task of its symbol. A single task has every symbol
   * already, and passes on the event itself (docs/decisions/0017).
   */
  private static KeyedStream<MarketEvent, String> bySymbol(DataStream<MarketEvent> events) {
    return events.getExecutionEnvironment().getParallelism() == 1
        ? DataStreamUtils.reinterpretAsKeyedStream(events, MarketEvent::symbol)
        : events.keyBy(MarketEvent::symbol);
  }

  private static SingleOutputStreamOperator<MarketEvent> judge(
      KeyedStream<MarketEvent, String> events, SluiceConfig config) {
    return events
        .process(
            new JudgeQuality(
                config.calendar(),
                config.quality(),
                config.get(SluiceOptions.ALLOWED_LATENESS).toMillis()),
            StreamTypes.of(MarketEvent.class))
        .uid("judge-quality")
        .name("Judge quality");
  }

  private static List<DataStream<Tick>> quote(DataStream<MarketEvent> judged, SluiceConfig config) {
    DataStream<Tick> ticks =
        judged
            .process(new PassQuotes(config.calendar()), StreamTypes.of(Tick.class))
            .uid("pass-quotes")
            .name("Pass on ticks of the session");
    DataStream<MarketEvent> given =
        judged
            .filter(event -> event.bar() != null)
            .uid("select-given-bars")
            .name("Select given bars");
    DataStream<Tick> paths =
        DataStreamUtils.reinterpretAsKeyedStream(given, MarketEvent::symbol)
            .process(new QuoteGivenBars(config.calendar()), StreamTypes.of(Tick.class))
            .uid("quote-given-bars")
            .name("Quote given bars");
    return List.of(ticks, paths);
  }

  private static SingleOutputStreamOperator<ExchangeBar> closeBars(
      DataStream<MarketEvent> judged, SluiceConfig config) {
    // A tick comes out of quarantine late, and its bar must still be there.
    long revisable =
        config.get(SluiceOptions.ALLOWED_LATENESS).toMillis() + config.quality().quarantineMillis();
    return DataStreamUtils.reinterpretAsKeyedStream(judged, MarketEvent::symbol)
        .process(
            new CloseBars(config.calendar(), config.timeframes(), revisable),
            ExchangeBarSerializer.TYPE)
        .uid("close-bars")
        .name("Close bars");
  }

  private static SingleOutputStreamOperator<IndicatedBar> computeIndicators(
      DataStream<ExchangeBar> bars, SluiceConfig config) {
    return DataStreamUtils.reinterpretAsKeyedStream(bars, ExchangeBar::symbol)
        .process(
            new ComputeIndicators(
                config.calendar(), config.indicatorTimeframes(), config.ta4jIndicators()),
            StreamTypes.of(IndicatedBar.class))
        .uid("compute-indicators")
        .name("Compute indicators")
        // A task of its own: bars are few, and what they cost is not waited for by ticks.
        .startNewChain();
  }

  private static DataStream<OutboundRecord> encodeBars(
      DataStream<ExchangeBar> bars, List<TopicSpec> topics, SluiceConfig config) {
    topics.add(TopicSpec.of(Topics.BARS));
    EncodeBar encode = new EncodeBar(config.barsFormat());
    return Outbound.to(
        bars,
        Topics.BARS,
        config.partitions(),
        ExchangeBar::symbol,
        bar -> encode.apply(bar.bar()));
  }

  private static DataStream<OutboundRecord> encodeIndicators(
      DataStream<IndicatedBar> indicators, List<TopicSpec> topics, SluiceConfig config) {
    topics.add(TopicSpec.of(Topics.INDICATORS));
    return Outbound.to(
        indicators,
        Topics.INDICATORS,
        config.partitions(),
        indicated -> indicated.bar().symbol(),
        indicated -> JsonCodec.INDICATED_BAR.encode(indicated));
  }

  private static DataStream<OutboundRecord> encodeQuotes(
      DataStream<Tick> quotes, List<TopicSpec> topics, SluiceConfig config) {
    topics.add(TopicSpec.of(Topics.QUOTES));
    return Outbound.to(quotes, Topics.QUOTES, config.partitions(), Tick::symbol, new EncodeTick());
  }

  private static DataStream<OutboundRecord> encodeQuality(
      DataStream<SessionQuality> found, SluiceConfig config) {
    return Outbound.to(
        found,
        Topics.DATA_QUALITY,
        config.partitions(),
        SessionQuality::symbol,
        one -> JsonCodec.SESSION_QUALITY.encode(one));
  }
}
