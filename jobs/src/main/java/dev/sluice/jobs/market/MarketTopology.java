package dev.sluice.jobs.market;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.kafka.Outbound;
import dev.sluice.jobs.kafka.Watermarks;
import dev.sluice.operators.market.CloseSessionBars;
import dev.sluice.operators.market.ComputeIndicators;
import dev.sluice.operators.market.MarketEvent;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.operators.market.RollUpWeeks;
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
 * ticks ────┐
 *           ├→ validated ─→ bars of minutes and sessions ─→ bars of weeks ─→ indicators
 * bars.raw ─┘      │            │                               │               │
 *             dead-letters    quotes                          bars         indicators
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
    SingleOutputStreamOperator<Bar> sessionBars = closeSessionBars(valid);
    DataStream<Bar> bars = rollUpWeeks(sessionBars);
    DataStream<IndicatedBar> indicators = computeIndicators(bars, config);
    publish(valid, sessionBars, bars, indicators, sink, config);
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
                    config.get(SluiceOptions.MAX_AHEAD).toMillis())))
        .uid("validate-market-data");
  }

  private static SingleOutputStreamOperator<Bar> closeSessionBars(
      SingleOutputStreamOperator<MarketEvent> valid) {
    return valid
        .keyBy(MarketEvent::symbol)
        .process(new CloseSessionBars(ExchangeCalendar::nyse), StreamTypes.of(Bar.class))
        .uid("close-session-bars")
        .name("Close minute and session bars");
  }

  private static DataStream<Bar> rollUpWeeks(DataStream<Bar> sessionBars) {
    return sessionBars
        .keyBy(Bar::symbol)
        .process(new RollUpWeeks(ExchangeCalendar::nyse), StreamTypes.of(Bar.class))
        .uid("roll-up-weeks")
        .name("Roll up weekly bars");
  }

  private static DataStream<IndicatedBar> computeIndicators(
      DataStream<Bar> bars, SluiceConfig config) {
    return bars.keyBy(Bar::symbol)
        .process(
            new ComputeIndicators(
                ExchangeCalendar::nyse, config.indicatorTimeframes(), config.ta4jIndicators()),
            StreamTypes.of(IndicatedBar.class))
        .uid("compute-indicators")
        .name("Compute indicators");
  }

  private static void publish(
      SingleOutputStreamOperator<MarketEvent> valid,
      SingleOutputStreamOperator<Bar> sessionBars,
      DataStream<Bar> bars,
      DataStream<IndicatedBar> indicators,
      Sink<OutboundRecord> sink,
      SluiceConfig config) {
    int partitions = config.partitions();
    DataStream<OutboundRecord> outbound =
        Outbound.to(
                sessionBars.getSideOutput(CloseSessionBars.QUOTES),
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
                Outbound.deadLetters(
                    valid.getSideOutput(ValidateMarketData.DEAD_LETTERS), partitions));
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
